"""A test-only xlwings engine over openpyxl: real `xlwings.Book` objects without Excel.

It does what Excel does where the host relies on it: numbers come back as floats, a leading apostrophe marks a text, a
text that begins with = is a formula, cached values are those of the file, a new sheet becomes the active one, a block
written over filtered rows fills those that are shown, a height shows a hidden row. And it refuses what Excel refuses,
with error 1004: protected cells, sheets and structures, a note where a note or a conversation is, prompts over 255
characters, formulas over 8,192, those of names over 255 (some versions do). It calculates nothing.
"""

from __future__ import annotations

import copy
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from xlwings import base_classes as base

ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


PROMPT, FORMULA, NAMED = 255, 8192, 255


class ComError(Exception):
    """As pywin32's `com_error`: Excel's own sentence is the third part of its third argument."""

    def __init__(self, said: str) -> None:
        super().__init__(
            -2147352567, "发生意外。", (0, "Microsoft Excel", said, "xlmain11.chm", 0, -2146827284), None
        )


class SheetApi:
    """The worksheet as Excel's own object: what the host asks of it. Anything else is openpyxl's."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws

    ProtectContents = property(lambda self: bool(self._ws.protection.sheet))
    ProtectDrawingObjects = property(
        lambda self: bool(self._ws.protection.sheet and self._ws.protection.objects)
    )
    FilterMode = property(lambda self: bool(self._ws.auto_filter.ref and self.hidden))

    @property
    def hidden(self) -> set[int]:
        return {n for n, row in self._ws.row_dimensions.items() if row.hidden}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ws, name)

    def __getitem__(self, key: Any) -> Any:
        return self._ws[key]


class RangeApi:
    """A range as Excel's own object."""

    def __init__(self, cell: Any, threaded: set[tuple[str, str]]) -> None:
        self._cell, self._threaded = cell, threaded

    Locked = property(lambda self: bool(self._cell.protection.locked))

    @property
    def CommentThreaded(self) -> object | None:  # noqa: N802
        return object() if (self._cell.parent.title, self._cell.coordinate) in self._threaded else None


class BookApi:
    def __init__(self, wb: Any) -> None:
        self._wb = wb

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return bool(self._wb.security and self._wb.security.lockStructure)


class AppApi:
    """Excel's dialogs, answered by a list."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.prompts: list[str] = []

    def InputBox(self, prompt: str, title: str = "", **_: Any) -> Any:  # noqa: N802
        if len(prompt) > PROMPT:
            raise ComError("应用程序定义或对象定义错误")
        self.prompts.append(prompt)
        return self.answers.pop(0)


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
    pid, version, visible = -1, "16.0", True
    screen_updating = display_alerts = enable_events = True
    calculation, status_bar = "automatic", None

    def __init__(self, engine: Engine, apps: Apps) -> None:
        self.engine, self.apps, self._books = engine, apps, Books(self)
        self._api = AppApi()
        self.alerts: list[str] = []
        self.replies: list[str] = []

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def alert(self, prompt: str, title: str, buttons: str, mode: Any, callback: Any) -> str:
        self.alerts.append(prompt)
        return self.replies.pop(0) if self.replies else "ok"

    api = property(lambda self: self._api)
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


def loaded(path: Path) -> tuple[Workbook, Workbook]:
    """The book to work on, and the values that its file holds, which nobody changes."""
    if path.suffix == ".xlsm":
        return openpyxl.load_workbook(path, keep_vba=True), openpyxl.load_workbook(path, data_only=True)
    book, values = _read(path.read_bytes())
    lists = {id(each): IndexedList(each) for each in vars(book).values() if isinstance(each, IndexedList)}
    return copy.deepcopy(book, lists), values  # left to itself, deepcopy would empty the lists of styles


@lru_cache(maxsize=32)
def _read(content: bytes) -> tuple[Workbook, Workbook]:
    """The tests open the same few files again and again; to copy a book takes a fifth of reading it."""
    return openpyxl.load_workbook(BytesIO(content)), openpyxl.load_workbook(BytesIO(content), data_only=True)


class Book(base.Book):
    books = None

    def __init__(self, path: Path, books: Books) -> None:
        self.path, self.books = path, books
        self.wb, self.cached = loaded(path)
        self.chosen: Range | None = None
        #: Cells that carry a conversation, by sheet and address.
        self.threaded: set[tuple[str, str]] = set()

    api = property(lambda self: BookApi(self.wb))
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

    def refuse_structure(self) -> None:
        if self.api.ProtectStructure:
            raise ComError("工作簿受保护，无法修改。")


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
        if len(refers_to) > NAMED:
            raise ComError("公式太长")
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
        self.book.refuse_structure()
        made = self.book.wb.create_sheet(name)
        self.book.wb.active = len(self.book.wb.worksheets) - 1
        return Sheet(self.book, made)


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
        self.book.refuse_structure()
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

    api = property(lambda self: RangeApi(self._cells()[0][0], self.sheet.book.threaded))
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
        if any(len(str(value)) > FORMULA and str(value).startswith("=") for row in rows for value in row):
            raise ComError("公式太长")
        written = self._cells()
        if self.sheet.api.FilterMode and len(written) > 1:
            written = [row for row in written if row[0].row not in self.sheet.api.hidden]
            rows = rows[: len(written)]
        for cell in (cell for cells in written for cell in cells):
            self._refuse_protected(cell)
        for cells, values in zip(written, rows, strict=True):
            for cell, value in zip(
                cells, values if isinstance(values, list | tuple) else [values], strict=True
            ):
                _enter(cell, value)

    def _refuse_protected(self, cell: Any, look: bool = False) -> None:
        if self.sheet.ws.protection.sheet and (look or cell.protection.locked):
            raise ComError("您试图更改的单元格或图表位于受保护的工作表中。")

    raw_value = raw_value.setter(lambda self, data: Range.formula.fset(self, data))

    @property
    def number_format(self) -> str:
        return str(self._cells()[0][0].number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._refuse_protected(self._cells()[0][0], look=True)
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
        self._refuse_protected(self._cells()[0][0], look=True)
        text = "{:02X}{:02X}{:02X}".format(*value) if isinstance(value, tuple) else str(value).lstrip("#")
        self._cells()[0][0].fill = PatternFill("solid", fgColor=text) if value else PatternFill()

    @property
    def note(self) -> Note | None:
        cell = self._cells()[0][0]
        return Note(cell) if cell.comment else None

    def add_note(self, text: str) -> Note:
        cell = self._cells()[0][0]
        assert not isinstance(cell, MergedCell)
        self._refuse_protected(cell, look=True)
        if cell.comment or self.api.CommentThreaded is not None:
            raise ComError("应用程序定义或对象定义错误")
        cell.comment = Comment(text, "zipingbiao")
        return Note(cell)

    @property
    def row_height(self) -> float | None:
        if self.sheet.ws.row_dimensions[self.row].hidden:
            return 0.0
        height = self.sheet.ws.row_dimensions[self.row].height
        return None if height is None else float(height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._refuse_protected(self._cells()[0][0], look=True)
        self.sheet.ws.row_dimensions[self.row].height = value
        self.sheet.ws.row_dimensions[self.row].hidden = value == 0

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
