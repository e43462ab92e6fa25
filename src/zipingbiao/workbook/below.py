"""What is typed under the table of a workbook: who filled it in, who answers for it, a date, a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import SAID_BELOW, bare
from zipingbiao.workbook.signatures import signing_label

#: A longer text before a colon is a sentence, no label.
LONGEST_LABEL = 8
_LABELLED = re.compile(rf"([^：:\n]{{1,{LONGEST_LABEL}}})[：:](.*)")
#: A value that is only waited for: `    年  月  日`, a line to write on.
_WAITING = re.compile(r"[\s年月日_＿—－/／.．-]*")
#: `（单位盖章）`: printed, nobody types it.
_STAMP = re.compile(r"[（(][^（()）]*[)）]")
#: `说明：1.本表…`: what the form itself explains.
_NUMBERED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十])[)）、.．]")


def labelled(text: str) -> tuple[str, str]:
    """`填报人：张三` → label and value; a text without a label has "" for one, a label that waits "" for a value."""
    found = _LABELLED.fullmatch(text.strip())
    if found is None:
        return "", text.strip()
    value = found[2].strip()
    return found[1].strip(), "" if _WAITING.fullmatch(value) else value


def read_below(grid: Grid, first: int, last: int, right: int, found: Found) -> None:
    """The lines typed from row `first` to `last` in the columns up to `right`, each `标签：内容` or a text."""
    spots = [spot for spot in grid.all_spots(first, min(last, grid.last_row)) if spot.column <= right]
    if spots:
        lines = "\n".join(_lines(spots))
        found.put("below", lines, grid.anchor(spots[0].row, spots[0].column))


def _lines(spots: list[Spot]) -> Iterator[str]:
    """A text beside a label that waits is what the label waits for."""
    row, waiting = 0, ""
    for spot in spots:
        waiting = waiting if spot.row == row else ""
        row = spot.row
        for text in spot.text.splitlines():
            label, value = labelled(text)
            if not label and (not value or _STAMP.fullmatch(value)):
                continue
            if not label and waiting:
                yield f"{waiting}：{value}"
                waiting = ""
            elif value:
                yield f"{label}：{value}" if label else value
                waiting = ""
            elif label:
                waiting = label


def read_signed(grid: Grid, first: int, last: int, found: Found) -> None:
    """The same of a layout that is not ours: what stands behind a label that is signed beside, and 说明, 备注.

    Nobody knows of its other texts whether they are printed there or typed.
    """
    spots = list(grid.all_spots(first, min(last, grid.last_row)))
    lines = list(_signed(spots))
    if lines:
        found.put("below", "\n".join(lines), grid.anchor(spots[0].row, spots[0].column))


def _signed(spots: list[Spot]) -> Iterator[str]:
    row, waiting = 0, ""
    for spot in spots:
        waiting = waiting if spot.row == row else ""
        row = spot.row
        for text in spot.text.splitlines():
            label, value = _signed_label(text)
            if label and value:
                yield f"{label}：{value}"
            elif waiting and not label and not _STAMP.fullmatch(value) and not _WAITING.fullmatch(value):
                yield f"{waiting}：{value}"
            waiting = label if not value else ""


def _signed_label(text: str) -> tuple[str, str]:
    """`单位负责人（签字）：张三` → 单位负责人, 张三; "" where nothing is signed or said behind the label."""
    before, _, after = text.strip().replace("：", ":", 1).partition(":")
    label, value = bare(before), after.strip()
    if label in SAID_BELOW.exact and value and not _NUMBERED.match(value):
        return label, value
    if not signing_label(text):
        return "", text.strip()
    return label, "" if _WAITING.fullmatch(value) or _STAMP.fullmatch(value) else value
