"""Parts beside the form's sheet that speak of its rows: the template's own comments, pictures, charts, other sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape, unescape

from zipingbiao.package.address import column_number
from zipingbiao.package.relations import relations_of
from zipingbiao.workbook.write.row_map import RowMap, moved_formula

#: Text of a part, where the rows went, the last column kept → text.
Mover = Callable[[str, RowMap, int], str]

_COMMENT = re.compile(r'<(comment|threadedComment)\b([^>]*?)\bref="([A-Z]+)(\d+)"(.*?</\1>)', re.DOTALL)
_SHAPE = re.compile(r"<((?:\w+:)?shape)\b.*?</\1>", re.DOTALL)
_SHAPE_ROW = re.compile(r"(<(?:\w+:)?Row>)(\d+)(<)")
_SHAPE_COLUMN = re.compile(r"<(?:\w+:)?Column>(\d+)<")
_SHAPE_ANCHOR = re.compile(r"(<(?:\w+:)?Anchor>)([^<]*)(<)")
_CORNER = re.compile(r"<((?:\w+:)?(?:from|to))>.*?</\1>", re.DOTALL)
_ROW = re.compile(r"(<(?:\w+:)?row>)(\d+)(<)")
_FORMULA = re.compile(r"<((?:\w+:)?f)\b([^>]*)>([^<]*)</\1>")


def followers(parts: Mapping[str, bytes], sheet_part: str, sheet_name: str) -> dict[str, Mover]:
    """The parts that have to move with the sheet's rows, and how each does."""
    by_kind: dict[str, Mover] = {
        "comments": _comments,
        "threadedComment": _comments,
        "vmlDrawing": _shapes,
        "drawing": _anchors,
    }
    found = {
        relation.part: by_kind[relation.kind]
        for relation in relations_of(parts, sheet_part)
        if relation.kind in by_kind and relation.part in parts
    }
    for name, content in parts.items():
        if name != sheet_part and name.startswith("xl/") and name.endswith(".xml") and name not in found:
            text = content.decode()
            if any(sheet_name in unescape(formula[3]) for formula in _FORMULA.finditer(text)):
                found[name] = partial(_formulas, sheet_name)
    return found


def _comments(text: str, rows: RowMap, last: int) -> str:
    def moved(found: re.Match[str]) -> str:
        kind, before, column, row, after = found.groups()
        if column_number(column) > last:
            return ""
        return f'<{kind}{before}ref="{column}{rows.top(int(row))}"{after}'

    return _COMMENT.sub(moved, text)


def _shapes(text: str, rows: RowMap, last: int) -> str:
    """Boxes of comments and other old shapes."""

    def moved(found: re.Match[str]) -> str:
        shape = found.group()
        column = _SHAPE_COLUMN.search(shape)
        if column is not None and int(column[1]) >= last:
            return ""
        shape = _SHAPE_ROW.sub(lambda row: f"{row[1]}{_from_zero(int(row[2]), rows.top)}{row[3]}", shape)
        return _SHAPE_ANCHOR.sub(lambda anchor: f"{anchor[1]}{_moved_box(anchor[2], rows)}{anchor[3]}", shape)

    return _SHAPE.sub(moved, text)


def _moved_box(anchor: str, rows: RowMap) -> str:
    """Column, offset, row, offset of two corners; the box keeps its height."""
    numbers = [int(number) for number in anchor.split(",")]
    shift = _from_zero(numbers[2], rows.top) - numbers[2]
    numbers[2], numbers[6] = numbers[2] + shift, numbers[6] + shift
    return ", ".join(map(str, numbers))


def _anchors(text: str, rows: RowMap, last: int) -> str:
    """Pictures, stamps and charts."""

    def moved(found: re.Match[str]) -> str:
        move = rows.top if found[1].endswith("from") else rows.bottom
        return _ROW.sub(lambda row: f"{row[1]}{_from_zero(int(row[2]), move)}{row[3]}", found.group())

    return _CORNER.sub(moved, text)


def _from_zero(row: int, move: Callable[[int], int]) -> int:
    return move(row + 1) - 1


def _formulas(sheet: str, text: str, rows: RowMap, last: int) -> str:
    """Formulas of other sheets and the ranges of charts."""

    def moved(found: re.Match[str]) -> str:
        formula = moved_formula(unescape(found[3]), rows.area, sheet, here="")
        return f"<{found[1]}{found[2]}>{escape(formula, quote=False)}</{found[1]}>"

    return _FORMULA.sub(moved, text)
