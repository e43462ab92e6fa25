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

from zipingbiao.checks.words import GROUPS
from zipingbiao.report.return_opinion import Item, Opinion, Section
from zipingbiao.report.rows_xml import without_control

_BODY, _HEAD = "仿宋", "黑体"
_NUMERALS = "一二三四五六七八九"
_FORM_WIDTHS = (1.2, 11.0, 1.9, 1.9, 2.9, 1.9, 2.4)
_ITEM_HEADS = ("序号", "项目和位置", "问题", "填报", "应为", "怎么办", "依据", "整改情况")
_ITEM_WIDTHS = (1.1, 4.2, 6.4, 2.4, 2.6, 3.8, 3.3, 2.4)


def opinion_document(opinion: Opinion) -> bytes:
    """The letter of one unit."""
    letter = Document()
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
    _table(letter, _ITEM_HEADS, [_texts(item) for item in section.items], _ITEM_WIDTHS)


def _texts(item: Item) -> tuple[str, ...]:
    file = "" if item.file in ("", item.project) else f"\n{item.file}"
    return (
        str(item.n),
        f"{item.project}{file}\n{item.place}",
        f"{item.severity} {item.code}\n{item.problem}",
        item.found,
        item.expected,
        item.advice,
        item.source,
        "",
    )


def _table(
    letter: Letter, heads: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A table whose heading stands again on every page."""
    table = letter.add_table(rows=len(lines) + 1, cols=len(heads))
    table.style = letter.styles["Table Grid"]
    table.autofit = False
    for n, (row, texts) in enumerate(zip(table.rows, (heads, *lines), strict=True)):
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if n == 0:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _run(paragraph, text, size=9, font=_BODY, bold=n == 0)
