"""Columns added at the right of a closed sheet: empty cells that look like a cell of their row, ready to be filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from zipingbiao.edits.sheet_cells import UnusualSheet
from zipingbiao.package.address import column_name, column_number

_PREFIX = re.compile(r"<((?:\w+:)?)worksheet\b")
_REFERENCE = re.compile(r'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(r'\bs="(\d+)"')
_SPANS = re.compile(r'\sspans="[^"]*"')
_MAX = re.compile(r'\bmax="(\d+)"')


def with_columns(text: str, first: int, widths: Sequence[int], like: Mapping[int, Sequence[int]]) -> str:
    """The sheet with new columns from `first` on. `like`: row → the columns whose look the new cells of it take.

    Rows that are not named stay as they are, byte for byte. `widths` in half-width characters.
    """
    found = _PREFIX.search(text)
    if found is None:
        raise UnusualSheet("工作表的内容无法识别，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")
    p = found[1]
    row = re.compile(rf'<{p}row\b([^>]*\br="(\d+)"[^>]*?)(/>|>(.*?)</{p}row>)', re.DOTALL)

    def changed(match: re.Match[str]) -> str:
        number = int(match[2])
        if number not in like:
            return match.group()
        content, styles = match[4] or "", _styles(match[4] or "", p)
        cells = "".join(
            _cell(p, number, first + n, styles.get(column, "")) for n, column in enumerate(like[number])
        )
        return f"<{p}row{_SPANS.sub('', match[1])}>{content}{cells}</{p}row>"

    return _with_widths(row.sub(changed, text), p, first, widths)


def _styles(content: str, p: str) -> dict[int, str]:
    """Column → style number of the cells of a row."""
    styles: dict[int, str] = {}
    for cell in re.finditer(rf"<{p}c\b([^>]*)>", content):
        at, style = _REFERENCE.search(cell[1]), _STYLE.search(cell[1])
        if at is not None and style is not None:
            styles[column_number(at[1])] = style[1]
    return styles


def _cell(p: str, row: int, column: int, style: str) -> str:
    look = f' s="{style}"' if style else ""
    return f'<{p}c r="{column_name(column)}{row}"{look}/>'


def _with_widths(text: str, p: str, first: int, widths: Sequence[int]) -> str:
    """The widths of the new columns; left alone where the sheet states a width for columns as far right as these."""
    made = "".join(
        f'<{p}col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, first)
    )
    end = text.find(f"</{p}cols>")
    if end < 0:
        return text.replace(f"<{p}sheetData", f"<{p}cols>{made}</{p}cols><{p}sheetData", 1)
    stated = [int(found) for found in _MAX.findall(text[text.find(f"<{p}cols>") : end])]
    return text if max(stated, default=0) >= first else text[:end] + made + text[end:]
