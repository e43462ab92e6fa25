"""`update`, again and again: no typed word is lost, none is overwritten unseen, whoever changed what in between."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import pytest

from cli.clerk import type_into
from cli.conftest import Cli
from cli.test_update import ACTUAL, NOTE, cell, changes, conflicts, handed_out, project, put, update
from zipingbiao.batch.round import record
from zipingbiao.batch.round.record import NAME
from zipingbiao.edits import apply
from zipingbiao.ledger.write import ledger_bytes

FIELD = "indicators[0].actual"
SCORE = "indicators[0].score"
WENT_BACK = "台账里又是写回以前的内容（恢复过备份，或有人改了回去），工作簿里写回过的还在"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger_bytes([project()]))
    return path


@pytest.mark.parametrize("old", ["", "200人"])
@pytest.mark.parametrize("between", [{}, {"indicators[1].evidence": "成绩单"}])
def test_what_only_the_ledger_changed_stays_however_often_it_is_asked(
    cli: Cli, ledger: Path, old: str, between: dict[str, str]
) -> None:
    put(ledger, *ACTUAL, old or None)
    path = handed_out(cli, ledger)
    put(ledger, *ACTUAL, "188人")
    for _ in range(3):
        done = update(cli, ledger, path)
        assert (FIELD in changes(done), conflicts(done)) == (False, {})
        assert cell(ledger, *ACTUAL) == "188人"
        type_into(path, between)


def test_after_both_sides_were_brought_together_each_can_change_again(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {FIELD: "210人"})
    assert changes(update(cli, ledger, path)) == {FIELD: ("", "210人")}
    put(ledger, *ACTUAL, "188人")
    assert changes(update(cli, ledger, path)) == changes(update(cli, ledger, path)) == {}
    type_into(path, {FIELD: "188人"})
    assert update(cli, ledger, path).code == 0
    type_into(path, {FIELD: "199人"})
    assert changes(update(cli, ledger, path)) == {FIELD: ("188人", "199人")}


def test_two_at_once_the_second_is_told_to_wait(
    cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {FIELD: "210人"})
    work, said = apply.apply_edits, []

    def meanwhile(*arguments: object) -> bytes:
        said.append(cli("update", ledger, "--from", path))
        return work(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as slow:
        slow.setattr(apply, "apply_edits", meanwhile)
        assert update(cli, ledger, path).code == 0
    (other,) = said
    assert (other.code, "另一个 update 正在写这本台账" in other.err) == (2, True)
    assert cell(ledger, *ACTUAL) == "210人"
    assert list(ledger.parent.glob("*.lock")) == []
    # A lock that a killed run left is none.
    (ledger.parent / f".{ledger.name}.update.lock").write_text(f"{socket.gethostname()} 4194304", "utf-8")
    assert update(cli, ledger, path).code == 0


def test_a_ledger_saved_while_it_was_read_keeps_what_was_saved(
    cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {FIELD: "210人"})
    work = apply.apply_edits

    def meanwhile(*arguments: object) -> bytes:
        put(ledger, *NOTE, "刚写的说明")
        return work(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as slow:
        slow.setattr(apply, "apply_edits", meanwhile)
        refused = cli("update", ledger, "--from", path)
    assert (refused.code, "被别人改过" in refused.err) == (2, True)
    assert update(cli, ledger, path).code == 0
    assert (cell(ledger, *NOTE), cell(ledger, *ACTUAL)) == ("刚写的说明", "210人")


@pytest.mark.parametrize("old", ["", "200人"])
@pytest.mark.parametrize("again", [False, True])
def test_an_old_copy_of_the_ledger_is_told(cli: Cli, ledger: Path, old: str, again: bool) -> None:
    """The words that the workbook gave are no longer in the ledger: nobody may lose them without having seen it."""
    put(ledger, *ACTUAL, old or None)
    path = handed_out(cli, ledger)
    copy = ledger.read_bytes()
    for text in ("210人", "220人"):
        type_into(path, {FIELD: text})
        assert update(cli, ledger, path).code == 0
    if again:
        handed_out(cli, ledger)
    ledger.write_bytes(copy)
    newer = cli("bulk", ledger, "-o", ledger.parent / "报送", "--final", "--dry-run", "--json").data["newer"]
    assert [each["file"] for each in newer] == [path.name]
    done = update(cli, ledger, path)
    assert (done.code, conflicts(done)) == (1, {FIELD: WENT_BACK})
    assert changes(update(cli, ledger, path, replace=True)) == {FIELD: (old, "220人")}
    assert update(cli, ledger, path).code == 0


def test_a_score_typed_over_a_formula_comes_back_though_it_says_the_same(cli: Cli, ledger: Path) -> None:
    """Met in the ledger, the row shows its 50; the unit reports less done, and types the 50 over the formula."""
    put(ledger, *ACTUAL, "200人")
    path = handed_out(cli, ledger)
    type_into(path, {FIELD: "160人", SCORE: "50"})
    done = update(cli, ledger, path)
    assert changes(done) == {FIELD: ("200人", "160人"), SCORE: ("", "50.00")}
    assert cell(ledger, "指标", "I2") == 50


def test_the_same_without_a_record(cli: Cli, ledger: Path) -> None:
    put(ledger, *ACTUAL, "200人")
    path = handed_out(cli, ledger)
    type_into(path, {SCORE: "50"})
    (path.parent / NAME).unlink()
    assert changes(update(cli, ledger, path)) == {SCORE: ("", "50.00")}


@pytest.mark.parametrize("name", ["target", "weight", "level3"])
def test_an_approved_cell_cleared_in_the_workbook_is_told(cli: Cli, ledger: Path, name: str) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {f"indicators[0].{name}": ""})
    done = update(cli, ledger, path, replace=True)
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {f"indicators[0].{name}": "工作簿里清空了批复的内容，台账不变；请核对工作簿"}


def test_a_row_cleared_in_the_workbook_is_told(cli: Cli, ledger: Path) -> None:
    put(ledger, "指标", "G3", "96%")
    path = handed_out(cli, ledger)
    row = "indicators[1]"
    type_into(
        path, {f"{row}.{name}": "" for name in ("level3", "target", "actual", "weight", "score", "note")}
    )
    done = update(cli, ledger, path)
    assert done.code == 1
    assert "工作簿里没有这一行，台账不变；请核对工作簿" in conflicts(done).values()
    assert cell(ledger, "指标", "G3") == "96%"


def test_what_was_written_is_told_though_the_record_cannot_be_kept(
    cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {FIELD: "210人"})

    def closed(*_: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    with monkeypatch.context() as shut:
        shut.setattr(record.os, "fsync", closed)
        done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (1, {FIELD: ("", "210人")})
    (told,) = done.data["errors"]
    assert told["file"].endswith(NAME)
    assert "已经写回的不受影响" in told["message"]
    assert cell(ledger, *ACTUAL) == "210人"
