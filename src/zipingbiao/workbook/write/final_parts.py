"""What a 报送版 leaves out of the package: hidden sheets, and everything that tells of persons, programs and times."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape

from zipingbiao.package.address import column_number
from zipingbiao.package.relations import relations_of, without_parts
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.template_parts import TemplateParts

BOOK = "xl/workbook.xml"
_SHEET = re.compile(r"<sheet\b[^>]*?/>")
_NAME = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_LOCAL = re.compile(r'localSheetId="(\d+)"')
_VIEWED = re.compile(r'\b(activeTab|firstSheet)="(\d+)"')
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_METADATA = {
    "core-properties": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "extended-properties": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Excel</Application></Properties>",
}


def final_parts(template: TemplateParts, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without hidden sheets that nothing printed needs, with empty document properties."""
    workbook = parts[BOOK].decode()
    listed = [dict(_ATTRIBUTE.findall(found.group())) for found in _SHEET.finditer(workbook)]
    targets = {relation.id: relation.part for relation in relations_of(parts, BOOK)}
    by_sheet = {unescape(sheet["name"]): targets[sheet["r:id"]] for sheet in listed}
    hidden = [unescape(sheet["name"]) for sheet in listed if sheet.get("state", "visible") != "visible"]
    said = list(_printed_formulas(template, parts, {by_sheet[name] for name in hidden}))
    said += _used_names(workbook, said)
    gone = {name for name in hidden if not any(_mentions(text, name) for text in said)}
    kept = without_parts(
        parts, {by_sheet[name] for name in gone} | {*_properties(parts, "custom-properties")}
    )
    for kind, content in _METADATA.items():
        kept |= dict.fromkeys(_properties(kept, kind), content)
    return kept | {
        BOOK: _book_without(workbook, [unescape(sheet["name"]) for sheet in listed], gone).encode()
    }


def _properties(parts: Mapping[str, bytes], kind: str) -> list[str]:
    return [relation.part for relation in relations_of(parts, "") if relation.kind == kind]


def _printed_formulas(
    template: TemplateParts, parts: Mapping[str, bytes], hidden: Collection[str]
) -> Iterator[str]:
    """The formulas that stay: those of the template's printed cells, of its other visible sheets and charts."""
    for row in template.sheet.rows:
        for cell in row.cells:
            if cell.formula and column_number(cell.column) <= template.last_printed:
                yield cell.formula
    for name, content in parts.items():
        if (
            name.startswith("xl/")
            and name.endswith(".xml")
            and name not in {*hidden, template.sheet_part, BOOK}
        ):
            for found in _FORMULA.finditer(content.decode()):
                yield unescape(found[1])


def _used_names(workbook: str, said: list[str]) -> list[str]:
    """What the defined names stand for that those formulas use."""
    names = [
        (dict(_ATTRIBUTE.findall(found[1]))["name"], unescape(found[2])) for found in _NAME.finditer(workbook)
    ]
    return [target for name, target in names if any(name in formula for formula in said)]


def _mentions(text: str, sheet: str) -> bool:
    return f"{sheet}!" in text or f"{sheet.replace(chr(39), chr(39) * 2)}'!" in text


def _book_without(workbook: str, sheets: list[str], gone: Collection[str]) -> str:
    """workbook.xml without the sheets that are gone, the names on them, and our own names."""
    kept = [i for i, name in enumerate(sheets) if name not in gone]

    def sheet(found: re.Match[str]) -> str:
        return "" if unescape(dict(_ATTRIBUTE.findall(found.group()))["name"]) in gone else found.group()

    def name(found: re.Match[str]) -> str:
        local = _LOCAL.search(found[1])
        title = dict(_ATTRIBUTE.findall(found[1]))["name"]
        if title.startswith(slots.PREFIX) or any(_mentions(unescape(found[2]), each) for each in gone):
            return ""
        if local is None:
            return found.group()
        if int(local[1]) not in kept:
            return ""
        return found.group().replace(local.group(), f'localSheetId="{kept.index(int(local[1]))}"')

    def viewed(found: re.Match[str]) -> str:
        return f'{found[1]}="{sum(i < int(found[2]) for i in kept)}"'

    workbook = _NAME.sub(name, _SHEET.sub(sheet, workbook)).replace("<definedNames></definedNames>", "")
    return _VIEWED.sub(viewed, workbook)
