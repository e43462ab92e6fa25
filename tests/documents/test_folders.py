"""Folders and findings: every file that was not read is named; places of files without cells; what cannot be written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli
from documents.conftest import Built
from workbook_read.books import FORMS
from zipingbiao.documents import old_workbook
from zipingbiao.documents.pdf import read as pdf_read

UNREAD = {
    "照片.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
    "压缩.rar": (b"Rar!\x1a\x07\x00", "解压"),
    "坏.docx": (b"PK\x03\x04", "损坏"),
    "二处/扫描.pdf": (b"%PDF-1.7\n", "PDF"),
}
#: Of a kind that never holds a form.
NO_FORM = {
    "通知.txt": "关于开展绩效自评的通知".encode(),
    "脚本.py": b"import os\n",
    "日志.log": b"1\n2\n",
    "登记.sqlite": b"SQLite format 3\0" + bytes(84),
}
SKIPPED = ("~$表.docx", "Thumbs.db", "表.xlsx.bak")


@pytest.fixture
def handed_in(word: Path, tmp_path: Path) -> Path:
    """What a bureau receives: the forms in Word, and files that cannot be read."""
    folder = tmp_path / "报送"
    (folder / "二处").mkdir(parents=True)
    shutil.copy(word, folder / "一处.docx")
    for name, (data, _) in UNREAD.items():
        (folder / name).write_bytes(data)
    for name, data in NO_FORM.items():
        (folder / name).write_bytes(data)
    for name in SKIPPED:
        (folder / name).write_bytes(b"x")
    return folder


def test_collect_names_every_file(cli: Cli, handed_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    result = cli("collect", handed_in, "-o", out)
    assert result.code == 1
    assert "汇总 14 张自评表" in result.out
    sheet = load_workbook(out)["读取失败"]
    rows = {row[1]: row[2] for row in sheet.iter_rows(values_only=True) if row[1]}
    data = cli("collect", handed_in, "-o", out, "--force", "--json").data
    errors = {each["file"]: each["message"] for each in data["errors"]}
    assert set(errors) == set(UNREAD)
    for name, (_, words) in UNREAD.items():
        assert f"读取失败 {name}：" in result.err
        assert words in errors[name]
        assert words in rows[name]
    skipped = {each["file"]: each["message"] for each in data["skipped"]}
    assert set(skipped) == {*SKIPPED, *NO_FORM}
    assert all("没有读取；请提供" in skipped[name] for name in NO_FORM)


@pytest.mark.parametrize("name", NO_FORM)
def test_a_file_that_was_named_is_refused_as_what_it_is(cli: Cli, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(NO_FORM[name])
    result = cli("check", tmp_path / name)
    assert result.code == 2
    assert "没有读取；请提供" in result.err
    assert len(result.err.splitlines()) == 1


def test_columns_apart_by_tabs_are_a_table_whatever_the_name(cli: Cli, tmp_path: Path) -> None:
    """Some systems give an export the name of a workbook or of a text."""
    for name in ("导出.xls", "导出.txt"):
        (tmp_path / name).write_text("序号\t名称\t金额\n1\t甲\t2\n2\t乙\t3\n", "utf-8")
        assert "没有找到项目支出绩效自评表" in cli("check", tmp_path / name).err


@pytest.mark.parametrize("command", ["check", "score", "narrate"])
def test_other_commands_take_folders(command: str, cli: Cli, handed_in: Path) -> None:
    result = cli(command, handed_in, "--json")
    assert result.code == 1
    assert len(result.data["forms"]) == 14
    assert {each["file"] for each in result.data["errors"]} == set(UNREAD)


def test_return_takes_folders(cli: Cli, handed_in: Path, tmp_path: Path) -> None:
    result = cli("return", handed_in, "-o", tmp_path / "意见")
    assert result.code == 1
    for name in UNREAD:
        assert f"读取失败 {name}：" in result.err
    # Letters and reports lying among the forms are no forms.
    for letter in (tmp_path / "意见").iterdir():
        shutil.copy(letter, handed_in)
    cli("check", handed_in, "--report", handed_in / "报告.html")
    data = cli("collect", handed_in, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert len(data["projects"]) == 14
    assert {each["file"] for each in data["errors"]} == set(UNREAD)


def test_a_folder_with_nothing_readable(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "照片.jpg").write_bytes(UNREAD["照片.jpg"][0])
    assert cli("check", tmp_path / "甲").code == 2


def test_a_print_beside_its_workbook_is_no_second_form(cli: Cli, built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    shutil.copy(built("xlsx"), folder / "表.xlsx")
    shutil.copy(built("pdf"), folder / "表.pdf")
    data = cli("collect", folder, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert len(data["projects"]) == 14
    assert any(each["file"] == "表.pdf" and "14 张表" in each["message"] for each in data["remarks"])


@pytest.mark.parametrize(
    ("kind", "cell"), [("docx", "表3第13行第6列"), ("网页", "表3第13行第6列"), ("pdf", "第4页表1第15行第6列")]
)
def test_findings_say_page_table_row_column(
    kind: str, cell: str, cli: Cli, built: Built, tmp_path: Path
) -> None:
    """On the terminal, in the JSON, in the HTML and in the workbook."""
    path = built(kind)
    result = cli("check", path, "--json")
    places = [f["cell"] for form in result.data["forms"] for f in form["findings"] if f["cell"]]
    assert places
    assert all(place.endswith(("列", "上方")) and "表" in place for place in places)
    assert all(f["sheet"] is None for form in result.data["forms"] for f in form["findings"])
    one = places[0]
    assert f"{one}　" in cli("check", path).out
    for name in ("报告.html", "报告.xlsx"):
        assert cli("check", path, "--report", tmp_path / name).code in (0, 1)
    assert one in (tmp_path / "报告.html").read_text("utf-8")
    listed = load_workbook(tmp_path / "报告.xlsx")["问题明细"]
    assert any(one in row for row in listed.iter_rows(values_only=True))


@pytest.mark.parametrize(
    "arguments", [("score", "--write"), ("narrate", "--write"), ("check", "--mark"), ("check", "--unmark")]
)
def test_what_is_no_workbook_is_not_written(arguments: tuple[str, str], cli: Cli, word: Path) -> None:
    before = word.read_bytes()
    result = cli(arguments[0], word, arguments[1])
    assert result.code == 2
    assert "不能写回" in result.err
    assert "zipingbiao bulk 文档.docx" in result.err
    assert word.read_bytes() == before
    assert list(word.parent.glob("文档.docx.bak")) == []


def test_the_way_out_works(cli: Cli, word: Path, tmp_path: Path) -> None:
    """`bulk` makes workbooks of the forms in a Word document, and `new … --from` next year's."""
    done = cli("bulk", word, "-o", tmp_path / "新", "--json")
    assert done.code == 0
    assert [each["name"] for each in done.data["projects"]] == [form["name"] for form in FORMS]
    assert cli("new", "ledger", tmp_path / "台账.xlsx", "--from", word).code == 0


