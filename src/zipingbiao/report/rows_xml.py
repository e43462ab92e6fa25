"""The rows of a table as the XML of a worksheet, laid into a finished workbook package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from zipingbiao.package.address import column_name
from zipingbiao.report.tables import Value

#: What one cell of a workbook can hold.
_MAX_TEXT = 32767
_LINE_HEIGHT, _MAX_HEIGHT = 13.5, 409.0  # points
_CUT = "……（以下超出一格的容量，见原表）"
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x")
_MARKUP = re.compile(r"[&<>]")
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_END = b"</sheetData>"
_SIZE = re.compile(rb'<dimension ref="[^"]*"')


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from `first` on, with the cell format of each column; a line of totals below them.

    `wraps`: the columns whose text wraps (from 0), with their widths in letters.
    """

    first: int
    styles: Sequence[int]
    values: Sequence[Sequence[Value]]
    wraps: Sequence[tuple[int, int]]
    totals: Sequence[Value] | None = None
    total_styles: Sequence[int] = ()

    @property
    def last(self) -> int:
        return self.first + len(self.values) - (self.totals is None)


def with_rows(package: bytes, parts: Mapping[str, Rows]) -> bytes:
    """The package with rows put at the end of the worksheets named by their parts."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            rows = parts.get(info.filename)
            if rows is not None:
                data = _laid_in(data, rows)
            target.writestr(info, data)
    return out.getvalue()


def _laid_in(sheet: bytes, rows: Rows) -> bytes:
    size = f'<dimension ref="A1:{column_name(len(rows.styles))}{rows.last}"'.encode()
    before, end, after = sheet.partition(_END)
    text = "".join(_xml(rows)).encode()
    return _SIZE.sub(size, before, count=1) + text + end + after


def _xml(rows: Rows) -> Iterator[str]:
    letters = [column_name(number) for number in range(1, len(rows.styles) + 1)]
    looks = list(zip(letters, rows.styles, strict=True))
    for n, values in enumerate(rows.values, rows.first):
        yield _row(n, looks, values, _height(values, rows.wraps))
    if rows.totals is not None:
        looks = list(zip(letters, rows.total_styles, strict=True))
        yield _row(rows.last, looks, rows.totals, "")


def _height(values: Sequence[Value], wraps: Sequence[tuple[int, int]]) -> str:
    """The height of a row with more than one line; LibreOffice does not find it by itself."""
    long = [
        (text, width)
        for i, width in wraps
        if isinstance(text := values[i], str) and (len(text) * 2 > width - 2 or "\n" in text)
    ]
    if not long:
        return ""
    points = min(_MAX_HEIGHT, _LINE_HEIGHT * max(_lines(text, width) for text, width in long) + 4)
    return f' ht="{points:g}" customHeight="1"'


def _lines(text: str, width: int) -> int:
    """Lines of a wrapped text: a Chinese sign, three bytes long, is as wide as two letters; no line fills to its end."""
    total = 0
    for part in text.split("\n"):
        letters = len(part) + (len(part.encode(errors="replace")) - len(part)) // 2
        total += max(1, -(-letters // (width - 2)))
    return total


def _row(n: int, looks: Sequence[tuple[str, int]], values: Sequence[Value], height: str) -> str:
    cells = []
    for (letter, style), value in zip(looks, values, strict=True):
        if isinstance(value, str) and value:
            cells.append(f'<c r="{letter}{n}" s="{style}" t="inlineStr">{_inline(value)}</c>')
        elif value is None or value == "":
            cells.append(f'<c r="{letter}{n}" s="{style}"/>')
        else:
            figure = str(value) if isinstance(value, int) else f"{value:f}"
            cells.append(f'<c r="{letter}{n}" s="{style}"><v>{figure}</v></c>')
    return f'<row r="{n}"{height}>{"".join(cells)}</row>'


@lru_cache(maxsize=16384)
def _inline(text: str) -> str:
    """A text inside its cell; names of files and projects stand in many rows."""
    return f'<is><t xml:space="preserve">{escaped(storable(text))}</t></is>'


def storable(text: str) -> str:
    """The text as a workbook stores it: `_x0041_` is no code, a control character leaves a mark, nothing is cut unseen."""
    if _ODD.search(text):
        text = _CODE.sub("_x005F_", without_control(text))
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - len(_CUT)] + _CUT


def without_control(text: str) -> str:
    """The text with a visible mark where a control character stands, which no XML can hold."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """The text inside an XML element."""
    return _MARKUP.sub(lambda found: _NAMES[found.group()], text) if _MARKUP.search(text) else text
