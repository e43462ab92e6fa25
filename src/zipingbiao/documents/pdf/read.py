"""A PDF → Snapshot. Raises ReadFault for scans, tables without lines, encrypted, broken and hostile files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from zipingbiao.documents.bounds import MAX_CELLS, too_much
from zipingbiao.documents.sheets import snapshot_of_tables
from zipingbiao.documents.tables import Table
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.fault import ReadFault

if TYPE_CHECKING:
    from zipingbiao.documents.pdf.lattice import Page

_NOT_INSTALLED = (
    "没有安装 pdfminer.six，读不了 PDF。请运行 pip install 'zipingbiao[pdf]'，或提供 Word、Excel 原件。"
)
_BROKEN = "这个 PDF 不完整或已损坏，请重新取得文件，或提供 Word、Excel 原件。"
_SCAN = "这个 PDF 是扫描件或图片（没有文字），读不出；请提供 Word、Excel 原件，或由原件导出的 PDF。"
_NO_LINES = "这个 PDF 里没有带框线的表格，分不清哪个数在哪一栏，没有读取；请提供 Word、Excel 原件，或由原件导出带框线的 PDF。"
_NO_TEXTS = (
    "这个 PDF 的字体没有文字编码（复制出来是乱码），没有读取；请提供 Word、Excel 原件，或重新导出 PDF。"
)
#: So many characters without text are a decoration; more would be guessed at.
_MOST_UNKNOWN = 0.02


def read_pdf(data: bytes, file: str) -> tuple[Snapshot, tuple[str, ...]]:
    """The ruled tables of all pages, each form a sheet; and a sentence on pages that are pictures."""
    if find_spec("pdfminer") is None:
        raise ReadFault(file, _NOT_INSTALLED)
    try:
        tables, tail, pictures = _tables(data, file)
    except ReadFault:
        raise
    except (MemoryError, RecursionError) as fault:
        raise too_much(file, "这个 PDF 展开后太大或嵌套太深") from fault
    except Exception as fault:  # a broken file brings pdfminer to whatever its bytes happen to mean
        raise ReadFault(file, _BROKEN) from fault
    unread = (
        (f"第 {_listed(pictures)} 页是扫描件或图片（没有文字），没有读取；请提供原件。",) if pictures else ()
    )
    return snapshot_of_tables(tables, tail, file), unread


def _listed(pages: list[int]) -> str:
    return "、".join(map(str, pages[:10])) + (f" 等 {len(pages)}" if len(pages) > 10 else "")


def _tables(data: bytes, file: str) -> tuple[list[Table], list[str], list[int]]:
    from pdfminer.pdfinterp import PDFResourceManager

    from zipingbiao.documents.pdf.bounded import Interpreter, Pages
    from zipingbiao.documents.pdf.lattice import page_of
    from zipingbiao.documents.pdf.page import Device, Drawn

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on fonts are for nobody here
    pages = Pages(data, file)
    if not pages.count():
        raise ReadFault(file, _BROKEN)
    manager = PDFResourceManager()
    device = Device(manager)
    interpreter = Interpreter(manager, device)
    read: list[Page] = []
    pictures: list[int] = []
    chars = unknown = boxes = 0
    for number, page in enumerate(pages, 1):
        device.drawn = Drawn()
        interpreter.start(file)
        interpreter.process_page(page)
        chars += len(device.drawn.chars)
        if device.drawn.pictures and not device.drawn.chars:
            pictures.append(number)
        unknown += device.drawn.unknown
        read.append(page_of(device.drawn))
        boxes += sum(len(table.boxes) for table in read[-1].tables)
        if boxes > MAX_CELLS:
            raise too_much(file, f"表格超过 {MAX_CELLS // 10_000} 万格")
    if not chars:
        raise ReadFault(file, _SCAN)
    if unknown > _MOST_UNKNOWN * chars:
        raise ReadFault(file, _NO_TEXTS)
    tables = list(_named(read))
    if not tables:
        raise ReadFault(file, _NO_LINES)
    return tables, list(read[-1].texts[-1]), pictures


def _named(pages: list[Page]) -> Iterator[Table]:
    """The tables in order, each with its name and the texts since the one before."""
    waiting: list[str] = []
    for number, page in enumerate(pages, 1):
        for n, ruled in enumerate(page.tables):
            waiting += page.texts[n]
            yield Table(f"第{number}页表{n + 1}", ruled.boxes, ruled.edges, tuple(waiting))
            waiting = []
        waiting += page.texts[len(page.tables)]
