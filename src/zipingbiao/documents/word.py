"""A .docx as a Snapshot: its tables with merged and nested cells, the texts above them, as Word shows them."""

from __future__ import annotations

from zipingbiao.documents.flow import Flow
from zipingbiao.documents.markup import main_part, walk
from zipingbiao.documents.sheets import snapshot_of_tables
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package

_DOCUMENT = "word/document.xml"
_TWIPS = 20
#: Namespaces of the wordprocessing elements, of math, and of what stands twice for older programs.
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
#: Said twice, or moved away: not part of what is shown.
_SKIPPED = frozenset({"mc:Fallback", "w:moveFrom", "w:del", "w:footnote", "w:comment"})
_MARKS = {"w:tab": " ", "w:cr": "\n", "w:noBreakHyphen": "-"}
#: Characters that are set in a symbol font (low byte) → what is seen.
_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xB8: "÷"},
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xFC: "√", 0xFB: "×"},
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x50: "√", 0x4F: "×", 0x2A: "□"},
}
_OFF = frozenset({"0", "false", "off"})


def snapshot_of_docx(package: Package) -> Snapshot:
    """The tables of a document, each form a sheet. Raises ReadFault."""
    if not package.has(_DOCUMENT):
        raise ReadFault(package.file, "这个 Word 文档不完整（缺少正文），请用 Word 打开修复后另存为 .docx。")
    reader = _Reader(package.file)
    walk(main_part(package, _DOCUMENT), package.file, reader.start, reader.end, reader.text)
    flow = reader.flow
    tables = flow.tables()
    if not tables:
        raise ReadFault(
            package.file,
            "这个 Word 文档里没有表格，读不出自评表；自评表应是 Word 表格，嵌入的 Excel 对象、图片请改为表格。",
        )
    return snapshot_of_tables(tables, flow.tail(), package.file)


class _Reader:
    """One pass over the document."""

    def __init__(self, file: str) -> None:
        self.flow = Flow(file)
        self._names: dict[str, str] = {}
        self._skip = 0
        self._hidden = self._run = self._says = self._row_gone = False
        self._row_properties = 0
        self._span, self._merge = 1, ""
        self._rows: list[bool] = []

    def _name(self, full: str) -> str:
        known = self._names.get(full)
        if known is None:
            space, _, local = full.rpartition(" ")
            known = self._names[full] = f"{_SPACES[space]}{local}" if space in _SPACES else ""
        return known

    def start(self, full: str, attributes: dict[str, str]) -> None:
        name = self._name(full)
        if name == "w:del" and self._row_properties:
            self._row_gone = True
        if self._skip or name in _SKIPPED:
            self._skip += 1
            return
        if name in ("w:t", "m:t"):
            self._says = not self._hidden
        elif name == "w:r":
            self._run, self._hidden = True, False
        elif name == "w:vanish":
            self._hidden = self._run and _value(attributes) not in _OFF
        elif name in _MARKS:
            if self._run:
                self.flow.write(_MARKS[name])
        elif name == "w:br":
            if _value(attributes, "type") != "page":
                self.flow.write("\n")
        elif name == "w:sym":
            self.flow.write(_symbol(attributes))
        else:
            self._start_table(name, attributes)

    def _start_table(self, name: str, attributes: dict[str, str]) -> None:
        flow = self.flow
        if name == "w:tbl":
            flow.begin_table()
        elif name == "w:gridCol" and flow.table is not None:
            flow.table.widths.append(_number(_value(attributes, "w")) / _TWIPS)
        elif name == "w:tr" and flow.grid is not None:
            self._row_gone = False
            flow.grid.next_row()
        elif name == "w:trPr":
            self._row_properties += 1
        elif name == "w:gridBefore" and flow.grid is not None:
            flow.grid.column += min(int(_number(_value(attributes))), 64)
        elif name == "w:tc":
            self._span, self._merge = 1, ""
            flow.begin_cell()
        elif name == "w:gridSpan":
            self._span = int(_number(_value(attributes)))
        elif name == "w:vMerge":
            self._merge = _value(attributes) or "continue"

    def end(self, full: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        name, flow = self._name(full), self.flow
        if name in ("w:t", "m:t"):
            self._says = False
        elif name == "w:r":
            self._run = self._hidden = False
        elif name == "w:p":
            flow.end_line()
        elif name == "w:trPr":
            self._row_properties -= 1
        elif name == "w:tc":
            self._end_cell()
        elif name == "w:tbl":
            flow.end_table()

    def _end_cell(self) -> None:
        text, grid = self.flow.end_cell(), self.flow.grid
        if grid is None or self._row_gone:
            return
        if self._merge == "continue" and grid.go_on(self._span):
            return
        grid.add(text, columns=self._span)
        if self._merge:
            grid.merges()

    def text(self, text: str) -> None:
        if self._says and not self._skip:
            self.flow.write(text)


def _value(attributes: dict[str, str], local: str = "val") -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == local), "")


def _number(text: str) -> float:
    """A number of the file; 0 for what is none."""
    return float(text) if text.isdecimal() and len(text) < 10 else 0.0


def _symbol(attributes: dict[str, str]) -> str:
    """A character of a symbol font as it is seen; one that is not known stands as 〓, so that nobody takes it as empty."""
    try:
        code = int(_value(attributes, "char"), 16)
    except ValueError:
        return "〓"
    font = _SYMBOLS.get(_value(attributes, "font").lower())
    if font is None:
        return chr(code) if 0x20 <= code < 0xD800 else "〓"
    return font.get(code & 0xFF, "〓")
