"""What a person typed into the page, as edits of the workbook: the typed cells, and the formulas that show their results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zipingbiao.commands.places import OpenForm, edit_of, shown, value_of
from zipingbiao.commands.write_scores import write_scores
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.row_heights import height_edits
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.for_people import ForPeople
from zipingbiao.form.field_names import called
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.money import number
from zipingbiao.package.gate import package_of
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.workbook.write.content import Content, Number, Text

_NUMBERS = frozenset(
    {"initial_budget", "annual_budget", "executed", "weight", "score", "deduction", "review_score"}
)
_PERCENT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[%％]\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field and what was typed into it. `n`: which form of the file, from 0."""

    n: int
    field: str
    text: str


class NotAccepted(ForPeople):
    """A typed text that the field cannot take."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the file as it was and as it will be; `follows`: nobody typed it, it shows a new result."""

    sheet: str
    cell: str
    label: str
    old: str
    new: str
    follows: bool

    def as_data(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "label": self.label,
            "old": self.old,
            "new": self.new,
            "follows": self.follows,
        }


def written(
    original: bytes, file: str, forms: Sequence[Form], typed: Sequence[Typed], find: RulebookFor
) -> tuple[bytes, tuple[Change, ...]]:
    """The workbook with what was typed, and every cell that differs. All else stays byte for byte."""
    package = package_of(original, file)
    snapshot = snapshot_of(package)
    last: Mapping[tuple[int, str], str] = {(each.n, each.field): each.text for each in typed}
    edits: list[Edit] = []
    changes: list[Change] = []
    for (n, field), text in last.items():
        edit = _edit(OpenForm(snapshot, forms[n]), field, text)
        if edit is not None:
            edits.append(edit)
            changes.append(_change(edit, called(field), follows=False))
    if not edits:
        return original, ()
    data = apply_edits(package, [*edits, *height_edits(snapshot, edits)])
    follow = _following(data, file, find, {(edit.sheet, edit.cell) for edit in edits})
    if follow:
        data = apply_edits(package_of(data, file), follow)
        changes += [_change(edit, "随之更新", follows=True) for edit in follow]
    return data, tuple(changes)


def _following(data: bytes, file: str, find: RulebookFor, typed: set[tuple[str, str]]) -> list[Edit]:
    """Formulas whose shown value is no longer what they give."""
    result = write_scores(snapshot_of(package_of(data, file)), find)
    return [
        edit
        for edit in result.edits
        if edit.kind is EditKind.FORMULA and edit.old == edit.new and (edit.sheet, edit.cell) not in typed
    ]


def _change(edit: Edit, label: str, *, follows: bool) -> Change:
    new = edit.cached if edit.kind is EditKind.FORMULA else edit.new
    return Change(edit.sheet, edit.cell, label, "" if follows else shown(edit.old), shown(new), follows)


def _edit(opened: OpenForm, field: str, text: str) -> Edit | None:
    place = opened.place(field)
    if place is None or not place.cell:
        raise NotAccepted(f"这张表里没有“{called(field)}”这一栏，填不进去。")
    cell = opened.cell(place)
    content = _content(field, text, cell.number_format)
    if cell.formula:
        # A typed value takes the formula's place: that is what typing into a cell does.
        return Edit(EditKind.VALUE, place.sheet or "", place.cell, cell.value, value_of(content))
    return edit_of(place, cell, content)


def _content(field: str, text: str, number_format: str) -> Content:
    """A number where the field is one; else the text as typed."""
    name = field.rsplit(".", 1)[-1]
    percent = _PERCENT.fullmatch(text)
    if name == "rate" and percent and "%" in number_format:
        return Number(format(Decimal(percent[1]) / 100, "f"))
    if name not in _NUMBERS or is_blank(text):
        return Text(text)
    value = number(text)
    if value is None:
        raise NotAccepted(f"填“{text}”不符合要求：{called(field)}要填数。例：10")
    return Number(format(value, "f"))