def test_diff_compares_kinds(cli: Cli, built: Built, word: Path) -> None:
    result = cli("diff", built("xls"), word, "--json")
    assert [each["same"] or each["changes"] == [] for each in result.data["forms"]] == [True] * 14


@pytest.mark.parametrize(
    ("module", "kind", "extra"), [(old_workbook, "xls", "[xls]"), (pdf_read, "pdf", "[pdf]")]
)
def test_a_missing_extra_is_one_sentence(
    module: ModuleType, kind: str, extra: str, cli: Cli, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = built(kind)
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    result = cli("score", path)
    assert result.code == 2
    assert extra in result.err
    assert len(result.err.strip().splitlines()) == 1


def test_old_word_without_libreoffice(
    cli: Cli, built: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from zipingbiao.batch import old_word
    from zipingbiao.batch.office import OfficeFault

    path = built("doc")

    def nowhere() -> str:
        raise OfficeFault("没有")

    monkeypatch.setattr(old_word, "find_office", nowhere)
    old_word._office.cache_clear()
    result = cli("score", path)
    old_word._office.cache_clear()
    assert result.code == 2
    assert "另存为 .docx" in result.err


def test_a_ledger_in_other_kinds(cli: Cli, tmp_path: Path, folder: Path) -> None:
    from documents import building
    from zipingbiao.resources import DEMO_LEDGER, workbook_path

    if building.soffice() is None:
        pytest.skip("没有 LibreOffice")
    source = tmp_path / "台账.xlsx"
    shutil.copy(workbook_path(DEMO_LEDGER), source)
    wanted = [form["total"] for form in cli("score", source, "--json").data["forms"]]
    for kind in ("xls", "ods"):
        path = building.converted(source, kind, folder)
        result = cli("score", path, "--json")
        assert [form["total"] for form in result.data["forms"]] == wanted
        assert json.loads(result.out)["errors"] == []
