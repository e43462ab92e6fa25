"""Forms on paper: which LibreOffice, how the work is shared out, what is refused, drafted, numbered and bookmarked."""

from __future__ import annotations

import gc
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from pypdf import PdfReader, PdfWriter

from zipingbiao.batch import office, pdf
from zipingbiao.batch.bulk import Task
from zipingbiao.batch.office import Office, OfficeFault, _refuse_links, find_office
from zipingbiao.batch.pdf import Press, Printed, print_all
from zipingbiao.batch.pdf_merge import merged
from zipingbiao.batch.without_gc import calm
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Total
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import compile_template

posix = pytest.mark.skipif(os.name == "nt", reason="shell scripts")
ROW = Indicator("产出指标", "数量指标", "采购", Entry("≥10台"), Entry("9台"), "90", "81")
FORM = Form(
    title="项目支出绩效自评表",
    year="2024年度",
    name="甲",
    funds=(FundLine("年度资金总额", "100", "100", "95", "10", "95%", "9.5"),),
    indicators=(ROW,),
    total=Total("100", "90.5"),
)
#: Complete: the deduction is explained by cause, measure and time.
NOTE = "因供应商停产没有采购到位。后续加强合同管理，由采购科2025年6月底前完成采购。"
READY = replace(FORM, indicators=(replace(ROW, note=NOTE),))


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


# ---------------------------------------------------------------- finding LibreOffice


def test_where_libreoffice_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZIPINGBIAO_SOFFICE", raising=False)
    folders = {name: tmp_path / name for name in ("甲", "乙")}
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setenv("PATH", str(folders["甲"]))
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "无"), str(tmp_path / "装")))
    with pytest.raises(OfficeFault, match=r"^导出 PDF 要用 LibreOffice，本机没有找到。请安装 LibreOffice（免费），或用环境变量 ZIPINGBIAO_SOFFICE 指明 soffice 的位置；只要工作簿的，去掉 PDF 选项。$"):  # fmt: skip
        find_office()
    program(tmp_path / "装", "")
    assert find_office() == str(tmp_path / "装")
    second = program(folders["甲"] / "libreoffice", "")
    assert find_office() == second
    first = program(folders["甲"] / "soffice", "")
    assert find_office() == first
    told = program(folders["乙"] / "soffice", "")
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", told)
    assert find_office() == told
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", str(tmp_path))
    with pytest.raises(
        OfficeFault, match=r"^环境变量 ZIPINGBIAO_SOFFICE 指的程序不存在：.*。请改正或去掉它。$"
    ):
        find_office()


def test_a_profile_runs_no_macro_and_is_written_once(tmp_path: Path) -> None:
    _refuse_links(tmp_path / "profile")
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    text = settings.read_text("utf-8")
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "DisableActiveContent"):
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>true</value></prop>' in text
    # Elements and nothing between them: a profile with stray text is read as none.
    items = ElementTree.fromstring(text)
    assert [(item.tag, item.tail) for item in items] == [("item", None)] * 3
    assert items.text is None
    settings.write_text("own", "utf-8")
    _refuse_links(tmp_path / "profile")
    assert settings.read_text("utf-8") == "own"


