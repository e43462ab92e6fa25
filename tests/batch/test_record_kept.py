"""What was handed out is on record before the journal knows of it, however the batch ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import SEED
from zipingbiao.batch.bulk import Job, planned, run
from zipingbiao.batch.round.handed_out import HandedOut
from zipingbiao.batch.round.record import NAME, read_record
from zipingbiao.form.interchange import read_interchange
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

FORMS = read_interchange(SEED.read_text("utf-8"), "").forms


def job(out: Path, *, resume: bool = False) -> Job:
    template = workbook_path(TEMPLATE).read_bytes()
    return Job(out, template, None, "cn", (), Mode.FORMULAS, portion=4, resume=resume)


def handed(out: Path, *, resume: bool, upto: int) -> None:
    keeper = HandedOut(out)
    outcomes = run(
        keeper.watched(planned(FORMS, len(FORMS), ".xlsx")), job(out, resume=resume), 1, keeper.note
    )
    for _ in zip(range(upto), outcomes, strict=False):
        pass
    outcomes.close()  # type: ignore[attr-defined]


def test_a_run_that_ended_early_and_the_one_that_went_on(tmp_path: Path) -> None:
    handed(tmp_path, resume=False, upto=1)
    assert len(read_record(tmp_path)) == 4
    handed(tmp_path, resume=True, upto=100)
    assert set(read_record(tmp_path)) == {path.name for path in tmp_path.glob("*.xlsx")}


@pytest.mark.parametrize("journal", [".zipingbiao-batch.jsonl"])
def test_killed_between_the_workbooks_and_the_record(tmp_path: Path, journal: str) -> None:
    handed(tmp_path, resume=False, upto=1)
    (tmp_path / NAME).unlink()
    lines = (tmp_path / journal).read_text("utf-8").splitlines()
    (tmp_path / journal).write_text(f"{lines[0]}\n", "utf-8")
    assert "made" in json.loads(lines[0])
    handed(tmp_path, resume=True, upto=100)
    assert len(read_record(tmp_path)) == len(FORMS)
