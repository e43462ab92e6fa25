"""自评报告.docx: chapters on A4, pictures of the charts, the table of all projects at the end."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from zipingbiao import __version__
from zipingbiao.package.own_output import category_of
from zipingbiao.package.sealed import without_times
from zipingbiao.report.account.content import Account, Block, Picture
from zipingbiao.report.account.shown import shown
from zipingbiao.report.rows_xml import without_control
from zipingbiao.report.tables import Column, Kind, Table

_BODY, _HEAD = "仿宋", "黑体"
_ACROSS = 16.0  # cm between the margins
_SIZE, _SMALL = 14.0, 9.0
#: Centimetres of the narrowest column of texts: three letters and the margins of the cell.
_LEAST = 1.4
#: Centimetres of a column of figures.
_FIGURE = {Kind.COUNT: 1.1, Kind.SCORE: 1.5, Kind.RATE: 1.6, Kind.AMOUNT: 1.9}


def account_document(account: Account) -> bytes:
    """The same report gives the same bytes."""
    document = Document()
    document.core_properties.category = category_of("自评报告")
    document.core_properties.version = __version__
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.0), Cm(2.5)
    _line(document, account.title, 20, _HEAD).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for each in account.sections:
        heading = _line(document, each.heading, 16, _HEAD)
        heading.style = document.styles["Heading 1"]
        heading.paragraph_format.keep_with_next = True
        for block in each.blocks:
            _block(document, block)
    _line(document, "", _SIZE, _BODY)
    for text in account.signature:
        _line(document, text, _SIZE, _BODY).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _block(document: Report, block: Block) -> None:
    if isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Picture):
        document.add_picture(io.BytesIO(block.png), width=Cm(_ACROSS))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        _line(document, block.caption, _SMALL + 1, _BODY).alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        _line(document, block, _SIZE, _BODY).paragraph_format.first_line_indent = Pt(2 * _SIZE)


def _line(document: Report, text: str, size: float, font: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    _run(paragraph, text, size, font)
    return paragraph


def _run(paragraph: Paragraph, text: str, size: float, font: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(without_control(text))
    run.font.size, run.font.name, run.bold = Pt(size), font, bold
    run.font.color.rgb = RGBColor(0, 0, 0)
    # Word takes the font of Chinese letters from an attribute that python-docx has no name for.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(document: Report, table: Table) -> None:
    title = _line(document, table.name, _SMALL + 2, _HEAD)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=len(table.rows) + 1, cols=len(table.columns))
    grid.style = document.styles["Table Grid"]
    grid.autofit = False
    widths = [Cm(width) for width in _widths(table)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    heads = tuple(column.heading for column in table.columns)
    lines = [heads, *(tuple(map(shown, table.columns, row)) for row in table.rows)]
    for n, (row, texts) in enumerate(zip(grid.rows, lines, strict=True)):
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if n == 0:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, text, width, column in zip(row.cells, texts, widths, table.columns, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = _side(column, heading=n == 0)
            _run(paragraph, text, _SMALL, _BODY, bold=n == 0)
    _line(document, "", 6, _BODY)


def _widths(table: Table) -> list[float]:
    """Centimetres: a column of figures as wide as its figures need, the texts share the rest by their widths.

    A text in a column of one letter a line is not read: each has room for three, before the long ones take the rest.
    """
    rest = _ACROSS - sum(_FIGURE[column.kind] for column in table.columns if column.kind is not Kind.TEXT)
    texts = [column.width for column in table.columns if column.kind is Kind.TEXT]
    least = min(_LEAST, rest / len(texts)) if texts else 0.0
    spare = rest - least * len(texts)
    over = [max(0.0, rest * width / sum(texts) - least) for width in texts]
    shares = iter(least + spare * each / (sum(over) or 1.0) for each in over)
    return [next(shares) if column.kind is Kind.TEXT else _FIGURE[column.kind] for column in table.columns]


def _side(column: Column, *, heading: bool) -> WD_ALIGN_PARAGRAPH:
    if heading:
        return WD_ALIGN_PARAGRAPH.CENTER
    return WD_ALIGN_PARAGRAPH.LEFT if column.kind is Kind.TEXT else WD_ALIGN_PARAGRAPH.RIGHT
