"""`bulk` broken off: whatever workbook stands in the folder, the record knows what the ledger said when it was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Cli
from zipingbiao.batch import journal
from zipingbiao.batch.round import handed_out
from zipingbiao.batch.round.record import NAME, digest_of, read_record
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.ledger.write import ledger_bytes

#: Three chunks, the last of them small.
COUNT = 105


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    row = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), weight="90")
    funds = (FundLine("年度资金总额", "100", "100", "", "10"),)
    forms = [
        Form(str(n), year="2024年度", name=f"项目{n}", funds=funds, indicators=(row,))
        for n in range(1, COUNT + 1)
    ]
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger_bytes(forms))
    return path


def breaking_off(after: int, work: Callable[..., None]) -> Callable[..., None]:
    """The same work; the call behind the first `after` does not come back, and its work is not done."""
    calls = iter(range(after))

    def done(*arguments: object) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        work(*arguments)

    return done


@pytest.mark.parametrize(
    ("module", "name", "after"),
    [(journal, "note", 1), (handed_out, "add_to_record", 1), (journal, "note", 0)],
)
def test_what_a_broken_off_batch_wrote_is_in_the_record_once_it_was_resumed(
    cli: Cli, ledger: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, after: int
) -> None:
    out = ledger.parent / "表"
    with monkeypatch.context() as broken:
        broken.setattr(module, name, breaking_off(after, getattr(module, name)))
        assert cli("bulk", ledger, "-o", out, "--progress", "none").code == 1
    standing = {path.name for path in out.glob("*.xlsx")}
    assert 0 < len(standing) < COUNT
    journaled = journal.written(out)
    assert journaled <= set(read_record(out))
    assert cli("bulk", ledger, "-o", out, "--resume", "--progress", "none").code == 0
    record = read_record(out)
    assert {name: entry.digest for name, entry in record.items()} == {
        path.name: digest_of(path) for path in out.glob("*.xlsx")
    }
    assert len(record) == COUNT


def test_a_record_that_cannot_be_kept_is_told(cli: Cli, ledger: Path) -> None:
    out = ledger.parent / "表"
    (out / NAME).mkdir(parents=True)
    done = cli("bulk", ledger, "-o", out, "--progress", "none")
    assert NAME in done.err
    assert "分不清是谁改的" in done.err
    result = cli("bulk", ledger, "-o", out, "--force", "--json")
    assert result.code == 1
    (told,) = result.data["errors"]
    assert told["file"] == NAME
