"""退回意见.docx: the letter as a Word document on A4 across; what to do is said once a rule, the grounds stand at the end."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Letter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zipingbiao import __version__
from zipingbiao.checks.labels import GROUPS
from zipingbiao.package.own_output import category_of
from zipingbiao.report.letter.beside import Beside, Told
from zipingbiao.report.letter.opinion import Opinion, Section
from zipingbiao.report.letter.plain import Item, Lot
from zipingbiao.report.rows_xml import without_control

_BODY, _HEAD = "仿宋", "黑体"
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
_TWIPS = 567  # a centimetre
_FORM_WIDTHS = (1.2, 12.4, 2.0, 1.8, 3.2, 1.5, 1.7, 2.5)
_ITEM_HEADS = ("序号", "项目", "位置、编号", "问题", "填报", "应为", "整改情况")
_ITEM_WIDTHS = (1.1, 4.3, 2.4, 9.3, 3.1, 3.1, 3.0)
_TOLD_WIDTHS = (6.5, 6.5, 13.3)
_SCORED_WIDTHS = (5.6, 2.2, 6.5, 1.5, 1.5, 1.5, 7.5)


def opinion_document(opinion: Opinion) -> bytes:
    """The letter of one unit."""
    letter = Document()
    letter.core_properties.category = category_of("退回意见")
    letter.core_properties.version = __version__
    _page(letter)
    _line(letter, opinion.title, size=18, font=_HEAD, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(letter, opinion.addressee, bold=True)
    for text in opinion.paragraphs:
        _line(letter, text, indent=True)
    n = _beside(letter, opinion.beside, _forms(letter, opinion, 0))
    for section in opinion.sections:
        n = _section(letter, section, n)
    _line(letter, "")
    for text in opinion.closing:
        _line(letter, text, indent=True)
    for text in opinion.signature:
        _line(letter, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if opinion.annex.lots:
        _heading(letter, f"附：{opinion.annex.heading}（{len(opinion.annex.items)}条）")
        _items(letter, opinion.annex)
    if opinion.notes:
        _heading(letter, "依据")
        for number, ground in enumerate(opinion.notes, 1):
            _line(letter, f"〔{number}〕{ground}", size=9)
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def _page(letter: Letter) -> None:
    section = letter.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _numbered(letter: Letter, n: int, text: str) -> int:
    _heading(letter, f"{_NUMERALS[n]}、{text}")
    return n + 1


def _heading(letter: Letter, text: str) -> None:
    paragraph = _line(letter, text, size=13, font=_HEAD)
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


def _forms(letter: Letter, opinion: Opinion, n: int) -> int:
    if not opinion.forms:
        return n
    lines = [
        (
            str(k),
            f"{form.name}\n（{form.file}）" if form.file else form.name,
            *map(str, form.counts),
            str(form.waived),
            form.verdict,
        )
        for k, form in enumerate(opinion.forms, 1)
    ]
    after = _numbered(letter, n, "项目")
    _table(letter, ("序号", "项目", *GROUPS.values(), "提示", "已豁免", "结论"), lines, _FORM_WIDTHS)
    return after


def _beside(letter: Letter, beside: Beside, n: int) -> int:
    """What has to be said before the findings."""
    if beside.unread:
        n = _numbered(letter, n, f"没有读出或没有读全的文件（{len(beside.unread)}个）")
        _told(letter, ("文件", "", "原因和办法"), beside.unread)
    if beside.missing:
        n = _numbered(letter, n, f"应报未报（{len(beside.missing)}个）")
        for text in beside.missing:
            _line(letter, text, indent=True)
    if beside.late:
        n = _numbered(letter, n, f"上次退回、没有重报（{len(beside.late)}张）")
        for text in beside.late:
            _line(letter, text, indent=True)
    if beside.drafts:
        n = _numbered(letter, n, f"报来几稿、请写明以哪一稿为准（{len(beside.drafts)}个）")
        _told(letter, ("项目", "文件", "情况"), beside.drafts)
    if beside.changed:
        n = _numbered(letter, n, f"批复内容被改动（{len(beside.changed)}处），请恢复批复的内容")
        _told(letter, ("项目", "位置", "改动"), beside.changed)
    if beside.hidden:
        n = _numbered(letter, n, f"内容删空或无法判断、问题随之消失（{len(beside.hidden)}条），请补填并说明")
        _told(letter, ("项目", "情况", "原问题"), beside.hidden)
    if beside.reviewed:
        n = _numbered(letter, n, "复核意见")
        lines = [
            (each.project, each.place, each.label, each.weight, each.own, each.reviewed, each.opinion)
            for each in beside.reviewed
        ]
        _table(letter, ("项目", "位置", "内容", "分值", "自评", "复核", "复核意见"), lines, _SCORED_WIDTHS)
    return n


def _told(letter: Letter, heads: Sequence[str], told: Iterable[Told]) -> None:
    _table(letter, heads, [(each.project, each.place, each.text) for each in told], _TOLD_WIDTHS)


def _section(letter: Letter, section: Section, n: int) -> int:
    after = _numbered(letter, n, f"{section.heading}（{len(section.items)}条）")
    if section.lead:
        _line(letter, section.lead, indent=True)
    _items(letter, section)
    return after


def _items(letter: Letter, section: Section) -> None:
    """A line across the table says a rule once, with what to do; its findings follow, project by project."""
    lines: list[tuple[str, ...]] = []
    for lot in section.lots:
        lines.append((_said_once(lot),))
        project = None
        for item in lot.items:
            lines.append(_texts(item, same=(item.project, item.file) == project))
            project = (item.project, item.file)
    _table(letter, _ITEM_HEADS, lines, _ITEM_WIDTHS)


def _said_once(lot: Lot) -> str:
    count = f"（{len(lot.items)}处）" if len(lot.items) > 1 else ""
    return f"{lot.severity} {lot.code} {lot.title}{count}〔{lot.note}〕　怎么办：{lot.advice}"


def _texts(item: Item, *, same: bool) -> tuple[str, ...]:
    fault = f"【{item.remark}】{item.fault}" if item.remark else item.fault
    project = "同上" if same else item.project
    return (str(item.n), project, f"{item.place}\n{item.id}", fault, item.found, item.expected, "")


def _table(
    letter: Letter, heads: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A table whose heading stands again on every page; a line of one text goes across.

    Written as XML: python-docx looks for the cells of a row by walking the whole table.
    """
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    rows = "".join(_row(line, widths, head=n == 0) for n, line in enumerate((heads, *lines)))
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    letter.element.body.sectPr.addprevious(parse_xml(xml))


def _row(texts: Sequence[str], widths: Sequence[float], *, head: bool) -> str:
    across = len(texts) == 1
    header = "<w:tblHeader/>" if head else ""
    spans = [sum(widths)] if across else widths
    cells = "".join(
        _cell(text, width, len(widths) if across else 1, bold=head or across)
        for text, width in zip(texts, spans, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: float, span: int, *, bold: bool) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    keep = "<w:keepNext/>" if span > 1 else ""
    look = f'<w:rFonts w:ascii="{_BODY}" w:hAnsi="{_BODY}" w:eastAsia="{_BODY}"/>{"<w:b/>" if bold else ""}<w:sz w:val="18"/>'
    said = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, without_control(text).split("\n")))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>{merged}</w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:after="0"/></w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'
    )