@posix
def test_how_libreoffice_is_called(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = f'echo "$@" >> {log}; last=; for a in "$@"; do last=$a; done; case "$*" in *docx*) touch "{tmp_path}/out/a.docx";; esac'  # fmt: skip
    (tmp_path / "out").mkdir()
    with Office(program(tmp_path / "soffice", script)) as one:
        profile = Path(one._folder.name)
        assert one.converted((tmp_path / "a.doc",), tmp_path / "out", "docx") == [tmp_path / "out" / "a.docx"]
        assert one.to_pdf((tmp_path / "a.xlsx", tmp_path / "b.xlsx"), tmp_path / "out") == []
        assert profile.is_dir()
    assert not profile.exists()
    calls = log.read_text("utf-8").splitlines()
    begin = f"-env:UserInstallation={(profile / 'profile').as_uri()} --headless --norestore --nolockcheck --convert-to"
    out = f"--outdir {tmp_path}/out"
    assert calls == [
        f"{begin} docx {out} {tmp_path}/a.doc",
        f"{begin} pdf {out} {tmp_path}/a.xlsx {tmp_path}/b.xlsx",
        f"{begin} pdf {out} {tmp_path}/a.xlsx",
        f"{begin} pdf {out} {tmp_path}/b.xlsx",
    ]


@posix
def test_each_call_has_a_minute_and_ten_seconds_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[str] = []

    class Guard:
        def __init__(self, command: list[str], **_: object) -> None:
            seen.append(command[3])

        def __enter__(self) -> Guard:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def wait(self) -> None:
            pass

    monkeypatch.setattr(office.subprocess, "Popen", Guard)
    with Office("soffice") as one:
        one._run((tmp_path / "a",), tmp_path, "pdf")
        one._run((tmp_path / "a", tmp_path / "b"), tmp_path, "pdf")
    assert seen == ["70.0", "80.0"]


# ---------------------------------------------------------------- printing


@pytest.mark.parametrize(
    ("count", "workers", "sizes"),
    [
        (1, 1, [1]),
        (40, 1, [40]),
        (41, 1, [40, 1]),
        (10, 3, [4, 4, 2]),
        (100, 2, [40, 40, 20]),
        (2, 5, [1, 1]),
        (0, 2, []),
    ],
)
def test_work_is_shared_out(count: int, workers: int, sizes: list[int]) -> None:
    tasks: list[Any] = list(range(count))
    shared = pdf._shared_out(tasks, workers)
    assert [len(chunk) for chunk in shared] == sizes
    assert [task for chunk in shared for task in chunk] == tasks


def press(path: Path, **changes: Any) -> Press:
    script = (
        'out=; last=; for a in "$@"; do [ "$last" = --outdir ] && out=$a; last=$a; done; '
        'for a in "$@"; do case "$a" in */3.xlsx) ;; *.xlsx) b=$(basename "$a" .xlsx); echo "$b" > "$out/$b.pdf";; esac; done'
    )
    return Press(
        program(path / "soffice", script),
        compile_template(workbook_path(TEMPLATE).read_bytes()),
        lambda form: load("cn", form.evaluated_year),
        Narrator.load(()),
        **changes,
    )


def tasks(*forms: Form) -> list[Task]:
    return [Task(n, form, f"0{n}-{form.name}.xlsx") for n, form in enumerate(forms, 1)]


@posix
@pytest.mark.parametrize("workers", [1, 2])
def test_ready_forms_are_printed_in_order_and_others_refused(workers: int, tmp_path: Path) -> None:
    forms = tasks(READY, FORM, READY, READY)
    printed = list(print_all(forms, press(tmp_path), workers))
    assert [(each.n, each.file, each.data, each.draft, each.skipped) for each in printed] == [
        (1, "01-甲.pdf", b"1\n", False, False),
        (2, "02-甲.pdf", b"", False, False),
        (3, "03-甲.pdf", b"", False, False),
        (4, "04-甲.pdf", b"4\n", False, False),
    ]
    assert (printed[0].fault, printed[3].fault) == ("", "")
    assert printed[1].fault.startswith("不能生成报送版：")
    assert printed[2].fault == (
        "LibreOffice 没有打印出这一本，请单独重试；仍不行的，请在 Excel 中打开后另存为 PDF。"
    )


@posix
def test_a_form_that_cannot_be_filled_in_is_told_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = press(tmp_path)
    render = type(given.template).render

    def fails(self: Any, filled: Any, *rest: Any) -> bytes:
        if filled.form.name == "满":
            raise ValueError("行数太多")
        return render(self, filled, *rest)

    monkeypatch.setattr(type(given.template), "render", fails)
    printed = list(print_all(tasks(READY, replace(READY, name="满")), given))
    assert [(each.file, each.fault) for each in printed] == [("01-甲.pdf", ""), ("02-满.pdf", "行数太多")]


@posix
def test_drafts_are_printed_and_marked(tmp_path: Path) -> None:
    printed = list(print_all(tasks(READY, FORM, FORM), press(tmp_path, drafts=True)))
    assert [(each.file, each.data, each.draft) for each in printed] == [
        ("01-甲.pdf", b"1\n", False),
        ("02-甲（草稿）.pdf", b"2\n", True),
        ("03-甲（草稿）.pdf", b"", True),
    ]


@posix
def test_the_workbook_of_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    """What is printed, is the workbook that is given to the printer: here it comes back as it was given."""
    script = (
        'out=; last=; for a in "$@"; do [ "$last" = --outdir ] && out=$a; last=$a; done; '
        'for a in "$@"; do case "$a" in *.xlsx) cp "$a" "$out/$(basename "$a" .xlsx).pdf";; esac; done'
    )
    given = replace(press(tmp_path, drafts=True), program=program(tmp_path / "copies", script))
    ready, draft = print_all(tasks(READY, FORM), given)
    headers = [
        str(openpyxl.load_workbook(io.BytesIO(each.data)).worksheets[0].oddHeader.center.text)
        for each in (ready, draft)
    ]
    assert ["草" in header for header in headers] == [False, True]


def paper(pages: int, width: float = 595, height: float = 842) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_all_in_one() -> None:
    first, second, third, fourth = tasks(FORM, replace(FORM, name=""), FORM, replace(FORM, name="丁"))
    made = merged(
        [
            Printed(first, "01-甲.pdf", paper(2)),
            Printed(second, "02-乙.pdf", paper(1, 300, 200), draft=True),
            Printed(third, "03-丙.pdf", fault="没有"),
            Printed(fourth, "04-丁.pdf", paper(7)),
        ]
    )
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 10
    marks: list[Any] = reader.outline
    assert [(mark.title, reader.get_destination_page_number(mark)) for mark in marks] == [
        ("1 甲", 0),
        ("2 02-乙（草稿）", 2),
        ("4 丁", 3),
    ]
    assert [page.extract_text().strip() for page in reader.pages] == [f"{n}/10" for n in range(1, 11)]
    # 9 points high; a digit is 0.556 of that wide, and the last one ends 36 points from the right edge, 18 from below.
    for number, left in ((0, 539.0), (2, 244.0), (9, 534.0)):
        content = reader.pages[number].get_contents()
        assert content is not None
        drawn = content.get_data().decode().split()
        at = drawn.index("/ZpbPage")
        assert drawn[at + 1 : at + 3] == ["9", "Tf"]
        assert (float(drawn[at + 3]), drawn[at + 4 : at + 6]) == (left, ["18", "Td"])
    assert float(reader.pages[2].mediabox.width) == 300
    # In a letter that every viewer has of its own.
    resources: Any = reader.pages[0]["/Resources"]
    font = resources["/Font"]["/ZpbPage"].get_object()
    assert {key: str(font[key]) for key in font} == {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": "/Helvetica",
    }


def test_no_passes_of_the_collector_while_a_function_runs() -> None:
    @calm()
    def runs() -> bool:
        return gc.isenabled()

    assert gc.isenabled()
    assert not runs()
    assert gc.isenabled()
    gc.disable()
    try:
        assert not runs()
        assert not gc.isenabled()
    finally:
        gc.enable()
