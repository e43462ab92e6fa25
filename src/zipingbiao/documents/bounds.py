"""How much of a file is looked at: far more than any file of forms holds, and little enough for an office computer."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from zipingbiao.package.address import Area
from zipingbiao.package.fault import ReadFault

MB = 1024 * 1024
MAX_FILE = 40 * MB
#: XML, HTML and text of one document; the forms of a whole city fit in.
MAX_TEXT = 24 * MB
MAX_TAGS = 400_000
MAX_CELLS = 100_000
MAX_COLUMNS = 1024
#: Tables within tables; layouts of web pages go three or four deep.
MAX_NESTING = 24
MAX_TABLES = 5_000


def too_much(file: str, what: str) -> ReadFault:
    """A file that holds more than its bound."""
    return ReadFault(file, f"{what}，不像自评表，已停止读取；请只保留自评表所在的部分后再试。")


def bounded_markup(data: bytes, file: str) -> bytes:
    """Markup whose size and number of tags can be read in reasonable time."""
    if len(data) > MAX_TEXT:
        raise too_much(file, f"内容有 {len(data) // MB} MB，超过 {MAX_TEXT // MB} MB 的上限")
    if data.count(b"<") > MAX_TAGS:
        raise too_much(file, f"内容超过 {MAX_TAGS // 10_000} 万个标记")
    return data


def within(merges: Iterable[Area], cells: Collection[tuple[int, int]], file: str) -> tuple[Area, ...]:
    """Merged areas as far as anything is filled: a cell merged over a whole sheet reaches no further than the form."""
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    found = []
    left = 5 * MAX_CELLS
    for area in merges:
        clipped = Area(area.top, area.left, min(area.bottom, last_row), min(area.right, last_column))
        if clipped.bottom < clipped.top or clipped.right < clipped.left:
            continue
        left -= (clipped.bottom - clipped.top + 1) * (clipped.right - clipped.left + 1)
        if left < 0:
            raise too_much(file, "合并单元格太多太大")
        if (clipped.top, clipped.left) != (clipped.bottom, clipped.right):
            found.append(clipped)
    return tuple(found)
