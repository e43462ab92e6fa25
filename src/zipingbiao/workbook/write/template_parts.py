"""The template's package: which part is the form's sheet, where each name points, how wide each column is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Sheet, Snapshot
from zipingbiao.for_people import ForPeople
from zipingbiao.package.address import column_name, column_number
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import package_of
from zipingbiao.workbook import slots
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.head_block import amount_unit
from zipingbiao.workbook.write.row_map import Block
from zipingbiao.workbook.write.template_names import (
    OFFICIAL_TITLE,
    REQUIRED,
    NameFinding,
    NameState,
    no_place,
    review_names,
)
from zipingbiao.workbook.write.template_sheet import TemplateSheet, take_apart

_NAME = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_SHEET = re.compile(r'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"[^>]*?/>')
_RELATION = re.compile(r"<Relationship\b[^>]*?/>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TARGET = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_COLUMN = re.compile(r"<col\b([^>]*?)/>")
_MERGE = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\s*/>')
_FORMULA = re.compile(rb"<f[ >/]")
#: 台账 and 自评表 do not go beyond these columns; a width for "all columns" is not spread out further.
_WIDEST = 64


class TemplateFault(ForPeople):
    """A template that cannot be filled; the message says which name is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a name points on the form's sheet."""

    column: str
    top: int
    last_column: str
    bottom: int


@dataclass(frozen=True, slots=True)
class TemplateParts:
    """A template ready to be compiled."""

    parts: Mapping[str, bytes]
    sheet_part: str
    sheet_name: str
    sheet: TemplateSheet
    areas: Mapping[str, Area]
    funds: Block
    indicators: Block
    widths: Mapping[str, float]
    merges: tuple[tuple[str, int, str, int], ...]
    last_printed: int  # column number of the print area's right edge
    amount_unit: str  # 元 or 万元, as the labels of the money block say
    below: Mapping[tuple[str, int], str]  # the texts under 总分 in the printed columns
    own_title: str = ""  # what the office calls its form, "" where that is the official title

    @property
    def last_row(self) -> int:
        """The last row of the sheet or of its print area, whichever is lower down."""
        area = self.areas.get("_xlnm.Print_Area")
        return max([row.number for row in self.sheet.rows] + ([area.bottom] if area is not None else []))

    def style_at(self, area: Area | None) -> str:
        """The style of a cell; the default one where there is none."""
        cells = (
            cell.style
            for row in self.sheet.rows
            for cell in row.cells
            if area is not None and (cell.column, row.number) == (area.column, area.top)
        )
        return next(cells, "0")

    @property
    def has_formulas(self) -> bool:
        """Whether the template computes something of its own, on any sheet; what a form fills is not its own."""
        others = (
            part
            for name, part in self.parts.items()
            if name.startswith("xl/worksheets/") and name != self.sheet_part
        )
        return any(_FORMULA.search(part) for part in others) or any(
            cell.formula and not self._is_filled(cell.column, row.number)
            for row in self.sheet.rows
            for cell in row.cells
        )

    def _is_filled(self, column: str, row: int) -> bool:
        return any(area.column == column and area.top <= row <= area.bottom for area in self.areas.values())


def read_template(package: bytes) -> TemplateParts:
    """Take a template package apart; :class:`TemplateFault` if it is none of ours."""
    parts, workbook, relations = _opened(package)
    names = _names(workbook)
    sheet_name = _form_sheet(names)
    sheet_part = _part_of(sheet_name, workbook, relations)
    xml = parts[sheet_part].decode()
    areas = {name: area for name, target in names if (area := _area(target, sheet_name)) is not None}
    snapshot = _snapshot(package)
    findings = review_names(dict(names), sheet_name, _sheet(snapshot, sheet_name))
    _require(areas, findings)
    destroying = [each.message for each in findings if each.destroys]
    if destroying:
        raise TemplateFault(f"{'；'.join(destroying)}。用 zipingbiao template check 可逐个名称查看。")
    merges = tuple((m[1], int(m[2]), m[3], int(m[4])) for m in _MERGE.finditer(xml))
    last = _last_printed(areas, merges)
    return TemplateParts(
        parts=parts,
        sheet_part=sheet_part,
        sheet_name=sheet_name,
        sheet=take_apart(xml),
        areas=areas,
        funds=_block(areas[slots.FUNDS["kind"]]),
        indicators=_block(areas[slots.INDICATORS["target"]]),
        widths=_widths(xml),
        merges=merges,
        last_printed=last,
        amount_unit=_amount_unit(snapshot, sheet_name, areas),
        below=_below(snapshot, sheet_name, areas, last),
        own_title=_own_title(snapshot, sheet_name, areas),
    )


def template_names(package: bytes) -> list[NameFinding]:
    """What is to be said of each name of a template, whether or not it can be filled."""
    workbook = _opened(package)[1]
    names = dict(_names(workbook))
    name = _form_sheet(list(names.items()))
    try:
        cells = _sheet(_snapshot(package), name)
    except TemplateFault:
        cells = None  # whoever fills it is told why
    return review_names(names, name, cells)


def _sheet(snapshot: Snapshot, name: str) -> Sheet | None:
    return next((sheet for sheet in snapshot.sheets if sheet.name == name), None)


def _opened(package: bytes) -> tuple[dict[str, bytes], str, str]:
    """All parts; the workbook part and its relations as text."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        return parts, parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as fault:
        raise TemplateFault("模板不是有效的 .xlsx 文件，请使用标准模板或由它改成的模板。") from fault


def _names(workbook: str) -> list[tuple[str, str]]:
    """Defined names with what they stand for; those of one sheet only come first, so that the workbook's win."""
    found = [(dict(_ATTRIBUTE.findall(name[1])), unescape(name[2])) for name in _NAME.finditer(workbook)]
    found.sort(key=lambda name: "localSheetId" not in name[0])
    return [(attributes["name"], target) for attributes, target in found]


