"""`zipingbiao excel build`: a macro-free workbook becomes one with functions and buttons, without Excel."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from zipingbiao.hosts.excel.modules import PROJECT, BuildFault, project_modules
from zipingbiao.hosts.excel.ribbon import PART, RELATION, ribbon_xml
from zipingbiao.hosts.excel.vba.project import vba_project
from zipingbiao.package.relations import TYPES, relations_of, relations_part
from zipingbiao.package.zip_package import EMPTY, SLOW, compress_part

BOOK, VBA = "xl/workbook.xml", "xl/vbaProject.bin"
_VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BOOK_PR = re.compile(r"<workbookPr\b([^>]*?)/>")
_SHEET_PR = re.compile(r"<sheetPr\b([^>]*?)(/?)>")
_CODE_NAME = re.compile(r'\s*\bcodeName="[^"]*"')

__all__ = ["BuildFault", "build_xlsm"]


def build_xlsm(package: bytes) -> bytes:
    """The .xlsm of a form's .xlsx: the same sheets, our VBA project, our ribbon. The same input gives the same bytes.

    :class:`BuildFault` where the workbook has macros or a ribbon of its own, or xlwings is missing.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if VBA in parts or any(name.lower().startswith("customui/") for name in parts):
        raise BuildFault("模板里已有宏或功能区，请用不含宏的 .xlsx 模板。")
    sheets = [each.part for each in relations_of(parts, BOOK) if each.kind == "worksheet"]
    names = tuple(f"Sheet{n}" for n in range(1, len(sheets) + 1))
    for part, name in zip(sheets, names, strict=True):
        parts[part] = _named_sheet(parts[part].decode(), name).encode()
    parts[BOOK] = _named_book(parts[BOOK].decode()).encode()
    parts[TYPES] = _typed(parts[TYPES].decode()).encode()
    _relate(parts, "", "rIdZpbRibbon", RELATION, PART)
    _relate(parts, BOOK, "rIdZpbVba", _VBA_RELATION, "vbaProject.bin")
    parts[VBA] = vba_project(PROJECT.capitalize(), project_modules(names))
    parts[PART] = ribbon_xml()
    first = (TYPES, relations_part(""))
    ordered = sorted(parts, key=lambda name: (name not in first, name))
    return EMPTY.with_parts(compress_part(name, parts[name], SLOW) for name in ordered).file()


def _named_book(xml: str) -> str:
    """VBA finds the workbook by its code name."""
    if _BOOK_PR.search(xml) is None:
        head = xml.index(">", xml.index("<workbook")) + 1
        xml = f"{xml[:head]}<workbookPr/>{xml[head:]}"
    return _BOOK_PR.sub(
        lambda found: f'<workbookPr codeName="ThisWorkbook"{_CODE_NAME.sub("", found[1]).rstrip()}/>',
        xml,
        count=1,
    )


def _named_sheet(xml: str, name: str) -> str:
    attribute = f'codeName="{escape(name)}"'
    if _SHEET_PR.search(xml) is None:
        head = xml.index(">", xml.index("<worksheet")) + 1
        return f"{xml[:head]}<sheetPr {attribute}/>{xml[head:]}"
    return _SHEET_PR.sub(
        lambda found: f"<sheetPr {attribute}{_CODE_NAME.sub('', found[1]).rstrip()}{found[2]}>", xml, count=1
    )


def _typed(xml: str) -> str:
    xml = xml.replace(_PLAIN_BOOK, _MACRO_BOOK)
    return xml.replace("</Types>", f'<Override PartName="/{VBA}" ContentType="{_VBA_TYPE}"/></Types>')


def _relate(parts: dict[str, bytes], source: str, id: str, kind: str, target: str) -> None:
    name = relations_part(source)
    added = f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
    parts[name] = parts[name].decode().replace("</Relationships>", f"{added}</Relationships>").encode()
