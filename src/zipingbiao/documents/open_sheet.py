"""An .ods as a Snapshot: what every cell displays, merged cells, repeated cells and rows, defined names."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.documents.bounds import MAX_CELLS, too_much, within
from zipingbiao.documents.markup import main_part, walk
from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.package.address import Area
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table:",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office:",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text:",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style:",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw:",
}
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SKIPPED = frozenset({"office:annotation", "table:shapes", "table:tracked-changes", "draw:frame"})
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
#: `$'表 1'.$A$1:.$B$2`, and the second half with its sheet again.
_REFERENCE = re.compile(
    r"\$?('(?:[^']|'')+'|[^.'$]+)\.(\$?[A-Z]+\$?\d+)(?::(?:\$?(?:'(?:[^']|'')+'|[^.'$]*))?\.?(\$?[A-Z]+\$?\d+))?"
)


def snapshot_of_ods(package: Package) -> Snapshot:
    """The sheets of an .ods, hidden ones included. Raises ReadFault."""
    if package.has(_MANIFEST) and b"encryption-data" in package.read(_MANIFEST):
        raise ReadFault(package.file, "这个 ODS 表格设有打开密码，无法读取，请取消密码后另存。")
    reader = _Reader(package.file)
    walk(main_part(package, _CONTENT), package.file, reader.start, reader.end, reader.text)
    if not reader.sheets:
        raise ReadFault(
            package.file, "这个 ODS 文件里没有工作表，请确认文件，或用 LibreOffice、WPS 另存为 .xlsx。"
        )
    return Snapshot(package.file, tuple(reader.sheets), reader.defined)


class _Reader:
    """One pass over content.xml."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[Sheet] = []
        self.defined: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._skip = self._depth = 0
        self._left = MAX_CELLS
        self._sheet = ""
        self._begin("", "")

    def _begin(self, name: str, style: str) -> None:
        self._sheet, self._sheet_style = name, style
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._row = self._column = 0
        self._row_cells: list[tuple[int, Cell]] = []
        self._repeat = 1
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []

    def _name(self, full: str) -> str:
        known = self._names.get(full)
        if known is None:
            space, _, local = full.rpartition(" ")
            known = self._names[full] = f"{_SPACES[space]}{local}" if space in _SPACES else ""
        return known

    def start(self, full: str, attributes: dict[str, str]) -> None:
        name = self._name(full)
        if self._skip or name in _SKIPPED:
            self._skip += 1
        elif name in _CELLS:
            self._cell = {self._name(key): value for key, value in attributes.items()}
            self._text.clear()
        elif name == "text:p" or name == "text:line-break":
            if self._text:
                self._text.append("\n")
        elif name == "text:s":
            self._text.append(" " * min(_count(self._own(attributes).get("text:c", "1")), 100))
        elif name == "text:tab":
            self._text.append(" ")
        elif name:
            self._start_around(name, self._own(attributes))
        if name == "text:p" and not self._skip:
            self._depth += 1

    def _start_around(self, name: str, own: dict[str, str]) -> None:
        if name == "table:table":
            self._begin(own.get("table:name", ""), own.get("table:style-name", ""))
        elif name == "table:table-row":
            self._row += 1
            self._column = 0
            self._row_cells = []
            self._repeat = _count(own.get("table:number-rows-repeated", "1"))
        elif name == "style:style":
            self._style = own.get("style:name", "")
        elif name == "style:table-properties" and own.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table:named-range":
            self._define(own.get("table:name", ""), own.get("table:cell-range-address", ""))
        elif name == "table:named-expression":
            expression = own.get("table:expression", "").removeprefix("of:").removeprefix("=")
            self.defined[own.get("table:name", "")] = f"={expression}"

    def _own(self, attributes: dict[str, str]) -> dict[str, str]:
        return {self._name(key): value for key, value in attributes.items()}

    def end(self, full: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        name = self._name(full)
        if name == "text:p":
            self._depth -= 1
        elif name in _CELLS and self._cell is not None:
            self._end_cell(name, self._cell)
            self._cell = None
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table":
            hidden = self._sheet_style in self._hidden_styles
            merges = within(self._merges, self._cells, self.file)
            self.sheets.append(Sheet(self._sheet, self._cells, merges, hidden))

    def text(self, text: str) -> None:
        if self._depth and not self._skip and self._cell is not None:
            self._text.append(text)

    def _end_cell(self, name: str, own: dict[str, str]) -> None:
        repeat = _count(own.get("table:number-columns-repeated", "1"))
        first = self._column + 1
        self._column += repeat
        if name != "table:table-cell":
            return
        rows, columns = (
            _count(own.get(f"table:number-{which}-spanned", "1")) for which in ("rows", "columns")
        )
        if rows * columns > 1:
            if len(self._merges) >= MAX_CELLS:
                raise too_much(self.file, "合并单元格太多")
            self._merges.append(Area(self._row, first, self._row + rows - 1, first + columns - 1))
        cell = _cell("".join(self._text), own)
        if cell is None:
            return
        self._take(repeat)
        self._row_cells += [(column, cell) for column in range(first, first + repeat)]

    def _end_row(self) -> None:
        if self._row_cells:
            self._take(len(self._row_cells) * (self._repeat - 1))
            for row in range(self._row, self._row + self._repeat):
                for column, cell in self._row_cells:
                    self._cells[row, column] = cell
        self._row += self._repeat - 1

    def _take(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise too_much(self.file, f"工作表“{self._sheet}”的数据超过 {MAX_CELLS // 10_000} 万格")

    def _define(self, name: str, address: str) -> None:
        found = _REFERENCE.fullmatch(address)
        if found is not None:
            sheet, first, last = found.groups()
            self.defined[name] = f"{sheet}!{first}:{last or first}"


def _cell(text: str, own: dict[str, str]) -> Cell | None:
    """A cell as it is displayed: a number keeps the decimals that are shown, and is known to be one."""
    shown = text.strip()
    kind = own.get("office:value-type", "")
    formula = "=" if "table:formula" in own else ""
    if not shown:
        return None
    if formula and shown.startswith(("#", "Err:")):
        return Cell(shown, error=True)
    value: CellValue = text
    if kind == "float" and _NUMBER.fullmatch(shown):
        number = Decimal(shown.replace(",", ""))
        decimals = len(shown.partition(".")[2])
        return Cell(number, "0." + "0" * decimals if decimals else "General")
    if kind == "date" and "年" not in shown:
        day = _DAY.match(own.get("office:date-value", ""))
        if day is not None:
            value = f"{day[1]}年{int(day[2])}月{int(day[3])}日"
    return Cell(value)


def _count(text: str) -> int:
    """How often something is repeated or how far it reaches; 1 for what is no number."""
    return min(max(int(text), 1), 2_000_000) if text.isdecimal() and len(text) < 12 else 1
