"""`zipingbiao bulk` into a folder that holds something already: the preview is true, and what is old is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from batch.test_leaving import project
from cli.conftest import Cli
from zipingbiao.batch.job import Task
from zipingbiao.batch.pdf import DRAFT, Printed


def saved(path: Path, *names: str, **more: str) -> Path:
    path.write_text(json.dumps([project(name) | more for name in names], ensure_ascii=False), "utf-8")
    return path


def results(cli: Cli, source: Path, out: Path, *options: str) -> list[tuple[bool, bool]]:
    done = cli("bulk", source, "-o", out, "--progress", "none", "--json", *options)
    return [(bool(each["problem"]), each["skipped"]) for each in done.data["projects"]]


@pytest.mark.parametrize("options", [(), ("--force",), ("--resume",), ("--final",), ("--final", "--force")])
@pytest.mark.parametrize("standing", ["same", "other", "folder", "open", "lost", "none"])
def test_the_preview_says_what_the_run_will_do(
    cli: Cli, tmp_path: Path, options: tuple[str, ...], standing: str
) -> None:
    source, out = saved(tmp_path / "项目.json", "甲", "乙", "丙"), tmp_path / "表"
    if standing != "none":
        cli("bulk", source, "-o", out, "--progress", "none", *(each for each in options if each == "--final"))
    first = out / "01-甲.xlsx"
    if standing == "other":
        first.write_bytes(b"typed by hand")
    elif standing == "folder":
        first.unlink()
        first.mkdir()
    elif standing == "open":
        (out / "~$01-甲.xlsx").write_bytes(b"")
    elif standing == "lost":
        first.unlink()
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()} if out.exists() else {}
    preview = results(cli, source, out, "--dry-run", *options)
    after = {path.name: path.stat().st_mtime_ns for path in out.iterdir()} if out.exists() else {}
    assert before == after
    assert preview == results(cli, source, out, *options)


@pytest.mark.parametrize("again", [(), ("--resume",), ("--dry-run",)])
@pytest.mark.parametrize(
    ("stands", "wanted", "words"),
    [
        (("--values",), (), "已有的是数值，这次要写公式"),
        ((), ("--values",), "已有的是公式，这次要写数值"),
        (("--final",), ("--values",), "已有的是报送版，这次要写数值"),
    ],
)
def test_what_stands_there_in_another_mode_is_not_called_another_content(
    cli: Cli,
    tmp_path: Path,
    stands: tuple[str, ...],
    wanted: tuple[str, ...],
    words: str,
    again: tuple[str, ...],
) -> None:
    source, out = saved(tmp_path / "项目.json", "甲", "乙", "丙"), tmp_path / "表"
    assert cli("bulk", source, "-o", out, *stands, "--progress", "none").code == 0
    (out / "02-乙.xlsx").write_bytes(b"typed by hand")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = cli("bulk", source, "-o", out, *wanted, *again, "--progress", "none")
    assert done.code == 1
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name in before} == before
    if again != ("--dry-run",):
        assert f"有 2 本文件夹里已有，内容与台账相同，只是写法不同（{words}）" in done.out
        assert "有 1 本文件夹里已有，内容与现在的台账不同" in done.out


def test_a_refused_project_s_old_files_are_named(cli: Cli, tmp_path: Path) -> None:
    source, out = saved(tmp_path / "项目.json", "甲", "乙"), tmp_path / "报送"
    done = cli("bulk", source, "-o", out, "--final", "--progress", "none", "--json")
    assert (done.code, done.data["left_behind"]) == (0, [])
    (out / "01-甲.pdf").write_bytes(b"%PDF")
    (out / f"02-乙{DRAFT}.pdf").write_bytes(b"%PDF")
    gap = saved(tmp_path / "项目.json", "甲", "乙", goals="")
    text = gap.read_text("utf-8")
    gap.write_text(text.replace('"weight": "', '"weight": "约', 1), "utf-8")
    refused = cli("bulk", gap, "-o", out, "--final", "--force", "--progress", "none", "--json")
    assert [bool(each["problem"]) for each in refused.data["projects"]] == [True, False]
    assert refused.data["left_behind"] == ["01-甲.xlsx", "01-甲.pdf"]
    said = cli("bulk", gap, "-o", out, "--final", "--force", "--progress", "none").out
    assert "01-甲.xlsx、01-甲.pdf。请删除或移走，不要报送" in said


class TestPdf:
    """`--resume --pdf`: what was printed of a workbook that stands is neither printed nor written again."""

    @pytest.fixture(autouse=True)
    def press(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """A printer that gives other bytes each time, as LibreOffice does."""
        from zipingbiao.hosts.cli.bulk import pdf

        printed: list[int] = []

        def print_all(tasks: list[Task], press: object, workers: int) -> list[Printed]:
            made = []
            for task in tasks:
                printed.append(task.n)
                made.append(Printed(task, f"{Path(task.name).stem}.pdf", f"%PDF {len(printed)}".encode()))
            return made

        monkeypatch.setattr(pdf, "print_all", print_all)
        monkeypatch.setattr(pdf, "find_office", lambda: "soffice")
        monkeypatch.setattr("zipingbiao.batch.pdf_merge.merged", lambda done: b"%PDF merged")
        return printed

    @pytest.mark.parametrize("wish", [("--pdf",), ("--pdf", "--pdf-merged")])
    def test_what_stands_is_left(
        self, cli: Cli, tmp_path: Path, press: list[int], wish: tuple[str, ...]
    ) -> None:
        source, out = saved(tmp_path / "项目.json", "甲", "乙"), tmp_path / "报送"
        run = ("bulk", source, "-o", out, "--final", "--progress", "none", *wish)
        assert cli(*run).code == 0
        assert press == [1, 2]
        first = (out / "01-甲.pdf").read_bytes()
        (out / "02-乙.pdf").unlink()
        assert cli(*run, "--resume").code == 0
        assert press == [1, 2, 2]
        assert (out / "01-甲.pdf").read_bytes() == first
        assert list(out.glob("*.bak*")) == []

    def test_a_print_older_than_its_workbook_is_made_anew(
        self, cli: Cli, tmp_path: Path, press: list[int]
    ) -> None:
        source, out = saved(tmp_path / "项目.json", "甲"), tmp_path / "报送"
        run = ("bulk", source, "-o", out, "--final", "--progress", "none", "--pdf")
        assert cli(*run).code == 0
        os.utime(out / "01-甲.pdf", (1, 1))
        assert cli(*run, "--resume").code == 0
        assert press == [1, 1]

    def test_of_a_workbook_that_was_kept_nothing_is_printed(
        self, cli: Cli, tmp_path: Path, press: list[int]
    ) -> None:
        source, out = saved(tmp_path / "项目.json", "甲", "乙"), tmp_path / "报送"
        out.mkdir()
        (out / "01-甲.xlsx").write_bytes(b"typed by hand")
        assert cli("bulk", source, "-o", out, "--final", "--progress", "none", "--pdf").code == 1
        assert press == [2]


def test_a_project_that_was_not_read_whole_is_not_written_without_a_word(cli: Cli, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from cli.test_update import project as of_a_ledger
    from zipingbiao.ledger.write import ledger_bytes

    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(ledger_bytes([of_a_ledger("甲"), of_a_ledger("乙", id="2")]))
    book = load_workbook(ledger)
    book["项目"]["A3"] = "1"
    for sheet in ("资金", "指标"):
        for row in range(2, book[sheet].max_row + 1):
            book[sheet].cell(row, 1).value, book[sheet].cell(row, 2).value = "1", None
    book.save(ledger)
    done = cli("bulk", ledger, "-o", tmp_path / "表", "--progress", "none")
    assert done.out.count("处没有用上，这一本不完整，如：") == 2
    data = cli("bulk", ledger, "-o", tmp_path / "再", "--progress", "none", "--json").data
    assert all("不完整" in each["remarks"][0] for each in data["projects"])


def test_a_form_carried_over_lists_the_years_that_still_stand(cli: Cli, tmp_path: Path) -> None:
    source = saved(tmp_path / "去年.json", "2024年培训")
    done = cli("new", "form", tmp_path / "今年.xlsx", "--from", source)
    assert "旧年份：项目名称“2024年培训”（2024 年），该改的请改。" in done.out
