"""What Excel's VBA compiler would refuse, found without Excel: by a static analysis that knows Excel's object model, and
by a grammar of VBA. Both are other people's work and know nothing of this project.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import olefile
import pytest
from oletools.olevba import decompress_stream

from zipingbiao.hosts.excel.build import build_xlsm
from zipingbiao.hosts.excel.modules import PROJECT, project_modules
from zipingbiao.hosts.excel.vba.project import Module, ModuleKind, vba_project
from zipingbiao.resources import TEMPLATE, workbook_path

analysis = pytest.importorskip("pyvbaanalysis")

SHEETS = ("Sheet1", "Sheet2")
OURS = tuple(module for module in project_modules(SHEETS) if module.name not in ("xlwings", "Dictionary"))
#: Both kinds of Office since 2010. In 2007 the module of xlwings keeps its declarations private: not supported.
OFFICES = {
    "64": {"VBA6": 1, "VBA7": 1, "Win32": 1, "Win64": 1, "Mac": 0},
    "32": {"VBA6": 1, "VBA7": 1, "Win32": 1, "Win64": 0, "Mac": 0},
}
#: As Excel wrote them into a project of its own (a new book saved as .xlsm by Excel 16, its `dir` stream).
BY_EXCEL = (
    rb"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    rb"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    rb"#Microsoft Office 16.0 Object Library",
)


def faults(book: Path, office: str = "64", only: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Module → what the compiler would refuse. `only`: of these modules, which still see all others."""
    where = analysis.ConditionalCompilationEnvironment(OFFICES[office])
    found = analysis.analyze_office_file(book, only=only, conditional_compilation=where)
    return {
        name: [f"{each.code}: {each.message}" for each in told if each.severity.value == "error"]
        for name, told in found.items()
        if any(each.severity.value == "error" for each in told)
    }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vba") / "form.xlsm"
    path.write_bytes(build_xlsm(workbook_path(TEMPLATE).read_bytes()))
    return path


@pytest.mark.parametrize("office", OFFICES)
def test_no_compiler_would_refuse_a_module(book: Path, office: str) -> None:
    assert faults(book, office) == {}


def test_ours_have_no_warning_either(book: Path) -> None:
    names = {module.name for module in OURS}
    found = analysis.analyze_office_file(book, only=names)
    assert names <= found.keys()
    assert {
        name: [each.code for each in told]
        for name, told in found.items()
        if any(each.severity.value == "warning" for each in told)
    } == {}


