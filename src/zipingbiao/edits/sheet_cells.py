"""One worksheet part as text, changed cell by cell; whatever is not named stays as it stands, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from zipingbiao.edits.snapshot import CellValue, Edit, EditKind
from zipingbiao.for_people import ForPeople
from zipingbiao.package import cell_xml
from zipingbiao.package.address import column_number, parse_cell
from zipingbiao.package.xml_lists import attributes_of, prefixed

_ROOT = re.compile(r"<((?:\w+:)?)worksheet\b")
_COLUMN_OF = re.compile(r'\br="([A-Z]+)\d+"')
_STYLE = re.compile(r'\bs="(\d+)"')
_FORMULA_META = re.compile(r'\s(?:cm|ph)="[^"]*"')
_NUMBER_OF = re.compile(r'\br="(\d+)"')
_HEIGHT = re.compile(r'\s(?:ht|customHeight)="[^"]*"')
_OWN_STYLE = re.compile(r'\bcustomFormat="(?:1|true)"')
_COLUMN = re.compile(r"<(?:\w+:)?col\s[^>]*>")

#: What a COLOUR or LINK edit makes of a cell's style number.
Restyle = Callable[[Edit, int], int]


class UnusualSheet(ForPeople):
    """A sheet written in a way that cannot be changed in place; the message says what to do."""


def changed_sheet(text: str, edits: Iterable[Edit], restyle: Restyle = lambda edit, style: style) -> str:
    """The sheet with the edits of cells (value, formula, style) and rows (height) made."""
    root = _ROOT.search(text)
    if root is None:
        raise UnusualSheet("工作表的内容无法识别，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")
    return _Sheet(text, root[1], restyle).changed(edits)


class _Sheet:
    """`p`: the namespace prefix that this sheet's tags carry, mostly none."""

    def __init__(self, text: str, p: str, restyle: Restyle) -> None:
        self.text, self.p, self.restyle = text, p, restyle
        self.row = re.compile(rf"<{p}row\b([^>]*?)(?:/>|>(.*?)</{p}row>)", re.DOTALL)
        self.cell = re.compile(rf"<{p}c\b([^>]*?)(?:/>|>(.*?)</{p}c>)", re.DOTALL)
        self.formula = re.compile(rf"<{p}f\b[^>]*?(?:/>|>.*?</{p}f>)", re.DOTALL)

    def changed(self, edits: Iterable[Edit]) -> str:
        by_row: dict[int, list[Edit]] = {}
        for edit in edits:
            at = parse_cell(edit.cell)
            if at is not None:
                by_row.setdefault(at[0], []).append(edit)
        start, end = self._data()
        out, last = [self.text[:start]], start
        waiting = sorted(by_row)
        for found in self.row.finditer(self.text, start, end):
            number = _NUMBER_OF.search(found[1])
            if number is None:
                raise UnusualSheet("工作表的行没有编号，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")
            out.append(self.text[last : found.start()])
            while waiting and waiting[0] < int(number[1]):
                out.append(self._new_row(waiting[0], by_row[waiting.pop(0)]))
            mine = waiting and waiting[0] == int(number[1])
            out.append(self._row(found[1], found[2] or "", by_row[waiting.pop(0)]) if mine else found.group())
            last = found.end()
        out.append(self.text[last:end])
        out += [self._new_row(row, by_row[row]) for row in waiting]
        out.append(self.text[end:])
        return "".join(out)

    def _data(self) -> tuple[int, int]:
        """Where the rows stand."""
        found = re.search(rf"<{self.p}sheetData\s*>", self.text)
        end = self.text.rfind(f"</{self.p}sheetData>")
        if found is None or end < 0:
            raise UnusualSheet("工作表是空的，没有可写的格。")
        return found.end(), end

    def _new_row(self, row: int, edits: list[Edit]) -> str:
        return self._row(f' r="{row}"', "", edits)

    def _row(self, attributes: str, content: str, edits: list[Edit]) -> str:
        p = self.p
        for edit in edits:
            if edit.kind is EditKind.ROW_HEIGHT:
                attributes = f'{_HEIGHT.sub("", attributes)} ht="{edit.new}" customHeight="1"'
        cells = self._cells(content)
        for edit in edits:
            column = column_number(edit.cell.rstrip("0123456789"))
            present = cells.get(column) or self._new_cell(edit.cell, attributes, column)
            if edit.kind in (EditKind.VALUE, EditKind.FORMULA):
                cells[column] = self._cell(edit, present)
            elif edit.kind in (EditKind.COLOUR, EditKind.LINK):
                cells[column] = self._restyled(edit, present)
        inner = "".join(cells[column] for column in sorted(cells))
        return f"<{p}row{attributes}>{inner}</{p}row>" if inner else f"<{p}row{attributes}/>"

    def _cells(self, content: str) -> dict[int, str]:
        cells: dict[int, str] = {}
        for found in self.cell.finditer(content):
            column = _COLUMN_OF.search(found[1])
            if column is None:
                raise UnusualSheet("工作表的格没有编号，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")
            cells[column_number(column[1])] = found.group()
        return cells

    def _new_cell(self, name: str, row: str, column: int) -> str:
        """A cell not written yet: it looks as its row does, else as its column."""
        style = _STYLE.search(row) if _OWN_STYLE.search(row) else None
        number = int(style[1]) if style is not None else self._column_style(column)
        return f'<{self.p}c r="{name}"' + (f' s="{number}"/>' if number else "/>")

    def _column_style(self, column: int) -> int:
        for found in _COLUMN.finditer(self.text, 0, self._data()[0]):
            stated = attributes_of(found.group())
            if int(stated.get("min", "0")) <= column <= int(stated.get("max", "0")):
                return int(stated.get("style", "0"))
        return 0

    def _restyled(self, edit: Edit, present: str) -> str:
        end = present.index(">")
        opening = present[:end]
        style = _STYLE.search(opening)
        before = int(style[1]) if style is not None else 0
        after = self.restyle(edit, before)
        if after == before:
            return present
        if style is not None:
            return _STYLE.sub(f's="{after}"', opening, count=1) + present[end:]
        name_end = opening.index('"', opening.index('r="') + 3) + 1
        return f'{opening[:name_end]} s="{after}"{opening[name_end:]}{present[end:]}'

    def _cell(self, edit: Edit, present: str) -> str:
        opening = present[: present.find(">") + 1]
        style = _STYLE.search(opening)
        start = f'<c r="{edit.cell}"' + (f' s="{style[1]}"' if style else "")
        if not edit.puts_formula:
            return self._prefixed(_value(start, edit.new))
        formula = self.formula.search(present)
        if formula is not None and edit.old == edit.new:
            # What tells a dynamic array from an old one belongs to the formula.
            kept = "".join(_FORMULA_META.findall(opening))
            return self._refreshed(start + kept, formula.group(), edit.cached)
        return self._prefixed(_formula(start, str(edit.new).removeprefix("="), edit.cached))

    def _refreshed(self, start: str, formula: str, cached: CellValue) -> str:
        """The same formula, shared or not, with another value."""
        kind, shown = _kept_value(cached)
        return f"{self._prefixed(f'{start}{kind}>')}{formula}{self._prefixed(shown)}</{self.p}c>"

    def _prefixed(self, xml: str) -> str:
        return prefixed(xml, self.p)


def _value(start: str, value: CellValue) -> str:
    if isinstance(value, Decimal):
        return cell_xml.number_cell(start, format(value, "f"))
    return cell_xml.text_cell(start, "" if value is None else str(value))


def _formula(start: str, formula: str, cached: CellValue) -> str:
    kind, shown = _kept_value(cached)
    return f"{start}{kind}><f>{cell_xml.escape(formula)}</f>{shown}</c>"


def _kept_value(cached: CellValue) -> tuple[str, str]:
    """The type and the element of the value kept beside a formula; nothing for one that nobody knows."""
    if cached is None:
        return "", ""
    if isinstance(cached, bool):
        return ' t="b"', f"<v>{int(cached)}</v>"
    if isinstance(cached, Decimal):
        return "", f"<v>{cached:f}</v>"
    return ' t="str"', f"<v>{cell_xml.escape(str(cached))}</v>"


def sheets_of(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Edits by sheet."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.sheet, []).append(edit)
    return found
