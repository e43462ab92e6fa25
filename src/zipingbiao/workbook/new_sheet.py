"""An empty sheet added at the end of a closed workbook; every other part stays, the list of parts grows by one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from zipingbiao.workbook.book_part import BookPart
from zipingbiao.workbook.cell_xml import escape
from zipingbiao.workbook.intake import Package
from zipingbiao.workbook.parts import Parts
from zipingbiao.workbook.problem import ReadProblem
from zipingbiao.workbook.relations import TYPES, relations_part
from zipingbiao.workbook.repacked import repacked

_BOOK = "xl/workbook.xml"
_SHEETS_END = re.compile(r"</((?:\w+:)?)sheets\s*>")
_ROOT = re.compile(r"<(?:\w+:)?workbook\b[^>]*>")
_NAMESPACE = re.compile(r'xmlns(?::(\w+))?="([^"]*)"')
_SHEET_ID = re.compile(r'\bsheetId="(\d+)"')
_WORKSHEET = re.compile(r'Type="([^"]*/worksheet)"')
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_sheet(package: Package, name: str, widths: Iterable[int]) -> bytes:
    """The workbook with an empty sheet of that name. `widths`: of its first columns, in half-width characters."""
    book = package.read(_BOOK).decode("utf-8-sig") if package.has(_BOOK) else ""
    relations = relations_part(_BOOK)
    root, end = _ROOT.search(book), _SHEETS_END.search(book)
    if root is None or end is None or not package.has(relations):
        raise ReadProblem(
            package.file, "工作簿的写法特殊，不能加工作表，请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )
    spaces = {uri: prefix for prefix, uri in _NAMESPACE.findall(root.group())}
    part = _free_part(package)
    link = f"rIdZpb{part.rpartition('sheet')[2].removesuffix('.xml')}"
    number = max(map(int, _SHEET_ID.findall(book)), default=0) + 1
    entry = f'<{end[1]}sheet name="{_quoted(name)}" sheetId="{number}" {_link_name(book, spaces)}="{link}"/>'
    changed = {
        _BOOK: book[: end.start()] + entry + book[end.start() :],
        relations: _related(package.read(relations).decode(), link, part),
        TYPES.lower(): _typed(package.read(TYPES).decode(), part),
    }
    main = next((uri for uri in spaces if uri.endswith("/main")), "")
    return repacked(
        package, {name: text.encode() for name, text in changed.items()}, {part: _empty(main, widths)}
    )


def _link_name(book: str, spaces: dict[str, str]) -> str:
    """`r:id`, or whatever prefix the workbook declares; declared on the spot where it declares none at its root."""
    for uri, prefix in spaces.items():
        if uri.endswith("/relationships") and prefix:
            return f"{prefix}:id"
    uri = next((uri for _, uri in _NAMESPACE.findall(book) if uri.endswith("/relationships")), _RELATIONS)
    return f'xmlns:r="{uri}" r:id'


def _free_part(package: Package) -> str:
    taken = set(BookPart(Parts(package)).sheets().values())
    numbers = range(1, len(package.parts) + 2)
    free = (f"xl/worksheets/sheet{n}.xml" for n in numbers)
    return next(part for part in free if part not in taken and not package.has(part))


def _quoted(name: str) -> str:
    return escape(name).replace('"', "&quot;")


def _related(text: str, link: str, part: str) -> str:
    """A relation of the kind that the other sheets have: strict workbooks name it otherwise."""
    kind = _WORKSHEET.search(text)
    name = kind[1] if kind else f"{_RELATIONS}/worksheet"
    target = posixpath.relpath(part, "xl")
    entry = f'<Relationship Id="{link}" Type="{name}" Target="{target}"/>'
    return text.replace("</Relationships>", f"{entry}</Relationships>", 1)


def _typed(text: str, part: str) -> str:
    entry = f'<Override PartName="/{part}" ContentType="{_PART_TYPE}"/>'
    return text.replace("</Types>", f"{entry}</Types>", 1)


def _empty(main: str, widths: Iterable[int]) -> bytes:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{head}<worksheet xmlns="{main}"><cols>{columns}</cols><sheetData></sheetData></worksheet>'.encode()
    )
