"""What a file is, and what is told of it: our own reports, ledgers of other kinds, large ledgers, old Word files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from workbook_read.sheets import HEADINGS
from zipingbiao.batch import inputs, old_word
from zipingbiao.batch.folder import read_each
from zipingbiao.batch.given import content
from zipingbiao.batch.given.found import with_whole
from zipingbiao.batch.inputs import InputFault, Inputs, read_input, together
from zipingbiao.documents import read as documents
from zipingbiao.documents.kinds import Kind
from zipingbiao.documents.read import Document
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.form.interchange.write import exported_interchange, write_interchange
from zipingbiao.form.model import Form
from zipingbiao.package import gate
from zipingbiao.package.fault import PartFault, ReadFault
from zipingbiao.package.own_output import EXPORTS, IMPORT_SHEET, category_of
from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path
from zipingbiao.workbook.read.forms import ReadResult

LEDGER, BLANK = workbook_path(DEMO_LEDGER), workbook_path(TEMPLATE)


def whole(name: str, message: str) -> tuple[InputFault, ...]:
    return (InputFault(name, message, whole=True),)


# ---------------------------------------------------------------- what this tool wrote


def summary(path: Path) -> Path:
    """A workbook with the mark of a 汇总表."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "项目名称"
    book.properties.category = category_of("汇总表")
    book.save(path)
    return path


def page(path: Path) -> Path:
    path.write_text(
        '<html><head><meta name="generator" content="zipingbiao 审核报告"></head></html>', "utf-8"
    )
    return path


def letter(path: Path) -> Path:
    docx = pytest.importorskip("docx", reason="没有安装 zipingbiao[docx]")
    document = docx.Document()
    document.core_properties.category = category_of("退回意见")
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [(summary, "汇总.xlsx", "汇总表"), (page, "报告.html", "审核报告"), (letter, "退回.docx", "退回意见")],
)
def test_what_this_tool_wrote_is_no_form(
    make: Callable[[Path], Path], name: str, kind: str, tmp_path: Path
) -> None:
    path = make(tmp_path / name)
    found = read_input(path, f"夹/{name}")
    assert (found.forms, found.own) == ((), kind)
    assert found.faults == whole(f"夹/{name}", f"是本工具写的{kind}，不是自评表；请给出自评表或台账。")
    # Among the files of a folder it is left out, and comes back to who sent it; named, it is a fault.
    below = read_each([tmp_path])
    assert (below.entries, below.faults) == ((), ())
    assert [(each.path, each.shown, each.inputs.own, each.below) for each in below.own] == [
        (path, name, kind, True)
    ]
    assert below.skipped == (InputFault(name, f"本工具写的{kind}，没有读取。"),)
    named = read_each([path])
    assert (named.own, named.skipped, len(named.inputs.faults)) == ((), (), 1)


