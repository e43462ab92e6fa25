"""A clerk at work in a handed-out workbook: fields typed into their cells, everything else left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook

from zipingbiao.commands.places import OpenForm
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.form.money import number
from zipingbiao.workbook.read.forms import read_workbook

_NUMBERS = ("initial_budget", "annual_budget", "executed", "score", "deduction")


def type_into(path: Path, texts: Mapping[str, str]) -> None:
    """Type each text into the cell of its field, as a number where the column takes numbers."""
    (form,) = read_workbook(path).forms
    opened = OpenForm(read_snapshot(path), form)
    book = load_workbook(path)
    for field, text in texts.items():
        place = opened.place(field)
        assert place is not None, field
        assert place.cell, field
        value = number(text) if field.endswith(_NUMBERS) else None
        book[place.sheet][place.cell] = text if value is None else value
        if value is None:
            book[place.sheet][place.cell].data_type = "s"
    book.save(path)
