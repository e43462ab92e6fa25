"""What Excel asks of a workbook and the Open XML SDK does not look at: a list of faults, empty for a sound one."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from zipingbiao.package.address import LAST_COLUMN, LAST_ROW, Area, parse_area, parse_cell

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Excel's limits.
TEXT, FORMULA, LITERAL, SHEET_NAME, HEIGHT, WIDTH, NAME, LIST = 32767, 8192, 255, 31, 409.5, 255, 255, 255
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_FORBIDDEN_SHEET = re.compile(r"[\[\]:*?/\\]|^'|'$")
_RAW_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def faults(package: bytes) -> list[str]:
    """Everything wrong with a workbook."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        if archive.testzip() is not None:
            return ["damaged part"]
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"part twice: {name}" for name, n in Counter(name.lower() for name in names).items() if n > 1]
    found += [
        f"path out of the package: {name}"
        for name in names
        if ".." in name or name[0] in "/\\" or "\\" in name
    ]
    found += [
        f"control character: {name}"
        for name, data in parts.items()
        if _is_xml(name) and _RAW_CONTROL.search(data)
    ]
    roots = {name: fromstring(data) for name, data in parts.items() if _is_xml(name)}
    found += _types(parts, roots["[Content_Types].xml"])
    found += _relations(parts, roots)
    found += _book(roots)
    styles = len(roots["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
    strings = roots.get("xl/sharedStrings.xml")
    shared = 0 if strings is None else len(strings.findall(f"{MAIN}si"))
    for name, root in roots.items():
        if name.startswith("xl/worksheets/sheet"):
            found += [f"{name}: {fault}" for fault in _sheet(root, styles, shared)]
    return found


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _types(parts: dict[str, bytes], root: Element) -> Iterator[str]:
    overrides = [entry.get("PartName", "") for entry in root if entry.tag.endswith("Override")]
    defaults = [entry.get("Extension", "").lower() for entry in root if entry.tag.endswith("Default")]
    yield from (f"content type twice: {name}" for name, n in Counter(overrides + defaults).items() if n > 1)
    yield from (f"content type of no part: {name}" for name in overrides if name[1:] not in parts)
    for name in parts:
        if (
            name != "[Content_Types].xml"
            and f"/{name}" not in overrides
            and name.rpartition(".")[2].lower() not in defaults
        ):
            yield f"no content type: {name}"


def _relations(parts: dict[str, bytes], roots: dict[str, Element]) -> Iterator[str]:
    targets = {"[Content_Types].xml"}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        targets.add(name)
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
        if source and source not in parts:
            yield f"relations of no part: {name}"
        ids = [entry.get("Id") for entry in root]
        yield from (f"{name}: {each} twice" for each, n in Counter(ids).items() if n > 1)
        for entry in root:
            if entry.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(
                posixpath.join("/", posixpath.dirname(source), entry.get("Target", ""))
            )[1:]
            targets.add(target)
            if target not in parts:
                yield f"{name}: leads to {target}, which is not there"
        used = {element.get(_RELATION) for element in roots[source].iter()} if source in roots else set()
        yield from (f"{source}: no relation {each}" for each in used - {*ids, None})
    yield from (f"part that nothing leads to: {name}" for name in parts.keys() - targets)


def _book(roots: dict[str, Element]) -> Iterator[str]:
    book = roots["xl/workbook.xml"]
    sheets = [entry.get("name", "") for entry in book.iter(f"{MAIN}sheet")]
    yield from (
        f"sheet name twice: {name}" for name, n in Counter(map(str.casefold, sheets)).items() if n > 1
    )
    yield from (
        f"sheet name: {name}"
        for name in sheets
        if not 0 < len(name) <= SHEET_NAME or _FORBIDDEN_SHEET.search(name)
    )
    ids = Counter(entry.get("sheetId") for entry in book.iter(f"{MAIN}sheet"))
    yield from (f"sheet id twice: {each}" for each, n in ids.items() if n > 1)
    if all(entry.get("state", "visible") != "visible" for entry in book.iter(f"{MAIN}sheet")):
        yield "no visible sheet"
    names = [
        (entry.get("name", "").casefold(), entry.get("localSheetId"))
        for entry in book.iter(f"{MAIN}definedName")
    ]
    yield from (f"name twice: {name}" for name, n in Counter(names).items() if n > 1)
    for entry in book.iter(f"{MAIN}definedName"):
        local = entry.get("localSheetId")
        if local is not None and int(local) >= len(sheets):
            yield f"name of no sheet: {entry.get('name')}"
        if len(entry.get("name", "")) > NAME or "#REF!" in (entry.text or ""):
            yield f"broken name: {entry.get('name')}"


def _sheet(root: Element, styles: int, shared: int) -> Iterator[str]:
    yield from _cells(root, styles, shared)
    merges = [parse_area(entry.get("ref", "")) for entry in root.iter(f"{MAIN}mergeCell")]
    yield from _overlaps(merges)
    counted = root.find(f"{MAIN}mergeCells")
    if counted is not None and (not merges or counted.get("count", str(len(merges))) != str(len(merges))):
        yield "number of merged areas"
    for entry in root.iter(f"{MAIN}row"):
        if float(entry.get("ht", "0")) > HEIGHT:
            yield f"row {entry.get('r')} is {entry.get('ht')} points high"
    last = 0
    for entry in root.iter(f"{MAIN}col"):
        first, end = int(entry.get("min", "0")), int(entry.get("max", "0"))
        if not last < first <= end <= LAST_COLUMN or float(entry.get("width", "0")) > WIDTH:
            yield f"columns {first}–{end}"
        last = end
    for entry in root.iter(f"{MAIN}dataValidation"):
        if any(parse_area(area) is None for area in entry.get("sqref", "").split()):
            yield f"list for {entry.get('sqref')}"
        literal = entry.findtext(f"{MAIN}formula1") or ""
        if literal.startswith('"') and len(literal) > LIST + 2:
            yield f"list of {len(literal)} letters"
    for entry in root.iter(f"{MAIN}hyperlink"):
        if parse_area(entry.get("ref", "")) is None:
            yield f"link at {entry.get('ref')}"


def _cells(root: Element, styles: int, shared: int) -> Iterator[str]:
    above = 0
    for row in root.iter(f"{MAIN}row"):
        number = int(row.get("r", "0"))
        if not above < number <= LAST_ROW:
            yield f"row {number} after row {above}"
        above, left = number, 0
        for cell in row.findall(f"{MAIN}c"):
            name = cell.get("r", "")
            place = parse_cell(name)
            if place is None or place[0] != number or place[1] <= left:
                yield f"{name} out of order in row {number}"
            else:
                left = place[1]
            if int(cell.get("s", "0")) >= styles:
                yield f"{name} has style {cell.get('s')} of {styles}"
            yield from (f"{name}: {fault}" for fault in _content(cell, shared))


def _content(cell: Element, shared: int) -> Iterator[str]:
    kind, value, formula = cell.get("t", "n"), cell.findtext(f"{MAIN}v"), cell.findtext(f"{MAIN}f")
    text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t")) if kind == "inlineStr" else value or ""
    if kind == "inlineStr" and len(cell) and (value is not None or cell.find(f"{MAIN}is") is None):
        yield "inline text without its element"
    if kind == "s" and not (text.isdigit() and int(text) < shared):
        yield f"shared text {text} of {shared}"
    if kind == "n" and value is not None and not _NUMBER.fullmatch(value):
        yield f"no number: {value!r}"
    if kind == "b" and value not in ("0", "1"):
        yield f"no truth value: {value!r}"
    if len(text.encode("utf-16-le")) // 2 > TEXT:
        yield f"text of {len(text)} letters"
    if formula is not None:
        if not formula or formula.startswith("=") or len(formula) > FORMULA:
            yield f"formula {formula[:20]!r} of {len(formula)} letters"
        yield from (
            f"text of {len(found)} letters in a formula"
            for found in _LITERAL.findall(formula)
            if len(found) > LITERAL
        )


def _overlaps(merges: list[Area | None]) -> Iterator[str]:
    """Two merged areas that share a cell, single cells, and what is no area: Excel repairs all of them."""
    areas = sorted((area for area in merges if area is not None), key=lambda area: (area.top, area.left))
    if len(areas) < len(merges):
        yield "merged area that is none"
    for n, one in enumerate(areas):
        if (one.top, one.left) == (one.bottom, one.right):
            yield f"merged single cell: {one}"
        for other in areas[n + 1 :]:
            if other.top > one.bottom:
                break
            if other.left <= one.right and one.left <= other.right:
                yield f"merged areas overlap: {one}, {other}"
