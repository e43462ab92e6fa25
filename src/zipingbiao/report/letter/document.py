"""退回意见.docx: the letter as a Word document on A4 across, one table for each group of findings."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Letter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zipingbiao.checks.labels import GROUPS
from zipingbiao.package.own_output import category_of
from zipingbiao.report.letter.opinion import Item, Opinion, Section
from zipingbiao.report.rows_xml import without_control

_BODY, _HEAD = "仿宋", "黑体"
_NUMERALS = "一二三四五六七八九"
_FORM_WIDTHS = (1.2, 12.8, 2.0, 1.9, 3.4, 1.9, 2.6)
_ITEM_HEADS = ("序号", "位置", "问题", "填报", "应为", "怎么办", "依据", "整改情况")
_ITEM_WIDTHS = (1.1, 2.2, 7.4, 3.0, 3.0, 3.9, 3.4, 2.2)


def opinion_document(opinion: Opinion) -> bytes:
    """The letter of one unit."""
    letter = Document()
    letter.core_properties.category = category_of("退回意见")
    _page(letter)
    _line(letter, opinion.title, size=18, font=_HEAD, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(letter, opinion.addressee, bold=True)
    for text in opinion.paragraphs:
        _line(letter, text, indent=True)
    _heading(letter, 0, "项目")
    _forms(letter, opinion)
    for n, section in enumerate(opinion.sections, 1):
        _heading(letter, n, f"{section.heading}（{len(section.items)}条）")
        if section.lead:
            _line(letter, section.lead, indent=True)
        _items(letter, section)
    _line(letter, "")
    for text in opinion.closing:
        _line(letter, text, indent=True)
    for text in opinion.signature:
        _line(letter, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def _page(letter: Letter) -> None:
    section = letter.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _heading(letter: Letter, n: int, text: str) -> None:
    paragraph = _line(letter, f"{_NUMERALS[n]}、{text}", size=13, font=_HEAD)
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True


def _line(
    letter: Letter,
    text: str,
    *,
    size: float = 12,
    font: str = _BODY,
    bold: bool = False,
    indent: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    paragraph = letter.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(4)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _run(paragraph, text, size=size, font=font, bold=bold)
    return paragraph


def _run(paragraph: Paragraph, text: str, *, size: float, font: str, bold: bool) -> Run:
    run = paragraph.add_run(without_control(text))
    run.font.size, run.font.name, run.bold = Pt(size), font, bold
    # Word takes the font of Chinese letters from an attribute that python-docx has no name for.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _forms(letter: Letter, opinion: Opinion) -> None:
    lines = [
        (str(n), form.name, *map(str, form.counts), str(form.waived), form.verdict)
        for n, form in enumerate(opinion.forms, 1)
    ]
    _table(letter, ("序号", "项目", *GROUPS.values(), "已豁免", "结论"), lines, _FORM_WIDTHS)


def _items(letter: Letter, section: Section) -> None:
    """A line across the table names each project, then its findings follow."""
    lines: list[tuple[str, ...]] = []
    project = None
    for item in section.items:
        if (item.project, item.file) != project:
            project = (item.project, item.file)
            lines.append((f"{item.project}　{item.file}",))
        lines.append(_texts(item))
    _table(letter, _ITEM_HEADS, lines, _ITEM_WIDTHS)


def _texts(item: Item) -> tuple[str, ...]:
    fault = f"{item.severity} {item.code}　{item.fault}"
    return (str(item.n), item.place, fault, item.found, item.expected, item.advice, item.source, "")


def _table(
    letter: Letter, heads: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A table whose heading stands again on every page; a line of one text goes across."""
    table = letter.add_table(rows=len(lines) + 1, cols=len(heads))
    table.style = letter.styles["Table Grid"]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for n, (row, texts) in enumerate(zip(table.rows, (heads, *lines), strict=True)):
        marks, cells = row._tr.get_or_add_trPr(), row.cells
        marks.append(OxmlElement("w:cantSplit"))
        if n == 0:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Cm(width)
        across = len(texts) == 1
        filled = [cells[0].merge(cells[-1])] if across else cells
        for cell, text in zip(filled, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = across
            _run(paragraph, text, size=9, font=_BODY, bold=n == 0 or across)
