"""No command writes its result over what it was given to read, whatever --force says; what it wrote there before it may write again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS

#: Each command that writes a file: `<` what is read, `>` the file, `*` its folder.
INTO_A_FILE = {
    "check xlsx": (".xlsx", ("check", "<", "--report", ">", "--force")),
    "collect": (".xlsx", ("collect", "<", "-o", ">", "--force")),
    "report": (".xlsx", ("report", "<", "-o", ">", "--force")),
    "evidence": (".xlsx", ("evidence", "<", "-o", ">", "--force")),
    "diff": (".xlsx", ("diff", "<", "<", "--report", ">", "--force")),
    "new form": (".xlsx", ("new", "form", ">", "--from", "<", "--force")),
    "new ledger": (".xlsx", ("new", "ledger", ">", "--from", "<", "--force")),
    "export json": (".json", ("export", "<", "--to", "json", "-o", ">", "--force")),
    "export docx": (".docx", ("export", "<", "--to", "docx", "-o", ">", "--force")),
}
#: … and into a folder, with the file of another that lies in the way.
INTO_A_FOLDER = {
    "return": ("退回意见-{}.xlsx", ("return", "<", "-o", "<", "--force", "--bundle", "finance")),
    "export csv": ("项目.csv", ("export", "<", "--to", "csv", "-o", "<", "--force")),
    "collect csv": ("projects.csv", ("collect", "<", "--to", "csv", "-o", "<", "--force")),
}


@pytest.fixture
def received(cli: Cli, tmp_path: Path) -> Path:
    """A folder with three forms as workbooks, one as JSON, one as a Word file."""
    folder = tmp_path / "收到"
    for n, name in enumerate(("一", "二", "三")):
        source = tmp_path / f"{name}.json"
        source.write_text(json.dumps([FORMS[n]], ensure_ascii=False), "utf-8")
        assert cli("bulk", source, "-o", folder / name, "--progress", "none").code == 0
        (path,) = (folder / name).glob("*.xlsx")
        path.rename(folder / f"{name}.xlsx")
    (folder / "一.json").write_text(json.dumps([FORMS[3]], ensure_ascii=False), "utf-8")
    (tmp_path / "四.json").write_text(json.dumps([FORMS[4]], ensure_ascii=False), "utf-8")
    assert cli("export", tmp_path / "四.json", "--to", "docx", "-o", folder / "一.docx").code == 0
    for path in folder.rglob(".*"):
        path.unlink()
    return folder


def said(command: tuple[str, ...], read: Path, written: Path) -> list[str]:
    return [{"<": str(read), ">": str(written)}.get(word, word) for word in command]


@pytest.mark.parametrize("whole_folder", [True, False], ids=["folder", "file"])
@pytest.mark.parametrize("name", INTO_A_FILE)
def test_a_form_that_is_read_stays(cli: Cli, received: Path, name: str, whole_folder: bool) -> None:
    ending, command = INTO_A_FILE[name]
    path = received / f"一{ending}"
    before = path.read_bytes()
    result = cli(*said(command, received if whole_folder else path, path))
    if name == "export docx" and whole_folder:  # the Word file was exported: it may be written again
        return
    assert result.code == 2
    assert f"{path.name} 是要读的文件" in result.err
    assert path.read_bytes() == before
    assert not list(received.glob("*.bak"))


@pytest.mark.parametrize("name", INTO_A_FOLDER)
def test_a_form_in_the_way_stays(cli: Cli, received: Path, name: str) -> None:
    file, command = INTO_A_FOLDER[name]
    path = received / file.format(FORMS[0]["unit"])
    if path.suffix == ".xlsx":
        (received / "一.xlsx").rename(path)
    else:
        path.write_text("项目名称,一级指标\n甲,产出指标\n", "utf-8")
    before = path.read_bytes()
    result = cli(*said(command, received, path))
    assert result.code == 2, result.err
    assert f"{path.name} 是要读的文件" in result.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name", [each for each in INTO_A_FILE if each not in ("new form", "new ledger", "export docx")]
)
def test_what_it_wrote_before_is_written_again(cli: Cli, received: Path, name: str) -> None:
    ending, command = INTO_A_FILE[name]
    out = received / f"结果{ending}"
    for _ in range(2):
        assert cli(*said(command, received, out)).code in (0, 1)
    assert out.is_file()


@pytest.mark.parametrize("name", INTO_A_FOLDER)
def test_a_folder_it_wrote_to_before_is_written_to_again(cli: Cli, received: Path, name: str) -> None:
    command = INTO_A_FOLDER[name][1]
    for _ in range(2):
        assert cli(*said(command, received, received)).code in (0, 1)


def test_another_kind_of_report_is_not_written_over(cli: Cli, received: Path) -> None:
    out = received / "结果.xlsx"
    assert cli("check", received, "--report", out).code in (0, 1)
    assert cli("collect", received, "-o", out, "--force").code == 2


def test_a_link_to_an_input_is_the_input(cli: Cli, received: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsx"
    link.symlink_to(received / "一.xlsx")
    assert cli("collect", received, "-o", link, "--force").code == 2


def test_a_copy_for_the_reviewer_takes_no_other_input(cli: Cli, received: Path, tmp_path: Path) -> None:
    other = tmp_path / "另"
    other.mkdir()
    (received / "二.xlsx").rename(other / "一.xlsx")
    before = (other / "一.xlsx").read_bytes()
    result = cli("review", received, other / "一.xlsx", "-o", other, "--force")
    assert result.code == 1
    assert (other / "一.xlsx").read_bytes() == before


def test_elsewhere_force_still_replaces(cli: Cli, received: Path, tmp_path: Path) -> None:
    out = tmp_path / "总.xlsx"
    out.write_bytes((received / "一.xlsx").read_bytes())
    assert cli("collect", received, "-o", out, "--force").code == 0
    assert out.with_name("总.xlsx.bak").is_file()
