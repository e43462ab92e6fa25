"""JSON Lines: a line a project, none lost, none stopping the others, and never all of them in memory at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Cli
from zipingbiao.batch.bulk import Job, planned, run
from zipingbiao.form.model import Form
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

SEED = Path(__file__).parents[1] / "data" / "forms.json"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "项目.jsonl"
    forms = json.loads(SEED.read_text("utf-8"))
    path.write_text("\n\n".join(json.dumps(form, ensure_ascii=False) for form in forms), "utf-8-sig")
    return path


def test_the_same_workbooks_as_from_a_list(cli: Cli, lines: Path, tmp_path: Path) -> None:
    assert cli("bulk", lines, "-o", tmp_path / "a", "--progress", "none").code == 0
    assert cli("bulk", SEED, "-o", tmp_path / "b", "--progress", "none").code == 0
    one, other = (sorted((tmp_path / folder).iterdir()) for folder in "ab")
    assert [path.name for path in one] == [path.name for path in other]
    assert len(one) == 14
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_bad_line_is_named_and_stops_no_other(cli: Cli, lines: Path, tmp_path: Path) -> None:
    good = [line for line in lines.read_text("utf-8-sig").splitlines() if line]
    lines.write_text("\n".join([good[0], '{"name": "乙",', "3", good[1]]), "utf-8")
    done = cli("bulk", lines, "-o", tmp_path / "out", "--json")
    assert done.code == 1
    assert [each["n"] for each in done.data["projects"]] == [1, 2]
    assert len(list((tmp_path / "out").iterdir())) == 2
    first, second = done.data["errors"]
    assert first["message"].startswith("第 2 行第")
    assert second["message"] == "第 3 行：应为一张自评表或自评表的列表，实为数字。"


def test_a_file_without_a_good_line_cannot_be_read(cli: Cli, lines: Path, tmp_path: Path) -> None:
    lines.write_text("{\n[\n", "utf-8")
    assert cli("bulk", lines, "-o", tmp_path / "out").code == 2
    assert cli("check", lines).code == 2
    lines.write_bytes(b"\xff\xff\n")
    assert "UTF-8" in cli("bulk", lines, "-o", tmp_path / "out").err


def test_projects_are_taken_as_they_are_wanted(tmp_path: Path) -> None:
    """Of 1,000 projects no more than a chunk is ahead of the workbook that is being written."""
    taken = 0

    def forms() -> Iterator[Form]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield Form(name=f"项目{n}")

    job = Job(tmp_path, workbook_path(TEMPLATE).read_bytes(), None, "cn", (), Mode.VALUES, dry_run=True)
    outcomes = run(planned(forms(), 1000, ".xlsx"), job)
    assert next(outcomes).file == "0001-项目0.xlsx"
    assert taken <= 50
    assert sum(1 for _ in outcomes) == 999


def test_many_projects_are_counted_and_only_those_to_look_at_are_listed(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "多.jsonl"
    path.write_text("\n".join(json.dumps({"name": f"项目{n}"}) for n in range(250)), "utf-8")
    done = cli("bulk", path, "-o", tmp_path / "out", "--dry-run")
    assert "将写入 250 本自评表" in done.out
    assert "没有列出；全部结果请加 --json" in done.out
