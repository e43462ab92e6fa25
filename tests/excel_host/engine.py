"""A test-only xlwings engine over openpyxl: real `xlwings.Book` objects without Excel.

It does what Excel does where the host relies on it: numbers come back as floats, a leading apostrophe marks a text, a
text that begins with = is a formula, cached values are those of the file. It calculates nothing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from xlwings import base_classes as base

ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


class Engine:
    name, type = "openpyxl", "reader"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        def one(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, str) and value in ERRORS:
                return value if err_to_str else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                return number_builder(value) if number_builder else float(value)
            return value

        return [[one(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any = None) -> Any:
        return "" if x is None else x


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.app = App(engine, self)

    def keys(self) -> list[int]:
        return [-1]

    def __iter__(self) -> Any:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


class App(base.App):
    engine = apps = None
    pid, version, visible, api = -1, "16.0", True, None
    screen_updating = display_alerts = True
    calculation, status_bar = "automatic", None

    def __init__(self, engine: Engine, apps: Apps) -> None:
        self.engine, self.apps, self._books = engine, apps, Books(self)

    def activate(self, steal_focus: bool = False) -> None:
        pass

    books = property(lambda self: self._books)
    selection = property(lambda self: self._books.active.selection)


class Books(base.Books):
    app = None

    def __init__(self, app: App) -> None:
        self.app, self.opened = app, []

    active = property(lambda self: self.opened[-1])

    def open(self, fullname: str = "", filename: str = "", **_: Any) -> Book:
        fullname = fullname or filename
        book = Book(Path(fullname), self)
        self.opened.append(book)
        return book

    def __iter__(self) -> Any:
        return iter(self.opened)

    def __len__(self) -> int:
        return len(self.opened)

    def __call__(self, key: Any) -> Book:
        return self.opened[key - 1] if isinstance(key, int) else next(b for b in self.opened if b.name == key)


class Protection:
    """What Excel says of a book's protection."""

    def __init__(self, wb: Any) -> None:
        self._wb = wb

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return bool(self._wb.security is not None and self._wb.security.lockStructure)


