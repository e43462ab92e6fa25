"""A web page as a Snapshot: its tables as a browser shows them. Systems export such pages under the name .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from zipingbiao.documents.bounds import bounded_markup
from zipingbiao.documents.flow import Flow
from zipingbiao.documents.sheets import snapshot_of_tables
from zipingbiao.documents.text import Undecodable, decoded
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.keys import MAX_ROWS
from zipingbiao.package.fault import ReadFault

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.-]+)""", re.I)
#: A tag; what is longer than this is no tag that a form needs.
_TAG = re.compile(r"""<(/?)([A-Za-z][\w:-]{0,40})((?:"[^"<]{0,4000}"|'[^'<]{0,4000}'|[^<>"']){0,400})>""")
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
#: A line of the file ends between two Chinese characters: nothing is seen there.
_WRAPPED = re.compile(r"(?<=[　-〿㐀-鿿＀-￯])[ \t]*[\r\n][ \t\r\n]*(?=[　-〿㐀-鿿＀-￯])")
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "select"})
_LINES = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "form", "body", "caption", "hr"}
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_TYPED = frozenset({"", "text", "number"})


def snapshot_of_html(data: bytes, file: str) -> Snapshot:
    """The tables of a page. Raises ReadFault."""
    declared = _CHARSET.search(bounded_markup(data, file)[:4096].replace(b"\0", b""))
    try:
        text = decoded(data, declared[1].decode("ascii") if declared else "")
    except Undecodable as fault:
        raise ReadFault(
            file,
            "这个网页的文字既不是 UTF-8 也不是 GB18030 编码，或已损坏，请用 Excel 打开后另存为 .xlsx。",
        ) from fault
    page = _Page(file)
    for piece in _pieces(text):
        page.take(*piece)
    page.finish()
    tables = page.flow.tables()
    if not tables:
        raise ReadFault(file, "这个网页里没有表格，读不出自评表；请用 Excel 或 WPS 打开后另存为 .xlsx。")
    return snapshot_of_tables(tables, page.flow.tail(), file)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Tags as (`/name` or `name`, attributes) and texts as ("", text); comments and what is never shown left out."""
    at, end = 0, len(text)
    endless: set[str] = set()
    while at < end:
        opening = text.find("<", at)
        if opening < 0:
            opening = end
        if opening > at:
            yield "", text[at:opening]
        if opening == end:
            return
        if text.startswith("<!--", opening):
            after = text.find("-->", opening + 4)
            at = end if after < 0 else after + 3
            continue
        if text.startswith(("<!", "<?"), opening):
            after = text.find(">", opening)
            at = end if after < 0 else after + 1
            continue
        tag = _TAG.match(text, opening)
        if tag is None:
            yield "", "<"
            at = opening + 1
            continue
        name, at = tag[2].lower(), tag.end()
        if name in _SILENT and not tag[1]:
            closing = None if name in endless else re.compile(f"</{name}", re.I).search(text, at)
            if closing is None:
                endless.add(name)
            else:
                at = closing.start()
            continue
        yield f"{tag[1]}{name}", tag[3]


class _Page:
    """One pass over a page."""

    def __init__(self, file: str) -> None:
        self.flow = Flow(file)
        #: For each open table: whether its row, its cell has begun, with the cell's span and whether they are hidden.
        self._open: list[_OpenTable] = []

    def take(self, tag: str, content: str) -> None:
        if not tag:
            self.flow.write(_shown(content))
        elif tag in ("table", "/table", "tr", "/tr", "td", "th", "/td", "/th", "col"):
            self._table(tag, content)
        elif tag == "input":
            given = _attributes(content)
            if given.get("type", "").lower() in _TYPED:
                self.flow.write(unescape(given.get("value", "")))
        elif tag.removeprefix("/") in _LINES:
            self.flow.end_line()

    def _table(self, tag: str, content: str) -> None:
        if tag == "table":
            self.flow.begin_table()
            self._open.append(_OpenTable())
            return
        if not self._open:
            return
        table = self._open[-1]
        if tag == "/table":
            self._end_cell()
            self._open.pop()
            self.flow.end_table()
        elif tag in ("tr", "/tr"):
            self._end_cell()
            table.in_row = False
            table.hidden = tag == "tr" and bool(_HIDDEN.search(content))
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(table, content)
        else:
            self._end_cell()

    def _begin_cell(self, table: _OpenTable, content: str) -> None:
        grid = self.flow.grid
        if grid is None:
            return
        if not table.in_row and not table.hidden:
            grid.next_row()
            table.in_row = True
        given = _attributes(content)
        table.span = _count(given.get("rowspan", "1")), _count(given.get("colspan", "1"))
        table.in_cell = True
        table.cell_hidden = table.hidden or bool(_HIDDEN.search(given.get("style", "")))
        self.flow.begin_cell()

    def _end_cell(self) -> None:
        table, grid = self._open[-1], self.flow.grid
        if not table.in_cell or grid is None:
            return
        table.in_cell = False
        text = self.flow.end_cell()
        if not table.cell_hidden:
            grid.add(text, *table.span)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._table("/table", "")


def _shown(content: str) -> str:
    """A text as a browser shows it: blanks as one, line ends of the file as none between Chinese characters."""
    if not content.isalnum():
        content = _BLANKS.sub(
            " ", _WRAPPED.sub("", content) if "\n" in content or "\r" in content else content
        )
    return unescape(content) if "&" in content else content


class _OpenTable:
    in_row = in_cell = hidden = cell_hidden = False
    span = (1, 1)


def _attributes(content: str) -> dict[str, str]:
    return {
        found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(content)
    }


def _count(text: str) -> int:
    plain = text.strip()
    return (
        max(int(plain), 1) if plain.isdecimal() and len(plain) < 7 else MAX_ROWS if plain.isdecimal() else 1
    )