# ---------------------------------------------------------------- what it wrote for others, and other people's files


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_forms_in_a_file_for_others_are_read_and_told_apart(kind: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (
        ("项目支出绩效自评表（2024年度）",),
        ("项目名称", "河道清淤") if kind != IMPORT_SHEET else (),
        HEADINGS,
        ("产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "50", "50"),
    ):
        page.append(row)
    book.properties.category = category_of(kind)
    book.save(tmp_path / "导出.xlsx")
    found = read_input(tmp_path / "导出.xlsx")
    assert ([form.name for form in found.forms], found.export, found.own) == (
        ["河道清淤" if kind != IMPORT_SHEET else ""],
        kind,
        "",
    )
    # In a folder the import sheet of 一体化 names no project, and is left out by its name.
    below = read_each([tmp_path])
    left = (InputFault("导出.xlsx", f"本工具导出的{kind}，没有项目名称和资金，没有读取。"),)
    assert (len(below.entries), below.skipped) == ((0, left) if kind == IMPORT_SHEET else (1, ()))
    assert len(read_each([tmp_path / "导出.xlsx"]).entries) == 1


def test_json_that_this_tool_wrote_for_others(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    for write, kind in ((exported_interchange, "交换 JSON"), (write_interchange, "")):
        path.write_text(write([Form(name="甲")]), "utf-8")
        assert ([form.name for form in read_input(path).forms], read_input(path).export) == (["甲"], kind)


def test_a_text_in_a_folder_is_nobodys_form(tmp_path: Path) -> None:
    """Left out with its reason; asked for by its name, or called a workbook, it is a fault."""
    path = tmp_path / "说明.txt"
    path.write_text("请各单位月底前报送。", "utf-8")
    (told,) = read_input(path).faults
    below = read_each([tmp_path])
    assert (below.entries, below.skipped) == ((), (told,))
    assert read_each([path]).inputs.faults == (told,)
    path.rename(tmp_path / "表.csv")
    assert [each.inputs.foreign for each in read_each([tmp_path]).entries] == [False]


# ---------------------------------------------------------------- documents


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """A LibreOffice that gives back a 退回意见, and what it was asked for."""
    asked: list[tuple[bytes, str]] = []

    def as_docx(data: bytes, file: str) -> bytes:
        asked.append((data, file))
        book = BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
            archive.writestr(
                "docProps/core.xml", f"<p><cp:category>{category_of('退回意见')}</cp:category></p>"
            )
        return book.getvalue()

    monkeypatch.setattr(old_word, "as_docx", as_docx)
    return asked


def test_an_old_word_file_is_read_as_what_it_was_converted_to(
    converted: list[tuple[bytes, str]], tmp_path: Path
) -> None:
    rich = tmp_path / "退回.rtf"
    rich.write_bytes(b"{\\rtf1 x}")
    assert read_input(rich, "夹/退回.rtf").own == "退回意见"
    assert converted == [(b"{\\rtf1 x}", "夹/退回.rtf")]
    # No other kind is converted.
    read_input(page(tmp_path / "报告.html"))
    assert len(converted) == 1


def given(monkeypatch: pytest.MonkeyPatch, source: Path, *unread: str) -> list[tuple[bytes, str, object]]:
    """Every document holds what this workbook does."""
    asked: list[tuple[bytes, str, object]] = []

    def read(data: bytes, file: str, kind: object) -> Document:
        asked.append((data, file, kind))
        return Document(read_snapshot(source), unread)

    monkeypatch.setattr(documents, "read_document", read)
    return asked


def test_a_ledger_is_one_in_every_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the names of its sheets; a form is told by what stands in it."""
    path = tmp_path / "台账.csv"
    path.write_text("项目,资金\n", "utf-8")
    asked = given(monkeypatch, LEDGER, "第 3 页的图片没有读取")
    found = read_input(path, "夹/台账.csv")
    assert asked == [("项目,资金\n".encode(), "夹/台账.csv", Kind.CSV)]
    assert (len(found.forms), found.ledger, found.printed) == (14, True, False)
    assert found.faults == (InputFault("夹/台账.csv", "第 3 页的图片没有读取"),)
    given(monkeypatch, BLANK)
    form = read_input(path)
    assert not form.ledger


@pytest.mark.parametrize("name", ["表.pdf", "表.json"])
def test_a_pdf_is_a_print(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is called."""
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7\n")
    given(monkeypatch, LEDGER)
    assert read_input(path).printed


# ---------------------------------------------------------------- large workbooks


def unpacked(path: Path, *, rows: bool) -> int:
    """Bytes of all parts, or of those that are not read row by row."""
    with zipfile.ZipFile(path) as archive:
        return sum(
            info.file_size
            for info in archive.infolist()
            if rows or not info.filename.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))
        )


def test_only_a_ledger_may_be_larger_than_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MAX_UNPACKED", unpacked(LEDGER, rows=True) - 1)
    assert len(read_input(LEDGER, "夹/台账.xlsx").forms) == 14
    # What is not rows has to be held at once, of a ledger too.
    monkeypatch.setattr(gate, "MAX_UNPACKED", unpacked(LEDGER, rows=False) - 1)
    told = read_input(LEDGER, "夹/台账.xlsx")
    ((file, message),) = [(each.file, each.message) for each in told.faults]
    assert (file, message.startswith("文件展开后有")) == ("夹/台账.xlsx", True)
    # A form is read whole: all of it has to fit.
    monkeypatch.setattr(gate, "MAX_UNPACKED", unpacked(BLANK, rows=True) - 1)
    blank = read_input(BLANK, "夹/表.xlsx")
    ((file, message),) = [(each.file, each.message) for each in blank.faults]
    assert (file, message.startswith("文件展开后有")) == ("夹/表.xlsx", True)


# ---------------------------------------------------------------- what is told


def test_a_file_that_is_refused_says_why_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"Rar!\x1a\x07")
    (fault,) = read_input(path, "夹/表.xlsx").faults
    assert (fault.file, fault.whole) == ("夹/表.xlsx", True)
    assert "RAR 压缩包" in fault.message


