"""The template's sheet taken apart: what stands before its rows, the rows with their cells, what stands after them.

Works on the sheet's text by position, so that everything an office has put into its template stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from zipingbiao.package.address import column_number
from zipingbiao.package.shared_formula import shifted

_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FORMULA = re.compile(r"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """One cell of the template: column letters, style index, further attributes, and its content as it stands.

    `formula`: what a formula cell computes, "" for any other; a formula of an array has the array's area in `array`.
    """

    column: str
    style: str
    attributes: str
    content: str | None
    formula: str = ""
    array: str = ""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row: its number, its attributes without number and height, its height, its cells."""

    number: int
    attributes: str
    height: float
    cells: tuple[TemplateCell, ...]


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """The text before the rows, the rows, and the text after them."""

    before: str
    rows: tuple[TemplateRow, ...]
    after: str


def take_apart(xml: str) -> TemplateSheet:
    """Split a sheet part at its rows; ValueError if it has none."""
    start, end = xml.find("<sheetData>"), xml.find("</sheetData>")
    if start < 0 or end < 0:
        raise ValueError("模板的工作表没有内容，请使用由标准模板改成的模板。")
    start += len("<sheetData>")
    shared: dict[str, _Master] = {}
    rows = tuple(_row(found, shared) for found in _ROW.finditer(xml, start, end))
    return TemplateSheet(xml[:start], rows, xml[end:])


_Master = tuple[str, int, int]  # formula, row, column


def _row(found: re.Match[str], shared: dict[str, _Master]) -> TemplateRow:
    attributes: Mapping[str, str] = dict(_ATTRIBUTE.findall(found[1]))
    kept = "".join(
        f' {k}="{v}"' for k, v in attributes.items() if k not in ("r", "ht", "customHeight", "spans")
    )
    number = int(attributes["r"])
    cells = tuple(_cell(cell, number, shared) for cell in _CELL.finditer(found[2] or ""))
    return TemplateRow(number, kept, float(attributes.get("ht", "15")), cells)


def _cell(found: re.Match[str], row: int, shared: dict[str, _Master]) -> TemplateCell:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    column = attributes["r"].rstrip("0123456789")
    others = "".join(f' {k}="{v}"' for k, v in attributes.items() if k not in ("r", "s"))
    formula = _FORMULA.search(found[2] or "")
    if formula is None:
        return TemplateCell(column, attributes.get("s", "0"), others, found[2] or None)
    about = dict(_ATTRIBUTE.findall(formula[1]))
    text = unescape(formula[2] or "")
    if about.get("t") == "shared":
        text = _unshared(text, about["si"], (row, column_number(column)), shared)
    array = about.get("ref", "") if about.get("t") == "array" else ""
    return TemplateCell(column, attributes.get("s", "0"), "", found[2], text, array)


def _unshared(text: str, key: str, place: tuple[int, int], shared: dict[str, _Master]) -> str:
    """A formula that Excel stored once for several cells, as it stands in this one."""
    row, column = place
    if text:
        shared[key] = (text, row, column)
    master, top, left = shared.get(key, (text, row, column))
    return shifted(master, row - top, column - left)


def formula_content(formula: str, array: str) -> str:
    """The content of a formula cell. Without a value: the one the template had is not that of the form."""
    kind = f' t="array" ref="{array}"' if array else ""
    return f"<f{kind}>{escape(formula, quote=False)}</f>"
