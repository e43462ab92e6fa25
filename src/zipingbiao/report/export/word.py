"""The official 项目支出绩效自评表 as a Word document on A4 across, a form a page or more; read back it is the same form."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from zipingbiao import __version__
from zipingbiao.form.model import Form, Indicator, is_blank
from zipingbiao.package.own_output import WORD_FORM, category_of
from zipingbiao.package.sealed import without_times
from zipingbiao.report.rows_xml import without_control
from zipingbiao.workbook.write.money_lines import with_official_lines
from zipingbiao.workbook.write.printed.note import NOTE_LABEL

#: The widths of the eleven columns of the official layout, in centimetres.
_WIDTHS = (1.2, 2.0, 2.3, 5.6, 2.6, 2.6, 1.5, 1.6, 1.8, 2.1, 2.7)
_LAST = len(_WIDTHS)
_TWIPS = 567
_FONT, _HEAD = "宋体", "黑体"
_DASH = "-"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell over `span` columns. `merge`: restart or continue, of a cell over several rows."""

    text: str
    span: int = 1
    merge: str = ""
    align: str = "center"
    bold: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[tuple[_Cell, ...]] = field(default_factory=list)
    #: Rows that stand again on the next page.
    heading: int = -1


def word_document(forms: Sequence[Form]) -> bytes:
    """All forms in one document; the same forms give the same bytes."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.6)
    for n, form in enumerate(forms):
        _line(document, form.title or "项目支出绩效自评表", 18, _HEAD, new_page=n > 0)
        year = form.year.strip().strip("（）()")
        if year:
            _line(document, f"（{year}）", 12, _FONT)
        # Word wants a paragraph behind a table; this one is as small as can be.
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(_table_xml(_table(with_official_lines(form))))
        )
        document.add_paragraph().paragraph_format.line_spacing = Pt(1)
        for text in form.below.splitlines():
            _line(document, text, 10.5, _FONT, left=True)
    document.core_properties.category = category_of(WORD_FORM)
    document.core_properties.version = __version__
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _line(
    document: object, text: str, size: float, font: str, *, new_page: bool = False, left: bool = False
) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    if new_page:
        paragraph.add_run().add_break(WD_BREAK.PAGE)
    run = paragraph.add_run(without_control(text))
    run.font.size, run.font.name = Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(form: Form) -> _Table:
    table = _Table()
    table.rows += _head(form)
    table.rows += _money(form)
    table.rows += _goals(form)
    table.heading = len(table.rows)
    table.rows += _indicators(form)
    note = _funds_note(form)
    table.rows.append(
        (
            _Cell("总分", 6, bold=True),
            _Cell(form.total.weight),
            _Cell(form.total.score, bold=True),
            _Cell(f"{NOTE_LABEL}{note}" if note else "", 3, align="left"),
        )
    )
    return table


def _head(form: Form) -> Iterator[tuple[_Cell, ...]]:
    if form.code:
        yield (
            _Cell("项目名称", 2),
            _Cell(form.name, 3, align="left"),
            _Cell("项目编码", 2),
            _Cell(form.code, 4, align="left"),
        )
    else:
        yield _Cell("项目名称", 2), _Cell(form.name, 9, align="left")
    yield (
        _Cell("主管部门", 2),
        _Cell(form.department, 3, align="left"),
        _Cell("实施单位", 2),
        _Cell(form.unit, 4, align="left"),
    )


def _money(form: Form) -> Iterator[tuple[_Cell, ...]]:
    labels = ("年初预算数", "全年预算数", "全年执行数")
    label = f"项目资金\n（{form.amount_unit}）"
    headings = (*(_Cell(each) for each in labels[:2]), _Cell(labels[2], 2))
    yield (
        _Cell(label, 2, "restart"),
        _Cell("", 2),
        *headings,
        _Cell("分值"),
        _Cell("执行率"),
        _Cell("得分"),
    )
    for line in form.funds:
        yield (
            _Cell("", 2, "continue"),
            _Cell(line.kind, 2, align="left"),
            _Cell(line.initial_budget or _DASH),
            _Cell(line.annual_budget or _DASH),
            _Cell(line.executed or _DASH, 2),
            _Cell(line.weight or _DASH),
            _Cell(line.rate or _DASH),
            _Cell(line.score or _DASH),
        )


def _goals(form: Form) -> Iterator[tuple[_Cell, ...]]:
    yield _Cell("年度总体目标", 2, "restart"), _Cell("预期目标", 4), _Cell("实际完成情况", 5)
    yield (
        _Cell("", 2, "continue"),
        _Cell(form.goals.expected, 4, align="left"),
        _Cell(form.goals.actual, 5, align="left"),
    )


def _indicators(form: Form) -> Iterator[tuple[_Cell, ...]]:
    labels = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    yield (
        _Cell("绩效指标", 1, "restart"),
        *(_Cell(each, bold=True) for each in labels),
        _Cell("偏差原因分析及改进措施", 3, bold=True),
    )
    rows = form.indicators
    for i, row in enumerate(rows):
        before = rows[i - 1] if i else None
        after = rows[i + 1] if i + 1 < len(rows) else None
        yield (
            _Cell("", 1, "continue"),
            _level(row, before, after, ("level1",)),
            _level(row, before, after, ("level1", "level2")),
            _Cell(row.level3, align="left", merge=_merge("level3", row, after)),
            _Cell(row.target.text, merge=_merge("target", row, after)),
            _Cell(row.actual.text, merge=_merge("actual", row, after)),
            _Cell(row.weight, merge=_merge("weight", row, after)),
            _Cell(row.score, merge=_merge("score", row, after)),
            _Cell(row.note, 3, _merge("note", row, after), align="left"),
        )


def _merge(name: str, row: Indicator, after: Indicator | None) -> str:
    """Whether the cell of a field goes over several rows, as it was read."""
    if name in row.merged:
        return "continue"
    return "restart" if after is not None and name in after.merged else ""


def _level(
    row: Indicator, before: Indicator | None, after: Indicator | None, names: tuple[str, ...]
) -> _Cell:
    """一级 and 二级指标 of neighbouring rows are one cell."""

    def same(other: Indicator | None) -> bool:
        return other is not None and all(getattr(row, name) == getattr(other, name) for name in names)

    text = getattr(row, names[-1])
    if text and same(before):
        return _Cell("", merge="continue")
    return _Cell(text, merge="restart" if text and same(after) else "")


def _funds_note(form: Form) -> str:
    noted = [line for line in form.funds if not is_blank(line.note)]
    return noted[0].note if len(noted) == 1 else "；".join(f"{line.kind}：{line.note}" for line in noted)


def _table_xml(table: _Table) -> str:
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in _WIDTHS)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row_xml(row, heading=n == table.heading) for n, row in enumerate(table.rows))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{round(sum(_WIDTHS) * _TWIPS)}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(cells: Sequence[_Cell], *, heading: bool) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    out, column = [], 0
    for cell in cells:
        width = round(sum(_WIDTHS[column : column + cell.span]) * _TWIPS)
        column += cell.span
        out.append(_cell_xml(cell, width))
    assert column == _LAST, cells
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(out)}</w:tr>"


def _cell_xml(cell: _Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    properties = (
        f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    )
    paragraphs = "".join(_paragraph_xml(line, cell) for line in without_control(cell.text).split("\n"))
    return f"<w:tc>{properties}{paragraphs}</w:tc>"


def _paragraph_xml(text: str, cell: _Cell) -> str:
    bold = "<w:b/>" if cell.bold else ""
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}"/>'
    run = (
        f'<w:r><w:rPr>{fonts}{bold}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if text
        else ""
    )
    return f'<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="{cell.align}"/></w:pPr>{run}</w:p>'
