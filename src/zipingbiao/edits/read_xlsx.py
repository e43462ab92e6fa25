"""A closed .xlsx or .xlsm as a :class:`Snapshot`: values, formulas, merges, formats, names. Standard library only."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import XML, Element, ParseError
from xml.parsers.expat import ExpatError

from zipingbiao.edits.locks import is_protected, unlocked_cells
from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.package.address import Area, cell_name
from zipingbiao.package.dimensions import column_widths, row_heights
from zipingbiao.package.fault import ReadFault, TooLarge
from zipingbiao.package.gate import Package, open_package
from zipingbiao.package.number_format import (
    EPOCH_1900,
    EPOCH_1904,
    moment,
    number_format,
    parse_number,
)
from zipingbiao.package.shared_formula import shifted
from zipingbiao.package.shared_parts import SMALL_LIST, formats_of, namespace, scan_list
from zipingbiao.package.xml_scan import (
    SheetScan,
    StoredCell,
    filled_cells,
    scan_sheet,
    scan_strings,
    unescaped,
)
from zipingbiao.record import record


@record(frozen=True, slots=True)
class Bound:
    """The most filled cells that a workbook of its kind has, and what to do about one that has more."""

    cells: int
    advice: str


@record(frozen=True, slots=True)
class Worksheet:
    """A worksheet of a workbook that is not read yet: its name and its part."""

    name: str
    part: str
    hidden: bool


#: No workbook of forms has more; a table of raw data does.
FORMS = Bound(500_000, "不像自评表，已停止读取；请只保留自评表所在的工作表。")
#: A ledger of some ten thousand projects that has to be read whole: more would not fit into an office computer.
LEDGER = Bound(2_500_000, "已停止读取；请把台账分成几本，或用 JSON Lines。")
_RELATIONSHIP = "id"
_TRUE = ("1", "true")
#: Shared strings of more bytes are not kept in memory.
_MANY_STRINGS = 32 * 1024 * 1024


def read_snapshot(path: Path) -> Snapshot:
    """The workbook at `path`, hidden sheets included. Raises :class:`ReadFault` where it cannot be read."""
    return snapshot_of(open_package(path))


def snapshot_of(package: Package, bound: Bound = FORMS) -> Snapshot:
    """The snapshot of a package that passed the gate."""
    return XlsxReader(package, bound).snapshot()


class XlsxReader:
    """One pass over a package: the workbook part, styles, shared strings, then each worksheet."""

    def __init__(self, package: Package, bound: Bound) -> None:
        self.package = package
        self.bound = bound
        self.file = package.file
        self.main = self._main_part()
        self.related = self._relationships(self.main)
        self.workbook = self._parse(self.main)
        self.ns = namespace(self.workbook)
        self.formats = self._formats()
        self.strings = self._strings()
        setting = self.workbook.find(f"{self.ns}workbookPr")
        since_1904 = setting is not None and setting.get("date1904") in _TRUE
        self.epoch = EPOCH_1904 if since_1904 else EPOCH_1900
        self.cells_left = bound.cells

    def snapshot(self) -> Snapshot:
        titles = [entry.get("name", "") for entry in self._entries()]
        sheets = tuple(map(self.sheet, self.worksheets()))
        return Snapshot(self.file, sheets, self._names(titles), self._is_fixed())

    def _is_fixed(self) -> bool:
        protection = self.workbook.find(f"{self.ns}workbookProtection")
        return protection is not None and protection.get("lockStructure") in _TRUE

    def worksheets(self) -> tuple[Worksheet, ...]:
        """The worksheets in their order, chart and dialog sheets left out."""
        return tuple(found for entry in self._entries() if (found := self._worksheet(entry)) is not None)

    def _entries(self) -> list[Element]:
        return list(self.workbook.iterfind(f"{self.ns}sheets/{self.ns}sheet"))

    # Parts of the package

    def _parse(self, part: str) -> Element:
        data = self.package.read(part)
        try:
            return XML(data)
        except (ParseError, ValueError, LookupError) as fault:
            raise self.broken(part) from fault

    def broken(self, part: str) -> ReadFault:
        return ReadFault(
            self.file,
            f"“{part}”的内容已损坏（含非法字符或不完整），请用 Excel 或 WPS 打开修复后另存为 .xlsx。",
        )

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, part)."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.package.has(source):
            return {}
        found = {}
        for entry in self._parse(source):
            if entry.get("TargetMode") == "External":
                continue
            kind = entry.get("Type", "").rpartition("/")[2]
            target = entry.get("Target", "").replace("\\", "/")
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[entry.get("Id", "")] = (kind, posixpath.normpath(target))
        return found

    def _main_part(self) -> str:
        for kind, part in self._relationships("").values():
            if kind == "officeDocument":
                return part
        if self.package.has("xl/workbook.xml"):
            return "xl/workbook.xml"
        raise ReadFault(
            self.file,
            "文件内部缺少工作簿（xl/workbook.xml），文件不完整，请用 Excel 打开修复后另存为 .xlsx。",
        )

    def _part_of_kind(self, kind: str) -> str | None:
        return next((part for found, part in self.related.values() if found == kind), None)

    def _formats(self) -> tuple[str, ...]:
        """The number format of every cell style."""
        part = self._part_of_kind("styles")
        if part is None or not self.package.has(part):
            return ()
        try:
            return formats_of(self.package.read(part))
        except (ParseError, ValueError, LookupError) as fault:
            raise self.broken(part) from fault

    def _strings(self) -> Sequence[str]:
        part = self._part_of_kind("sharedStrings")
        if part is None or not self.package.has(part):
            return []
        try:
            many = self._many_strings(part) if self.package.size(part) > _MANY_STRINGS else None
            return scan_strings(self.package.read(part)) if many is None else many
        except (ExpatError, ValueError, LookupError) as fault:
            raise self.broken(part) from fault

    def _many_strings(self, part: str) -> Sequence[str] | None:
        """The strings of a large ledger, not held in memory; None where they are not written as programs write them."""
        from zipingbiao.package.large.portions import Irregular
        from zipingbiao.package.large.strings import StringTable

        with contextlib.suppress(Irregular):
            return StringTable(self.package.pieces(part))
        return None

    def _names(self, titles: list[str]) -> dict[str, str]:
        """Defined names; a name of one sheet only is keyed `表!NAME`."""
        names = {}
        for entry in self.workbook.iterfind(f"{self.ns}definedNames/{self.ns}definedName"):
            name, local = entry.get("name", ""), entry.get("localSheetId")
            if local is not None and local.isdigit() and int(local) < len(titles):
                name = f"{titles[int(local)]}!{name}"
            names[name] = (entry.text or "").strip()
        return names

    # Worksheets

    def _worksheet(self, entry: Element) -> Worksheet | None:
        link = next((value for key, value in entry.attrib.items() if key.endswith(f"}}{_RELATIONSHIP}")), "")
        kind, part = self.related.get(link, ("", ""))
        name = entry.get("name", "")
        if not part:
            raise ReadFault(
                self.file,
                f"工作表“{name}”的内容在文件里找不到，文件不完整，请用 Excel 打开修复后另存为 .xlsx。",
            )
        return (
            Worksheet(name, part, entry.get("state", "visible") != "visible") if kind == "worksheet" else None
        )

    def sheet(self, worksheet: Worksheet) -> Sheet:
        """One worksheet, read whole."""
        name, part, hidden = worksheet.name, worksheet.part, worksheet.hidden
        data = self.package.read(part)
        scan = scan_list if hidden and len(data) <= SMALL_LIST else scan_sheet
        cells, merges = self._scan(scan, data, part, name)
        widths, heights = column_widths(data), row_heights(data)
        return Sheet(name, cells, merges, hidden, widths, heights, unlocked=self._unlocked(data))

    def _unlocked(self, sheet: bytes) -> frozenset[tuple[int, int]] | None:
        if not is_protected(sheet):
            return None
        part = self._part_of_kind("styles")
        return unlocked_cells(sheet, self.package.read(part)) if part else frozenset()

    def _scan(
        self, scan_part: Callable[[bytes, SheetScan], None], data: bytes, part: str, sheet: str
    ) -> tuple[dict[tuple[int, int], Cell], tuple[Area, ...]]:
        cells: dict[tuple[int, int], Cell] = {}
        masters: dict[str, StoredCell] = {}

        def take(stored: StoredCell) -> None:
            cell = self.cell(stored, masters, sheet)
            if cell is not None:
                cells[stored.row, stored.column] = cell
                self.cells_left -= 1
                if self.cells_left < 0:
                    raise self._too_large(sheet)

        if filled_cells(data) > self.cells_left:
            raise self._too_large(sheet)
        scan = SheetScan(take)
        try:
            scan_part(data, scan)
        except (ExpatError, ValueError, LookupError) as fault:
            raise self.broken(part) from fault
        return cells, tuple(scan.merges)

    def _too_large(self, sheet: str) -> TooLarge:
        return TooLarge(
            self.file,
            f"工作表“{sheet}”的数据超过 {self.bound.cells // 10000} 万格，{self.bound.advice}",
        )

    def cell(self, stored: StoredCell, masters: dict[str, StoredCell], sheet: str) -> Cell | None:
        formula = "" if stored.formula is None else _formula(stored, masters)
        kind, value = stored.kind, stored.value
        if kind == "inlineStr":
            text = unescaped(stored.text)
            return Cell(text, formula=formula) if text or formula else None
        if value is None or (not value and kind != "str"):
            return Cell(parse_number(formula[1:]), formula=formula) if formula else None
        code = self._format_of(stored.style)
        read = self._value(stored, value, code, sheet)
        return None if read == "" and not formula else Cell(read, code, formula, kind == "e")

    def _format_of(self, style: str) -> str:
        if style.isdecimal() and int(style) < len(self.formats):
            return self.formats[int(style)]
        return "General"

    def _value(self, stored: StoredCell, value: str, code: str, sheet: str) -> CellValue:
        kind = stored.kind
        if kind == "s":
            if value.strip().isdecimal() and int(value) < len(self.strings):
                return self.strings[int(value)]
            place = cell_name(stored.row, stored.column)
            raise ReadFault(
                self.file,
                f"工作表“{sheet}”{place} 引用的文字不存在，文件已损坏，请用 Excel 打开修复后另存为 .xlsx。",
            )
        if kind == "n":
            return self._number(value, code)
        if kind == "b":
            return value.strip() in ("1", "true")
        if kind == "d":
            return _iso_date(value)
        return unescaped(value)

    def _number(self, stored: str, code: str) -> CellValue:
        number: Decimal | None = parse_number(stored.strip())
        if number is None:
            return stored
        if number_format(code).date:
            return moment(number, self.epoch) or number
        return number


def _formula(stored: StoredCell, masters: dict[str, StoredCell]) -> str:
    """The formula with its `=`; one that is shared is told once and shifted for the others."""
    if stored.formula:
        if stored.shared:
            masters[stored.shared] = stored
        return f"={stored.formula}"
    master = masters.get(stored.shared)
    if master is None or master.formula is None:
        return "="
    return f"={shifted(master.formula, stored.row - master.row, stored.column - master.column)}"


def _iso_date(text: str) -> CellValue:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return found if found.time() != datetime.min.time() else found.date()