@pytest.mark.parametrize(
    ("module", "good", "broken"),
    [
        ("PerfBridge", " Then PerfRecalculate book", " Then PerfRecalculated book"),
        ("PerfBridge", "Private statusTold As Boolean\n", "\n"),
        ("PerfBridge", "PtrSafe ", ""),
        ("PerfRibbon", "PerfPress control.ID, PressedBook(control)", "PerfPress control.ID"),
        ("ThisWorkbook", "PerfForgetStatus", "PerfForgetStatuses"),
        ("PerfUdf", "Set cells = given", "Set celled = given"),
    ],
)
def test_the_analysis_sees_what_is_broken(
    module: str, good: str, broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.hosts.excel import build

    def spoiled(sheets: tuple[str, ...]) -> tuple[Module, ...]:
        return tuple(
            Module(each.name, each.source.replace(good, broken), each.kind) if each.name == module else each
            for each in project_modules(sheets)
        )

    assert good in next(each.source for each in OURS if each.name == module)
    monkeypatch.setattr(build, "project_modules", spoiled)
    path = tmp_path / "spoiled.xlsm"
    path.write_bytes(build.build_xlsm(workbook_path(TEMPLATE).read_bytes()))
    assert module in faults(path, only=[module])


def parse_errors(module: Module) -> list[tuple[int, str]]:
    """What the grammar of [MS-VBAL] does not take: line and message. Lines of conditional compilation are left out."""
    antlr4 = pytest.importorskip("antlr4")
    from antlr4.error.ErrorListener import ErrorListener  # type: ignore[import-not-found]
    from antlr4_vba.vbaLexer import vbaLexer  # type: ignore[import-not-found]
    from antlr4_vba.vbaParser import vbaParser  # type: ignore[import-not-found]

    told: list[tuple[int, str]] = []

    class Listener(ErrorListener):  # type: ignore[misc]
        def syntaxError(self, _r: object, _o: object, line: int, _c: int, message: str, _e: object) -> None:  # noqa: N802
            told.append((line, message))

    head = f'Attribute VB_Name = "{module.name}"\n'
    text = head + re.sub(r"(?m)^\s*#(If|ElseIf|Else|End If)\b.*$", "", module.source) + "\n"
    lexer = vbaLexer(antlr4.InputStream(text))
    parser = vbaParser(antlr4.CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(Listener())
    parser.startRule()
    return told


@pytest.mark.slow
@pytest.mark.parametrize("module", [each for each in OURS if each.source], ids=lambda each: each.name)
def test_the_grammar_of_vba_takes_every_module(module: Module) -> None:
    assert parse_errors(module) == []


@pytest.mark.slow
def test_the_grammar_refuses_a_block_without_its_end() -> None:
    assert parse_errors(Module("Broken", "Public Sub A()\n    If True Then\nEnd Sub\n"))


def references(project: bytes) -> tuple[bytes, ...]:
    """The REFERENCEREGISTERED records of a project's `dir` stream."""
    stored = olefile.OleFileIO(project).openstream("VBA/dir").read()
    stream = bytes(decompress_stream(bytearray(stored)))
    found = []
    at = stream.find(b"\x0d\x00")
    while at >= 0:
        (length,) = struct.unpack_from("<L", stream, at + 6)
        text = stream[at + 10 : at + 10 + length]
        if text.startswith(b"*\\G"):
            found.append(text)
        at = stream.find(b"\x0d\x00", at + 2)
    return tuple(found)


def test_the_references_are_those_that_excel_writes() -> None:
    """A reference that an older Office does not have stops every macro with "missing"."""
    assert references(vba_project(PROJECT, (Module("ThisWorkbook", "", ModuleKind.WORKBOOK),))) == BY_EXCEL


def test_the_references_of_a_book_that_excel_made() -> None:
    """The empty workbook that pyOpenVBA starts from was saved by Excel."""
    theirs = pytest.importorskip("pyopenvba")
    blank = Path(theirs.__file__).parent / "_templates" / "blank_files" / "blank_workbook.xlsm"
    with zipfile.ZipFile(blank) as archive:
        assert references(archive.read("xl/vbaProject.bin")) == BY_EXCEL


def test_no_constant_of_the_office_library_is_used() -> None:
    assert not [each.name for each in OURS if re.search(r"\bmso[A-Z]\w+", each.source)]


BRIDGE = next(each.source for each in OURS if each.name == "PerfBridge")


@pytest.mark.parametrize(
    "code", ["462", "&H800706BA", "&H800706BE", "&H80010007", "&H80010012", "&H80010108", "&H800401FD"]
)
def test_a_process_that_is_gone_is_started_again(code: str) -> None:
    """Each of these numbers stands in a constant, and each constant in `IsGone`."""
    found = re.search(rf"Private Const (\w+) As Long = {code}\n", BRIDGE)
    assert found is not None
    assert found[1] in BRIDGE[BRIDGE.index("Function IsGone") :]


def test_nothing_of_the_folder_of_a_workbook_is_run() -> None:
    """Without -P, `import xlwings` would take an xlwings.py that lies where Excel was started."""
    assert '""" -B -P -c " & _' in BRIDGE


def test_other_peoples_books_are_left_alone() -> None:
    """Not recalculated, not made unsaved by opening, and not those that a signature stands under."""
    opening = next(each.source for each in OURS if each.name == "ThisWorkbook")
    assert not [each.name for each in OURS if "CalculateFull" in each.source]
    assert "If Not ThisWorkbook.VBASigned Then PerfDescribe" in opening
    assert "If untouched Then ThisWorkbook.Saved = True" in opening
