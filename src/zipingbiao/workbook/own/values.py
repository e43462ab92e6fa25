"""A worksheet as our writer makes it, taken apart: the values of a form, and all the rest as one text."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from zipingbiao.edits.snapshot import Cell
from zipingbiao.form.model import Entry
from zipingbiao.package.number_format import number_format, parse_number
from zipingbiao.package.xml_scan import unescaped
from zipingbiao.workbook.read.printed import cell_text, entry, result_text, said

#: A cell with a format and nothing else: it gives nothing to read.
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]*" s="[0-9]+"/>')
#: A text; or a number or a text, computed or not.
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3}[1-9][0-9]*)" s="([0-9]+)"'
    r'(?: t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is>'
    r'|( t="str")?>(<f>[^<]+</f>)?<v>([^<]*)</v>)</c>)'
)
_GROUPS = 7
_HEIGHT = re.compile(r' ht="[0-9]{1,3}(?:\.[0-9]{1,3})?"')
_MERGES = re.compile(r'<mergeCells count="[0-9]+">((?:<mergeCell ref="[A-Z0-9:]+"/>)*)</mergeCells>')
_MERGE = re.compile(r'<mergeCell ref="([A-Z0-9:]+)"/>')
#: Bytes that no XML text may hold, or that a parser would turn into others.
_CONTROL = bytes(n for n in range(0x20) if n not in (0x09, 0x0A))
_NO_TEXT = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENTITIES = ("&lt;", "&gt;", "&amp;")


class Shown(NamedTuple):
    """What stands in a cell: as its text, as a result that was computed, as a target or an actual."""

    text: str
    result: str
    #: None: as its text.
    figure: Entry | None

    @property
    def entry(self) -> Entry:
        return self.figure or Entry(said(self.text))


@dataclass(frozen=True, slots=True)
class Values:
    """`cells`: what each filled slot shows; `other`: the text of every other cell that holds something; `frame`: all the rest."""

    cells: Mapping[str, Shown]
    other: Mapping[str, str]
    frame: str
    merges: tuple[str, ...]


class NotOurs(Exception):
    """Something that our writer does not write: the file is read as any other."""


def values_of(sheet: bytes, slots: Container[str], formats: tuple[str, ...]) -> Values:
    """Raises NotOurs."""
    if len(sheet.translate(None, _CONTROL)) != len(sheet) or any(each in sheet for each in _NO_TEXT):
        raise NotOurs
    try:
        text = _BLANK.sub(b"", sheet).decode()
    except UnicodeDecodeError:
        raise NotOurs from None
    if text.count("&") != sum(map(text.count, _ENTITIES)):
        raise NotOurs
    pieces = _CELL.split(text)
    cells: dict[str, Shown] = {}
    other: dict[str, str] = {}
    kept: list[str] = []
    columns = (pieces[n :: _GROUPS + 1] for n in range(1, _GROUPS + 1))
    for cell, place, style, typed, is_text, formula, value in zip(*columns, strict=True):
        if place not in slots:
            other[place] = _text(typed if typed is not None else value).text
            kept.append(cell)
            continue
        if typed is not None:
            shown = _text(typed)
        elif is_text:
            shown = _text(value)
        else:
            shown = _number(value, _format(formats, int(style)), computed=bool(formula))
        if place in cells:
            raise NotOurs
        if shown.text:
            cells[place] = shown
    kept += map(_without_height, filter(None, pieces[:: _GROUPS + 1]))
    merges, frame = _merges("\1".join(kept))
    return Values(cells, other, frame, merges)


def _merges(frame: str) -> tuple[tuple[str, ...], str]:
    found = _MERGES.search(frame)
    if found is None:
        return (), frame
    return tuple(_MERGE.findall(found[1])), f"{frame[: found.start()]}\1{frame[found.end() :]}"


@lru_cache(maxsize=4096)
def _without_height(text: str) -> str:
    """The XML between two cells; how high a row is follows from its texts."""
    return _HEIGHT.sub("", text)


def _text(stored: str) -> Shown:
    if "&" in stored:
        stored = stored.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = unescaped(stored).strip()
    return Shown(text, text, None)


@lru_cache(maxsize=8192)
def _number(digits: str, code: str, *, computed: bool) -> Shown:
    value = parse_number(digits)
    if value is None or number_format(code).date:
        raise NotOurs
    cell = Cell(value, code, "=" if computed else "")
    return Shown(cell_text(cell), result_text(cell), entry(cell))


def _format(formats: tuple[str, ...], style: int) -> str:
    if style >= len(formats):
        raise NotOurs
    return formats[style]
