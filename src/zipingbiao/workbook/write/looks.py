"""Numbers as the unit prints them: `1,234.50`, `1012.345678` and `10` each keep their decimals and their commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from zipingbiao.package.number_format import BUILTIN
from zipingbiao.package.xml_lists import (
    appended,
    attributes_of,
    elements,
    entries,
    prefix_of,
    prefixed,
    recounted,
)

#: Formats that say nothing of an office's own wishes; any other stays.
_OPEN = frozenset({"General", "0.00"})
_PRINTED = re.compile(r"-?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,15}))?")
_STYLE = re.compile(r's="(\d+)"')
_FORMAT_LIST = '<numFmts count="0"></numFmts>'
_FIRST_OWN = 164

#: A style's number and the number format it shall have.
Look = tuple[int, str]


class Looks:
    """The looks that one workbook needs beside the template's styles, in the order of its cells.

    `least`: the fewest decimals of a look. In a workbook that goes on being filled, 0 would hide those of a later figure.
    """

    def __init__(self, formats: Sequence[str], least: int) -> None:
        self._formats, self._least = formats, least
        self._made: dict[Look, int] = {}

    @property
    def made(self) -> tuple[Look, ...]:
        return tuple(self._made)

    def start(self, start: str, look: str) -> str:
        """The start of a cell (`<c r="E6" s="5"`), with the style under which the number looks as printed."""
        head, style, tail = _around_style(start)
        if style is None or style >= len(self._formats) or self._formats[style] not in _OPEN:
            return start
        code = _code(look, self._formats[style], self._least)
        if not code:
            return start
        number = self._made.setdefault((style, code), len(self._formats) + len(self._made))
        return f"{head}{number}{tail}"


@lru_cache(maxsize=8192)
def _around_style(start: str) -> tuple[str, int | None, str]:
    """The number of a cell's style, and what stands before and after it."""
    stated = _STYLE.search(start)
    return (
        (start, None, "")
        if stated is None
        else (start[: stated.start(1)], int(stated[1]), start[stated.end(1) :])
    )


@lru_cache(maxsize=8192)
def _code(printed: str, present: str, least: int) -> str:
    """The format under which a number looks as printed; "" where the present one does it, or none can."""
    found = _PRINTED.fullmatch(printed)
    if found is None:
        return ""
    whole, places = found[1], found[2] or ""
    fewer = len(places) < least and ("," in whole or present != "General")
    as_it_is = len(places) == 2 if present == "0.00" else not places.endswith("0")
    if fewer or ("," not in whole and as_it_is):
        return ""
    return ("#,##0" if "," in whole else "0") + (f".{'0' * len(places)}" if places else "")


def with_looks(styles: bytes, looks: Sequence[Look]) -> bytes:
    """The styles part with a style for each look, behind those that are there."""
    text = styles.decode()
    p = prefix_of(text)
    if not elements(text, "numFmts"):
        head = text.index(">", text.index(f"<{p}styleSheet")) + 1
        text = f"{text[:head]}{prefixed(_FORMAT_LIST, p)}{text[head:]}"
    numbers = {code: number for number, code in BUILTIN.items() if number <= 4}
    known = [attributes_of(each.group()) for each in entries(text, "numFmts", "numFmt")]
    free = max((int(each.get("numFmtId", "0")) for each in known), default=0) + 1
    styled = [each.group() for each in entries(text, "cellXfs", "xf")]
    formats, added = "", ""
    for style, code in looks:
        if code not in numbers:
            numbers[code] = free = max(free, _FIRST_OWN)
            formats += f'<numFmt numFmtId="{free}" formatCode="{code}"/>'
            free += 1
        added += _with_format(styled[style], numbers[code])
    if formats:
        text = recounted(appended(text, "numFmts", prefixed(formats, p)), "numFmts", "numFmt")
    if not entries(text, "numFmts", "numFmt"):
        text = text.replace(prefixed(_FORMAT_LIST, p), "")
    return recounted(appended(text, "cellXfs", added), "cellXfs", "xf").encode()


def _with_format(xf: str, number: int) -> str:
    end = xf.index(">")
    head = re.sub(r'\s(?:numFmtId|applyNumberFormat)="[^"]*"', "", xf[:end])
    tail = "/" if head.endswith("/") else ""
    return f'{head.removesuffix("/").rstrip()} numFmtId="{number}" applyNumberFormat="1"{tail}{xf[end:]}'
