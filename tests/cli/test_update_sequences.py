"""Whatever is done in whatever order to a ledger and its workbook: no typed word is lost or overwritten unseen.

A person types words into the ledger or into the workbook, each a different one with a number; commands run, some of them
killed half-way; copies that the commands kept come back.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.clerk import type_into
from cli.conftest import Cli, Result
from cli.test_update import project
from zipingbiao.batch.round import record
from zipingbiao.ledger.write import ledger_bytes
from zipingbiao.workbook.read.forms import read_workbook

#: Fields of the workbook: the sheet of the ledger, the heading of the column, the row.
FIELDS = {
    "indicators[0].actual": ("指标", "实际完成值", 2),
    "indicators[1].actual": ("指标", "实际完成值", 3),
    "indicators[1].detail": ("指标", "补充说明", 3),
    "indicators[0].evidence": ("指标", "佐证材料", 2),
}
STEPS = 16


class Desk:
    """One ledger, one workbook, and who typed what."""

    def __init__(
        self, cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, chance: random.Random
    ) -> None:
        self._cli, self._patch, self._chance = cli, monkeypatch, chance
        self._ledger, self._out = folder / "台账.xlsx", folder / "表"
        self._ledger.write_bytes(ledger_bytes([project()]))
        #: Words that were typed in the workbook, and those that once stood in the ledger.
        self._typed_there: set[str] = set()
        self._known: set[str] = set()
        self._words = 0
        self.bulk()

    @property
    def _book(self) -> Path:
        (path,) = self._out.glob("*.xlsx")
        return path

    def _in_ledger(self) -> dict[str, str]:
        book = load_workbook(self._ledger)
        found = {field: self._cell(book, field).value or "" for field in FIELDS}
        self._known |= set(found.values())
        return found

    @staticmethod
    def _cell(book: object, field: str):  # type: ignore[no-untyped-def]
        sheet, heading, row = FIELDS[field]
        page = book[sheet]  # type: ignore[index]
        (column,) = [each.column for each in page[1] if each.value == heading]
        return page.cell(row, column)

    def _in_workbook(self) -> dict[str, str]:
        (form,) = read_workbook(self._book).forms
        rows = form.indicators
        return {
            "indicators[0].actual": rows[0].actual.text,
            "indicators[1].actual": rows[1].actual.text,
            "indicators[1].detail": rows[1].detail,
            "indicators[0].evidence": rows[0].evidence,
        }

    def _word(self) -> str:
        self._words += 1
        return f"{self._words:03d}人"

    def type_in_ledger(self) -> None:
        book = load_workbook(self._ledger)
        self._cell(book, self._chance.choice(list(FIELDS))).value = self._word()
        book.save(self._ledger)
        self._in_ledger()

    def type_in_workbook(self) -> None:
        word = self._word()
        self._typed_there.add(word)
        type_into(self._book, {self._chance.choice(list(FIELDS)): word})

    def bulk(self) -> None:
        """What it writes over was told before, and is kept."""
        books = list(self._out.glob("*.xlsx"))
        before, bytes_before = (self._in_workbook(), self._book.read_bytes()) if books else ({}, b"")
        ledger = self._in_ledger()
        done = self._cli("bulk", self._ledger, "-o", self._out, "--force", "--json")
        after = self._in_workbook()
        for field, word in before.items():
            if (
                after[field] != word
                and word in self._typed_there
                and not self._is_settled(word, ledger[field])
            ):
                assert done.data["newer"], (field, word)
                assert bytes_before in [each.read_bytes() for each in self._out.glob("*.bak*")]

    def update(self, *options: str) -> None:
        ledger, kept = self._in_ledger(), self._ledger.read_bytes()
        workbook = self._in_workbook()
        done = self._cli("update", self._ledger, "--from", self._out, "--json", *options)
        after = self._in_ledger()
        told, listed = self._said(done)
        for field, word in ledger.items():
            if word and after[field] != word:
                assert (field, word) in listed
                assert kept in [each.read_bytes() for each in self._ledger.parent.glob("台账.xlsx.bak*")]
        for field, word in workbook.items():
            seen = after[field] == word or field in told or not word
            assert seen or word not in self._typed_there or self._is_settled(word, after[field]), (
                field,
                word,
            )

    def _is_settled(self, word: str, now: str) -> bool:
        """It had come to the ledger, and somebody wrote another one there later."""
        return word == now or (word in self._known and now > word)

    @staticmethod
    def _said(done: Result) -> tuple[set[str], set[tuple[str, str]]]:
        (one,) = done.data["projects"]
        told = {each["field"] for each in one["conflicts"]}
        return told, {(each["field"], each["old"]) for each in one["changes"]}

    def update_by_replace(self) -> None:
        self.update("--replace")

    def killed_update(self) -> None:
        """The ledger is written, the record is not."""

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        with self._patch.context() as patch:
            patch.setattr(record, "add_to_record", killed)
            assert self._cli("update", self._ledger, "--from", self._out).code == 1
        self._in_ledger()

    def old_ledger(self) -> None:
        self._back(self._ledger)

    def old_workbook(self) -> None:
        self._back(self._book)

    @staticmethod
    def _back(path: Path) -> None:
        copies = sorted(path.parent.glob(f"{path.name}.bak*"), key=lambda each: (len(each.name), each.name))
        if copies:
            path.write_bytes(copies[-1].read_bytes())


@pytest.mark.parametrize("seed", range(6))
def test_no_word_is_lost_or_overwritten_unseen(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    desk = Desk(cli, tmp_path, monkeypatch, chance)
    acts: list[Callable[[], None]] = [
        *[desk.type_in_ledger] * 3,
        *[desk.type_in_workbook] * 4,
        *[desk.update] * 4,
        desk.update_by_replace,
        desk.killed_update,
        *[desk.bulk] * 2,
        desk.old_ledger,
        desk.old_workbook,
    ]
    for _ in range(STEPS):
        chance.choice(acts)()
    desk.update()