class SheetApi:
    """The sheet of openpyxl, which knows besides what Excel says of its protection."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._ws.protection.sheet)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ws, name)

    def __getitem__(self, key: Any) -> Any:
        return self._ws[key]


class Book(base.Book):
    books = None

    def __init__(self, path: Path, books: Books) -> None:
        self.path, self.books = path, books
        self.wb = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        self.cached = openpyxl.load_workbook(path, data_only=True)
        self.chosen: Range | None = None

    api = property(lambda self: Protection(self.wb))
    app = property(lambda self: self.books.app)
    name = property(lambda self: self.path.name)
    fullname = property(lambda self: str(self.path))
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))
    selection = property(lambda self: self.chosen or self.sheets.active.range((1, 1)))

    def save(self, path: Any = None, password: Any = None) -> None:
        self.wb.save(path or self.path)

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """No printing here; which sheets would be printed."""
        shown = [ws.title for ws in self.wb.worksheets if ws.sheet_state == "visible"]
        Path(path).write_text("%PDF " + "、".join(shown), "utf-8")

    def activate(self) -> None:
        pass


class Names(base.Names):
    book = api = None

    def __init__(self, book: Book) -> None:
        self.book = book

    def _listed(self) -> list[Name]:
        return [Name(self.book, name) for name in self.book.wb.defined_names]

    def __len__(self) -> int:
        return len(self._listed())

    def __call__(self, key: Any) -> Name:
        return (
            self._listed()[key - 1]
            if isinstance(key, int)
            else next(n for n in self._listed() if n.name == key)
        )

    def contains(self, key: Any) -> bool:
        return key in self.book.wb.defined_names

    def add(self, name: str, refers_to: str) -> Name:
        self.book.wb.defined_names[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return Name(self.book, name)


class Name(base.Name):
    name = None

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name

    api = property(lambda self: None)
    refers_to = property(lambda self: "=" + self.book.wb.defined_names[self.name].attr_text)

    def delete(self) -> None:
        del self.book.wb.defined_names[self.name]


class Sheets(base.Sheets):
    book = api = None

    def __init__(self, book: Book) -> None:
        self.book = book

    active = property(lambda self: Sheet(self.book, self.book.wb.active))

    def __call__(self, key: Any) -> Sheet:
        book = self.book
        return Sheet(book, book.wb.worksheets[key - 1] if isinstance(key, int) else book.wb[key])

    def __len__(self) -> int:
        return len(self.book.wb.worksheets)

    def __iter__(self) -> Any:
        return (Sheet(self.book, sheet) for sheet in self.book.wb.worksheets)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        return Sheet(self.book, self.book.wb.create_sheet(name))


class Sheet(base.Sheet):
    book = name = None

    def __init__(self, book: Book, ws: Any) -> None:
        self.book, self.ws, self.name = book, ws, ws.title

    api = property(lambda self: SheetApi(self.ws))
    index = property(lambda self: self.book.wb.worksheets.index(self.ws) + 1)
    used_range = property(lambda self: Range(self, 1, 1, self.ws.max_row, self.ws.max_column))
    cells = property(lambda self: Range(self, 1, 1, 1048576, 16384))

    @property
    def visible(self) -> bool:
        return bool(self.ws.sheet_state == "visible")

    @visible.setter
    def visible(self, value: bool) -> None:
        self.ws.sheet_state = "visible" if value else "hidden"

    def activate(self) -> None:
        self.book.wb.active = self.index - 1

    def delete(self) -> None:
        self.book.wb.remove(self.ws)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        boxes = [self._box(arg) for arg in (arg1, arg2) if arg is not None]
        return Range(
            self,
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    def _box(self, arg: Any) -> tuple[int, int, int, int]:
        if isinstance(arg, Range):
            return arg.box
        if isinstance(arg, tuple):
            return (arg[0], arg[1], arg[0], arg[1])
        left, top, right, bottom = range_boundaries(str(arg).replace("$", ""))
        return (top, left, bottom, right)


class Range(base.Range):
    sheet = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.box = sheet, (top, left, bottom, right)
        self.options: dict[str, Any] = {}
        self.arg1_input = ""

    api = property(lambda self: self.sheet.ws)
    row = property(lambda self: self.box[0])
    column = property(lambda self: self.box[1])
    shape = property(lambda self: (self.box[2] - self.box[0] + 1, self.box[3] - self.box[1] + 1))
    has_array = False

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        r, c = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, r, c, r, c)

    @property
    def address(self) -> str:
        top, left, bottom, right = self.box
        first = f"${get_column_letter(left)}${top}"
        return first if (top, left) == (bottom, right) else f"{first}:${get_column_letter(right)}${bottom}"

    def get_address(self, row: bool, column: bool, external: bool) -> str:
        return self.address if row and column else self.address.replace("$", "")

    def select(self) -> None:
        self.sheet.book.chosen = self

    def _cells(self) -> list[list[Any]]:
        top, left, bottom, right = self.box
        return [[self.sheet.ws.cell(r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)]

    @property
    def raw_value(self) -> Any:
        cached = self.sheet.book.cached
        known = cached[self.sheet.name] if self.sheet.name in cached.sheetnames else None

        def shown(cell: Any) -> Any:
            if cell.data_type != "f":
                return cell.value
            written = known[cell.coordinate].value if known is not None else None
            return written if not isinstance(written, str) or not written.startswith("=") else None

        values = [[shown(cell) for cell in row] for row in self._cells()]
        return values[0][0] if len(self) == 1 else values

    @property
    def formula(self) -> Any:
        texts = tuple(tuple("" if c.value is None else c.value for c in row) for row in self._cells())
        return texts[0][0] if len(self) == 1 else texts

    @formula.setter
    def formula(self, data: Any) -> None:
        rows = data if isinstance(data, list | tuple) else [[data]]
        for cells, values in zip(self._cells(), rows, strict=True):
            for cell, value in zip(
                cells, values if isinstance(values, list | tuple) else [values], strict=True
            ):
                _enter(cell, value)

    raw_value = raw_value.setter(lambda self, data: Range.formula.fset(self, data))

    @property
    def number_format(self) -> str:
        return str(self._cells()[0][0].number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._cells()[0][0].number_format = value

    @property
    def color(self) -> Any:
        fill = self._cells()[0][0].fill
        if fill.fill_type != "solid":
            return None
        text = fill.fgColor.rgb[-6:]
        return tuple(int(text[i : i + 2], 16) for i in (0, 2, 4))

    @color.setter
    def color(self, value: Any) -> None:
        text = "{:02X}{:02X}{:02X}".format(*value) if isinstance(value, tuple) else str(value).lstrip("#")
        self._cells()[0][0].fill = PatternFill("solid", fgColor=text) if value else PatternFill()

    @property
    def note(self) -> Note | None:
        cell = self._cells()[0][0]
        return Note(cell) if cell.comment else None

    def add_note(self, text: str) -> Note:
        cell = self._cells()[0][0]
        assert not isinstance(cell, MergedCell)
        cell.comment = Comment(text, "zipingbiao")
        return Note(cell)

    @property
    def row_height(self) -> float | None:
        height = self.sheet.ws.row_dimensions[self.row].height
        return None if height is None else float(height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.sheet.ws.row_dimensions[self.row].height = value

    @property
    def merge_cells(self) -> Any:
        """None where some of the range is merged, as Excel says."""
        states = {self._merged(cell) is not None for row in self._cells() for cell in row}
        return states.pop() if len(states) == 1 else None

    @property
    def merge_area(self) -> Range:
        found = self._merged(self._cells()[0][0])
        return (
            Range(self.sheet, found.min_row, found.min_col, found.max_row, found.max_col) if found else self
        )

    def _merged(self, cell: Any) -> Any:
        row, column = cell.row, cell.column
        return next(
            (
                area
                for area in self.sheet.ws.merged_cells.ranges
                if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
            ),
            None,
        )


class Note(base.Note):
    def __init__(self, cell: Any) -> None:
        self.cell = cell

    api = property(lambda self: self.cell.comment)
    text = property(lambda self: self.cell.comment.text)

    def delete(self) -> None:
        self.cell.comment = None


def _enter(cell: Any, value: Any) -> None:
    """What a cell makes of something typed into it."""
    if isinstance(value, str) and value.startswith("'"):
        cell.value = value[1:]
        cell.data_type = "s"
    else:
        cell.value = None if value == "" else value
        if isinstance(value, str) and value.startswith("=") and cell.number_format == "@":
            cell.data_type = "s"


def open_book(path: Path) -> xlwings.Book:
    """A workbook as xlwings sees it."""
    engine = xlwings.Engine(impl=Engine())
    if engine.name not in xlwings.engines:
        xlwings.engines.add(engine)
    xlwings.engines.active = engine
    return xlwings.Book(impl=engine.impl.apps.app.books.open(str(path)))


__all__ = ["datetime", "open_book"]
