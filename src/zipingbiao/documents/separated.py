"""A .csv (or text with tabs or semicolons) as a Snapshot: a line is a row, merged cells are gone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from zipingbiao.documents.bounds import MAX_CELLS, MAX_COLUMNS, MAX_TEXT, MB, too_much
from zipingbiao.documents.text import Undecodable, decoded
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.form.keys import MAX_ROWS
from zipingbiao.package.fault import ReadFault

_SEPARATORS = ",\t;，"
_LOOKED_AT = 8192
_NAME = "表1"


def snapshot_of_csv(data: bytes, file: str) -> Snapshot:
    """The one table of a separated file. Raises ReadFault."""
    if len(data) > MAX_TEXT:
        raise too_much(file, f"内容有 {len(data) // MB} MB，超过 {MAX_TEXT // MB} MB 的上限")
    try:
        text = decoded(data)
    except Undecodable as fault:
        raise ReadFault(
            file, "文字既不是 UTF-8 也不是 GB18030 编码，或已损坏，请另存为 UTF-8 后再试。"
        ) from fault
    cells: dict[tuple[int, int], Cell] = {}
    called: dict[tuple[int, int], str] = {}
    for row, line in enumerate(_lines(text, file), 1):
        if row > MAX_ROWS:
            raise too_much(file, f"表格超过 {MAX_ROWS // 10_000} 万行")
        if len(line) > MAX_COLUMNS or len(called) > MAX_CELLS:
            raise too_much(file, f"表格太大（超过 {MAX_COLUMNS} 列或 {MAX_CELLS // 10_000} 万格）")
        for column, value in enumerate(line, 1):
            called[row, column] = f"第{row}行第{column}列"
            if value.strip():
                cells[row, column] = Cell(value)
    return Snapshot(file, (Sheet(_NAME, cells, called=called),))


def _lines(text: str, file: str) -> Iterator[list[str]]:
    sample = text[:_LOOKED_AT]
    separator = max(_SEPARATORS, key=sample.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as fault:
        raise ReadFault(file, "表格的引号或换行不成对，请用 Excel 或 WPS 打开后另存为 .xlsx。") from fault
