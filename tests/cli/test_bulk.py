"""demo, bulk and new: 14 real projects from the ledger to workbooks that read back as what was published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli
from zipingbiao.form.interchange import read_interchange


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from zipingbiao.hosts.cli.main import run

    out = tmp_path_factory.mktemp("演示 文件夹") / "out"
    assert run(["demo", "-o", str(out), "--progress", "none"]) == 0
    return out


def test_demo_writes_one_workbook_a_project(demo: Path) -> None:
    names = sorted(path.name for path in demo.iterdir())
    assert len(names) == 14
    assert names[0] == "01-北京市应急管理局指挥信息网建设项目.xlsx"


def test_the_workbooks_score_as_published(demo: Path, cli: Cli, seed: Path) -> None:
    published = read_interchange(seed.read_text("utf-8"), "").forms
    scored = cli("score", *sorted(demo.iterdir()), "--json").data["forms"]
    assert [form["total"] for form in scored] == [form.total.score for form in published]
    assert [form["name"] for form in scored] == [form.name for form in published]
    assert all(form["weights"] == "100.00" for form in scored)


def test_the_published_notes_are_kept(demo: Path, seed: Path) -> None:
    from zipingbiao.batch.inputs import read_inputs

    published = read_interchange(seed.read_text("utf-8"), "").forms
    written = read_inputs(sorted(demo.iterdir())).forms
    for before, after in zip(published, written, strict=True):
        for was, now in zip(before.indicators, after.indicators, strict=True):
            assert (was.target.text, was.actual.text, was.level3) == (
                now.target.text,
                now.actual.text,
                now.level3,
            )
            if was.note:
                assert now.note == was.note


def test_a_gap_in_a_note_stays_a_finding(demo: Path, cli: Cli) -> None:
    third = next(path for path in demo.iterdir() if path.name.startswith("03-"))
    findings = cli("check", third, "--json").data["forms"][0]["findings"]
    assert any(f["code"] == "JXN007" and f["field"] == "indicators[1].note" for f in findings)
    assert all(f["cell"] for f in findings if f["field"].startswith("indicators"))


def test_existing_files_are_kept(demo: Path, cli: Cli) -> None:
    """The same bytes are no conflict; other bytes are kept, and with --force backed up."""
    assert cli("demo", "-o", demo, "--progress", "none").code == 0
    one = sorted(demo.iterdir())[0]
    right = one.read_bytes()
    one.write_bytes(b"mine")
    again = cli("demo", "-o", demo, "--progress", "none")
    assert again.code == 1
    assert "已存在，未覆盖" in again.out
    assert one.read_bytes() == b"mine"
    assert cli("demo", "-o", demo, "--progress", "none", "--force").code == 0
    assert one.read_bytes() == right
    backup = one.with_name(f"{one.name}.bak")
    assert backup.read_bytes() == b"mine"
    backup.unlink()


def test_dry_run_writes_nothing(cli: Cli, seed: Path, tmp_path: Path) -> None:
    result = cli("bulk", seed, "-o", tmp_path / "out", "--dry-run", "--json")
    assert result.code == 0
    assert len(result.data["projects"]) == 14
    assert not (tmp_path / "out").exists()


def test_two_processes_write_the_same_bytes(cli: Cli, seed: Path, tmp_path: Path) -> None:
    assert cli("bulk", seed, "-o", tmp_path / "a", "--progress", "none").code == 0
    assert cli("bulk", seed, "-o", tmp_path / "b", "--progress", "none", "--jobs", "2").code == 0
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_final_is_refused_while_a_gap_is_left(cli: Cli, seed: Path, tmp_path: Path) -> None:
    result = cli("bulk", seed, "-o", tmp_path, "--final", "--progress", "none", "--json")
    assert result.code == 1
    refused = {each["n"] for each in result.data["projects"] if each["problem"]}
    assert 3 in refused
    assert all("请先改好" in each["problem"] for each in result.data["projects"] if each["problem"])


def test_resume_leaves_what_stands(cli: Cli, seed: Path, tmp_path: Path) -> None:
    cli("bulk", seed, "-o", tmp_path, "--progress", "none")
    one = sorted(tmp_path.iterdir())[3]
    before = one.read_bytes()
    one.unlink()
    result = cli("bulk", seed, "-o", tmp_path, "--resume", "--json")
    assert [each["n"] for each in result.data["projects"] if not each["skipped"]] == [4]
    assert one.read_bytes() == before


def test_new_form_and_ledger(cli: Cli, tmp_path: Path, demo: Path) -> None:
    assert cli("new", "form", tmp_path / "空白.xlsx").code == 0
    assert cli("new", "ledger", tmp_path / "台账.xlsx").code == 0
    again = cli("new", "ledger", tmp_path / "台账.xlsx")
    assert again.code == 2
    assert "已存在" in again.err
    last = sorted(demo.iterdir())[0]
    result = cli("new", "form", tmp_path / "2025.xlsx", "--from", last)
    assert result.code == 0, result.err
    score = cli("score", tmp_path / "2025.xlsx", "--json").data["forms"][0]
    assert score["name"] == "北京市应急管理局指挥信息网建设项目"
    assert score["total"] is None
    assert {row["state"] for row in score["indicators"]} == {"无法识别"}


def test_a_bad_project_does_not_stop_the_others(cli: Cli, seed: Path, tmp_path: Path) -> None:
    forms = json.loads(seed.read_text("utf-8"))
    forms[1] = "oops"
    path = tmp_path / "forms.json"
    path.write_text(json.dumps(forms), encoding="utf-8")
    result = cli("bulk", path, "-o", tmp_path / "out", "--json")
    assert result.code == 1
    assert len(list((tmp_path / "out").iterdir())) == 13
    assert len(result.data["errors"]) == 1
