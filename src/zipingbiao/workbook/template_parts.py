"""The template's package: which part is the form's sheet, where each name points, how wide each column is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from zipingbiao.workbook import slots
from zipingbiao.workbook.template_sheet import Block, TemplateSheet, take_apart

_NAME = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_SHEET = re.compile(r'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"[^>]*?/>')
_RELATION = re.compile(r"<Relationship\b[^>]*?/>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TARGET = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_COLUMN = re.compile(r"<col\b([^>]*?)/>")
_MERGE = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\s*/>')
_REQUIRED = ("name", "department", "unit")


class TemplateFault(ValueError):
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


def read_template(package: bytes) -> TemplateParts:
    """Take a template package apart; :class:`TemplateFault` if it is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        book = parts["xl/workbook.xml"].decode()
        relations = parts["xl/_rels/workbook.xml.rels"].decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as problem:
        raise TemplateFault("模板不是有效的 .xlsx 文件，请使用标准模板或由它改成的模板。") from problem
    names = {dict(_ATTRIBUTE.findall(found[1]))["name"]: unescape(found[2]) for found in _NAME.finditer(book)}
    sheet_name = _form_sheet(names)
    sheet_part = _part_of(sheet_name, book, relations)
    xml = parts[sheet_part].decode()
    areas = {name: area for name, target in names.items() if (area := _area(target, sheet_name)) is not None}
    _require(areas)
    return TemplateParts(
        parts=parts,
        sheet_part=sheet_part,
        sheet_name=sheet_name,
        sheet=take_apart(xml),
        areas=areas,
        funds=_block(areas[slots.FUNDS["kind"]]),
        indicators=_block(areas[slots.INDICATORS["target"]]),
        widths=_widths(xml),
        merges=tuple((m[1], int(m[2]), m[3], int(m[4])) for m in _MERGE.finditer(xml)),
        last_printed=_last_printed(areas),
    )


def _form_sheet(names: Mapping[str, str]) -> str:
    found = _TARGET.match(names.get(slots.SINGLE["name"], ""))
    if found is None:
        raise TemplateFault(
            f"模板里没有名称 {slots.SINGLE['name']}（项目名称），请保留标准模板的 ZPB_ 名称。"
        )
    return (found[1] or found[2]).replace("''", "'")


def _require(areas: Mapping[str, Area]) -> None:
    wanted = [slots.SINGLE[field] for field in _REQUIRED]
    wanted += [
        slots.FUNDS["kind"],
        *(slots.INDICATORS[f] for f in ("level3", "target", "actual", "weight", "score", "note")),
    ]
    missing = [name for name in wanted if name not in areas]
    if missing:
        raise TemplateFault(
            f"模板里缺少名称 {'、'.join(missing)}，请在 Excel 的“名称管理器”中补上（可对照标准模板）。"
        )


def _part_of(sheet_name: str, book: str, relations: str) -> str:
    by_id: dict[str, str] = {}
    for found in _RELATION.finditer(relations):
        attributes = dict(_ATTRIBUTE.findall(found.group()))
        by_id[attributes["Id"]] = attributes["Target"]
    for name, id in _SHEET.findall(book):
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
        for number in range(int(attributes["min"]), min(int(attributes["max"]), 64) + 1):
            widths[letters(number)] = float(attributes.get("width", "9"))
    return widths


def _last_printed(areas: Mapping[str, Area]) -> int:
    area = areas.get("_xlnm.Print_Area")
    return column_number(area.last_column) if area else 16384


def letters(number: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(column: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