def test_remarks_of_a_ledger_are_told_of_its_file() -> None:
    ledger: Any = SimpleNamespace(forms=(), faults=("坏了",), remarks=("没有用上",))
    found = content._of_ledger("夹/台账.xlsx", ledger)
    assert found.faults == whole("夹/台账.xlsx", "坏了")
    assert found.remarks == (InputFault("夹/台账.xlsx", "没有用上"),)
    assert found.ledger


def test_what_a_workbook_without_a_form_remarks_is_its_fault() -> None:
    """Doubts are remarks beside a form that was read; alone they are all there is to say."""
    doubt, unread = PartFault("表.xlsx", "存疑"), PartFault("表.xlsx", "没读", unread=True)
    found = content._read("表.xlsx", ReadResult((), (doubt, unread)))
    assert (found.faults, found.remarks) == (whole("表.xlsx", "存疑") + whole("表.xlsx", "没读"), ())
    beside = content._read("表.xlsx", ReadResult((Form(),), (doubt, unread)))
    assert (beside.faults, beside.remarks) == (
        (InputFault("表.xlsx", "没读"),),
        (InputFault("表.xlsx", "存疑"),),
    )


def test_what_is_told_of_a_workbook_has_the_name_it_was_given(tmp_path: Path) -> None:
    """A form inside its folder: its places and its faults name it so."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(LEDGER.read_bytes())
    assert {form.file for form in read_input(path, "夹/表.xlsx").forms} == {"夹/表.xlsx"}
    book = openpyxl.load_workbook(path)
    book["资金"]["F2"] = "约一百万"
    book["指标"]["A9999"] = "没有这个项目"
    book.save(path)
    found = read_input(path, "夹/表.xlsx")
    assert {each.file for each in (*found.faults, *found.remarks)} == {"夹/表.xlsx"}


def test_faults_come_before_remarks_where_there_is_no_form() -> None:
    fault, remark = InputFault("a", "坏"), InputFault("a", "注")
    worse = with_whole(Inputs((), (fault,), (remark,)))
    assert (worse.faults, worse.remarks) == (whole("a", "坏"), (remark,))
    alone = with_whole(Inputs((), (), (remark,)))
    assert (alone.faults, alone.remarks) == (whole("a", "注"), ())


def test_files_left_out_are_named_of_all_that_were_read() -> None:
    one, other = InputFault("a", "隐藏"), InputFault("b", "备份")
    assert together([Inputs((), (), (), (one,)), Inputs((), (), (), (other,))]).skipped == (one, other)


def test_a_fault_of_reading_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ReadFault("里面.xml", "读不出来，请另存。")

    monkeypatch.setattr(inputs, "_by_content", fails)
    path = tmp_path / "表.txt"
    path.write_bytes(b"")
    assert read_input(path, "夹/表.txt").faults == whole("夹/表.txt", "读不出来，请另存。")
