"""The two large parts of a workbook, worksheet and shared strings, scanned with expat: no tree stands in memory.

Handlers for text are only set inside a value: every call counts where a thousand forms are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from zipingbiao.package.address import Area, parse_area, parse_cell

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: A cell with a format and nothing else. Most cells of a form are such; parsing them costs more than all others.
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*/>')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class DoctypeFound(ValueError):
    """The part holds a document type."""


@dataclass(slots=True)
class StoredCell:
    """A cell as the sheet stores it. `value` None: no value; `shared`: the number of a shared formula."""

    row: int
    column: int
    kind: str
    style: str
    value: str | None = None
    text: str = ""
    formula: str | None = None
    shared: str = ""


@dataclass(slots=True)
class SheetScan:
    """What a scan tells: each cell that holds anything goes to `cell`, merged areas are collected."""

    cell: Callable[[StoredCell], None]
    merges: list[Area] = field(default_factory=list)


def unescaped(text: str) -> str:
    """The text as it is seen: `_x000D_` escapes decoded, line ends as `\\n`, control characters dropped."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isprintable() else _CONTROL.sub("", text)


def filled_cells(data: bytes) -> int:
    """At least how many cells of a worksheet part hold something, without reading them."""
    return data.count(b"</c>")


def scan_sheet(data: bytes, scan: SheetScan) -> None:
    """Read a worksheet part. Raises expat.ExpatError where it is damaged."""
    _SheetParser(scan).parse(_BLANK_CELL.sub(b"", data))


def scan_strings(data: bytes) -> list[str]:
    """The shared strings, rich text joined, phonetic guides left out. Raises expat.ExpatError."""
    parser = _StringParser()
    parser.parse(data)
    return parser.strings


class _TextParser:
    """Catches the text of one element at a time: `catch` when it starts, `caught` when it has ended."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.pieces: list[str] = []

    def refuse(self, *_: object) -> None:
        raise DoctypeFound

    def parse(self, data: bytes) -> None:
        try:
            self.parser.Parse(data, True)
        finally:
            # Parser and handlers hold each other, and with them every cell of the sheet.
            self.parser.StartElementHandler = self.parser.StartDoctypeDeclHandler = None
            self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def caught(self, text: str) -> None:
        raise NotImplementedError

    def catch(self) -> None:
        self.pieces = []
        self.parser.CharacterDataHandler = self.pieces.append
        self.parser.EndElementHandler = self.release

    def release(self, _: str) -> None:
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        self.caught("".join(self.pieces))


class _StringParser(_TextParser):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "t":
            if not self.phonetic:
                self.catch()
        elif tag == "si":
            self.strings.append("")
            self.phonetic = False
        elif tag == "rPh":
            self.phonetic = True

    def caught(self, text: str) -> None:
        self.strings[-1] += unescaped(text)


class _SheetParser(_TextParser):
    def __init__(self, scan: SheetScan) -> None:
        super().__init__()
        self.scan = scan
        self.row = self.column = 0
        self.attributes: dict[str, str] | None = None
        self.cell: StoredCell | None = None
        self.catching = ""

    def parse(self, data: bytes) -> None:
        super().parse(data)
        self.finish()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            if self.cell is not None:
                self.finish()
            self.attributes = attributes
            self.column += 1
        elif name in ("v", "f", "t"):
            self.inside(name, attributes)
        elif name == "row":
            self.finish()
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
        elif name == "rPh":
            self.catching = name
        elif name == "mergeCell":
            area = parse_area(attributes.get("ref", ""))
            if area is not None:
                self.scan.merges.append(area)
        elif ":" in name:
            self.start(name.rpartition(":")[2], attributes)
        elif name not in ("is", "r", "rPr"):
            self.elsewhere(name)

    def inside(self, tag: str, attributes: dict[str, str]) -> None:
        """A value, formula or inline text starts; outside a cell (in an extension) it says nothing."""
        own = self.attributes
        if own is None or (tag == "t" and self.catching == "rPh"):
            return
        cell = self.cell
        if cell is None:
            place = parse_cell(own["r"]) if "r" in own else (self.row, self.column)
            if place is None:
                return
            self.column = place[1]
            cell = self.cell = StoredCell(*place, own.get("t", "n"), own.get("s", ""))
        if tag == "f" and attributes.get("t") == "shared":
            cell.shared = attributes.get("si", "")
        self.catching = tag
        self.catch()

    def caught(self, text: str) -> None:
        cell = self.cell
        if cell is None:
            return
        if self.catching == "v":
            cell.value = text
        elif self.catching == "f":
            cell.formula = text
        else:
            cell.text += text

    def elsewhere(self, name: str) -> None:
        """Whatever follows the cells ends the last of them."""
        if name in ("mergeCells", "extLst"):
            self.finish()

    def finish(self) -> None:
        if self.cell is not None:
            self.scan.cell(self.cell)
            self.cell = None
        self.attributes = None
        self.catching = ""