def _form_sheet(names: list[tuple[str, str]]) -> str:
    target = dict(names).get(slots.SINGLE["name"], "")
    found = _TARGET.match(target)
    if found is None and target:
        raise TemplateFault(f"模板里的名称 {slots.SINGLE['name']}（项目名称）{no_place(target)}。")
    if found is None:
        raise TemplateFault(
            f"模板里没有名称 {slots.SINGLE['name']}（项目名称），请保留标准模板的 ZPB_ 名称。"
        )
    return (found[1] or found[2]).replace("''", "'")


def _require(areas: Mapping[str, Area], findings: Iterable[NameFinding]) -> None:
    lacking = {each.name: each for each in findings if each.required and each.name not in areas}
    missing = [name for name in REQUIRED if name in lacking and lacking[name].state is NameState.MISSING]
    said = [each.message for each in lacking.values() if each.name not in missing]
    if missing:
        said.append(
            f"缺少名称 {'、'.join(missing)}，这几个必须有，请在 Excel 的“名称管理器”中补上（可对照标准模板）"
        )
    if said:
        raise TemplateFault(f"模板里{'；'.join(said)}。")
    _require_one_row(areas, slots.FUNDS, "kind")
    _require_one_row(areas, slots.INDICATORS, "target")


def _require_one_row(areas: Mapping[str, Area], names: Mapping[str, str], leading: str) -> None:
    """All columns of a block begin in one row."""
    top = areas[names[leading]].top
    for name in names.values():
        if name in areas and areas[name].top != top:
            raise TemplateFault(
                f"模板里名称 {name} 从第 {areas[name].top} 行开始，{names[leading]} 从第 {top} 行开始；"
                "同一块的名称应从同一行开始，请在 Excel 的“名称管理器”中改正。"
            )


def _part_of(sheet_name: str, workbook: str, relations: str) -> str:
    by_id: dict[str, str] = {}
    for found in _RELATION.finditer(relations):
        attributes = dict(_ATTRIBUTE.findall(found.group()))
        by_id[attributes["Id"]] = attributes["Target"]
    for name, id in _SHEET.findall(workbook):
        if unescape(name) == sheet_name:
            return "xl/" + by_id[id].removeprefix("/xl/").removeprefix("xl/").removeprefix("./")
    raise TemplateFault(f"模板里没有工作表“{sheet_name}”。")


def _area(target: str, sheet_name: str) -> Area | None:
    found = _TARGET.match(target)
    if found is None or (found[1] or found[2]).replace("''", "'") != sheet_name:
        return None
    top = int(found[4])
    return Area(found[3], top, found[5] or found[3], int(found[6] or top))


def _block(area: Area) -> Block:
    return Block(area.top, area.bottom - area.top + 1)


def _widths(xml: str) -> dict[str, float]:
    widths = {}
    for found in _COLUMN.finditer(xml):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        for number in range(int(attributes["min"]), min(int(attributes["max"]), _WIDEST) + 1):
            widths[column_name(number)] = float(attributes.get("width", "9"))
    return widths


def _last_printed(areas: Mapping[str, Area], merges: tuple[tuple[str, int, str, int], ...]) -> int:
    """The right edge of the print area; without one, that of the fields that are printed in the standard template."""
    area = areas.get("_xlnm.Print_Area")
    if area is not None:
        return column_number(area.last_column)
    printed = [slots.INDICATORS[field] for field in slots.INDICATORS if field not in slots.WORKING]
    printed += [name for field, name in slots.FUNDS.items() if field not in slots.WORKING]
    corners = {(areas[name].column, areas[name].top) for name in printed if name in areas}
    rights = [right for left, top, right, _ in merges if (left, top) in corners]
    return max(column_number(column) for column in (*rights, *(column for column, _ in corners)))


def _snapshot(package: bytes) -> Snapshot:
    try:
        return snapshot_of(package_of(package, "模板"))
    except ReadFault as fault:
        raise TemplateFault(str(fault)) from fault


def _amount_unit(snapshot: Snapshot, sheet_name: str, areas: Mapping[str, Area]) -> str:
    """元 or 万元, found as a reader of the form finds it."""
    sheet = next(sheet for sheet in snapshot.sheets if sheet.name == sheet_name)
    return amount_unit(Grid(snapshot.file, sheet), 1, areas[slots.FUNDS["kind"]].top)


def _below(
    snapshot: Snapshot, sheet_name: str, areas: Mapping[str, Area], last: int
) -> dict[tuple[str, int], str]:
    total = areas.get(slots.SINGLE["total.score"])
    if total is None:
        return {}
    sheet = next(sheet for sheet in snapshot.sheets if sheet.name == sheet_name)
    grid = Grid(snapshot.file, sheet)
    spots = grid.all_spots(total.bottom + 1, grid.last_row)
    return {(column_name(spot.column), spot.row): spot.text for spot in spots if spot.column <= last}


def _own_title(snapshot: Snapshot, sheet_name: str, areas: Mapping[str, Area]) -> str:
    area = areas.get(slots.SINGLE["title"])
    if area is None:
        return ""
    sheet = next(sheet for sheet in snapshot.sheets if sheet.name == sheet_name)
    title = Grid(snapshot.file, sheet).text(area.top, column_number(area.column))
    return "" if title == OFFICIAL_TITLE else title
