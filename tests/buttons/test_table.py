"""The table of buttons: each can be told apart, found, and read; and what a command needs to become one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.hosts.buttons.pressed import Pressed, changing
from zipingbiao.hosts.buttons.table import BUTTONS, Button, button

#: Controls of Excel whose icons every Excel since 2013 has.
IMAGES = {
    line
    for line in (Path(__file__).parents[1] / "excel" / "office_images.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
}


@pytest.mark.parametrize("each", BUTTONS, ids=lambda each: each.id)
def test_a_button_is_complete(each: Button) -> None:
    assert re.fullmatch(r"[a-z_]+", each.id)
    assert re.fullmatch(r"[A-Z]{1,3}", each.keytip)
    assert each.image in IMAGES, (
        f"{each.image} 不是各版 Excel 都有的图标，请从 tests/excel/office_images.txt 里选"
    )
    assert 0 < len(each.label) <= 10 and each.group
    assert 0 < len(each.tip) <= 1024 and each.tip.endswith("。")
    assert button(each.id) is each


@pytest.mark.parametrize("field", ["id", "label", "keytip", "image", "action"])
def test_no_two_are_alike(field: str) -> None:
    found = [getattr(each, field) for each in BUTTONS]
    assert len(set(found)) == len(found)


def test_no_keys_begin_other_keys() -> None:
    """Alt, J X, S would press the first before the second could be finished."""
    keys = [each.keytip for each in BUTTONS]
    assert not [(a, b) for a in keys for b in keys if a != b and b.startswith(a)]


def test_a_group_stands_together() -> None:
    groups = [group for group, _ in groupby(BUTTONS, key=lambda each: each.group)]
    assert len(set(groups)) == len(groups)


class Book:
    """A host with one cell, as far as a command needs one."""

    def __init__(self) -> None:
        self.applied: list[tuple[Edit, ...]] = []
        self.shown: list[tuple[str, str]] = []

    def snapshot(self) -> Snapshot:
        return Snapshot("一本", ())

    def step(self, title: str) -> AbstractContextManager[None]:
        return nullcontext()

    def apply(self, edits: Sequence[Edit], title: str) -> list[Edit]:
        self.applied.append(tuple(edits))
        return list(edits)

    def standing(self, edit: Edit) -> None:
        return None

    def identity(self) -> tuple[str, str]:
        return "/某处/一本.xlsx", "7"

    def show(self, title: str, text: str) -> None:
        self.shown.append((title, text))


def test_a_command_becomes_a_step_that_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.hosts.buttons import undo

    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    edit = Edit(EditKind.VALUE, "表", "A1", None, "新")
    book: Any = Book()

    def command(snapshot: Snapshot, find: object) -> CommandResult:
        assert snapshot == book.snapshot()
        return CommandResult((edit,), "改了1格", ("第2行没有改：空着。",))

    assert changing(command)(Pressed(book, "试试")) == "改了1格。"
    assert book.applied == [(edit,)]
    assert book.shown == [("试试", "第2行没有改：空着。")]
    assert undo.last_step(undo.key("/某处/一本.xlsx", "7")) == ("试试", [edit])
