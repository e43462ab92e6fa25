"""The standard template 自评表模板.xlsx: the official layout on A4, with the working columns beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.package.gate import package_of
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.content import Columns, Content, Formula
from zipingbiao.workbook.write.indicator_path import levels_above, path_argument
from zipingbiao.workbook.write.other_parts import CALCULATION
from zipingbiao.workbook.write.unfilled_cells import (
    unfilled_fund_score,
    unfilled_grade,
    unfilled_rate,
    unfilled_row,
    unfilled_total,
)

SHEET, LISTS = "自评表", "字典"
FUND_KINDS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
#: Blank indicator rows of the template; a written form has as many as it needs.
BLANK_ROWS = 10

_WIDTHS = {"A": 5, "B": 9, "C": 10, "D": 27, "E": 13, "F": 13, "G": 6.5, "H": 7.5, "I": 8, "J": 9, "K": 8}
_WORK_WIDTHS = {"L": 2, "M": 11, "N": 9, "O": 9, "P": 20, "Q": 28, "R": 20, "S": 48}
_LAST = "K"
_FUND_HEAD, _FUND_FIRST = 5, 6
_GOAL_HEAD, _GOAL_TEXT = 10, 11
_ROW_HEAD, _ROW_FIRST = 12, 13
_YEAR, _GRADE = "$A$2", "N4"
_TOTAL = _ROW_FIRST + BLANK_ROWS
_THIN = Side(style="thin", color="000000")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WORK_SIDE = Side(style="hair", color="999999")
_WORK_FRAME = Border(left=_WORK_SIDE, right=_WORK_SIDE, top=_WORK_SIDE, bottom=_WORK_SIDE)
_WORK_FILL = PatternFill("solid", fgColor="F2F7FC")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_UPRIGHT = Alignment(horizontal="center", vertical="center", text_rotation=255)
_TEXT, _AMOUNT, _RATE, _POINTS, _WEIGHT = "@", "0.00", "0.00%", "0.00", "0.##;-0.##;0"

_FUND_COLUMNS = {
    "kind": ("C", "", "General", _LEFT),
    "initial_budget": ("E", "年初预算数", _AMOUNT, _CENTRE),
    "annual_budget": ("F", "全年预算数", _AMOUNT, _CENTRE),
    "executed": ("G", "全年执行数", _AMOUNT, _CENTRE),
    "weight": ("I", "分值", "General", _CENTRE),
    "rate": ("J", "执行率", _RATE, _CENTRE),
    "score": ("K", "得分", _POINTS, _CENTRE),
    "review": ("S", "审核", _TEXT, _LEFT),
}
_ROW_COLUMNS = {
    "level1": ("B", "一级指标", "General", _CENTRE),
    "level2": ("C", "二级指标", "General", _CENTRE),
    "level3": ("D", "三级指标", _TEXT, _LEFT),
    "target": ("E", "年度指标值", _TEXT, _CENTRE),
    "actual": ("F", "实际完成值", _TEXT, _CENTRE),
    "weight": ("G", "分值", "General", _CENTRE),
    "score": ("H", "得分", _POINTS, _CENTRE),
    "note": ("I", "偏差原因分析及改进措施", _TEXT, _LEFT),
    "state": ("M", "完成情况", "General", _CENTRE),
    "rule_deduction": ("N", "规则扣分", "0.##", _CENTRE),
    "deduction": ("O", "自行扣分", "0.##", _CENTRE),
    "reason": ("P", "扣分/偏差类型", _TEXT, _LEFT),
    "detail": ("Q", "补充说明", _TEXT, _LEFT),
    "evidence": ("R", "佐证材料", _TEXT, _LEFT),
    "review": ("S", "审核", _TEXT, _LEFT),
}
_LEVEL1 = ("产出指标", "成本指标", "效益指标", "满意度指标")
_LEVEL2 = (
    "数量指标", "质量指标", "时效指标", "经济成本指标", "社会成本指标", "生态环境成本指标",
    "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
)  # fmt: skip


def build_template(reasons: Sequence[str], execution_weight: str) -> bytes:
    """The template's bytes. `reasons`: the labels offered under 扣分/偏差类型; `execution_weight`: 分值 of the 执行率."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    _columns(sheet)
    _head(sheet)
    _funds(sheet)
    _goals(sheet)
    _indicators(sheet)
    _total(sheet)
    _signatures(sheet)
    _lists(workbook, reasons)
    _dropdowns(sheet, len(reasons))
    _names(workbook)
    _page(sheet)
    sheet[f"{_FUND_COLUMNS['weight'][0]}{_FUND_FIRST}"].value = float(execution_weight)
    # Nothing is computed when it is opened: what the formulas show is stored, and is right.
    workbook.calculation = CalcProperties(calcId=CALCULATION, fullCalcOnLoad=None)
    stream = io.BytesIO()
    workbook.save(stream)
    return apply_edits(package_of(stream.getvalue(), SHEET), _formulas())


def _put(
    sheet: Worksheet,
    area: str,
    value: str | None = None,
    *,
    alignment: Alignment = _CENTRE,
    number_format: str = "General",
    font: Font | None = None,
    working: bool = False,
) -> None:
    """Style an area, merge it if it has several cells, and set its value."""
    cells = sheet[area] if ":" in area else ((sheet[area],),)
    for row in cells:
        for cell in row:
            cell.border = _WORK_FRAME if working else _FRAME
            cell.alignment = alignment
            cell.number_format = number_format
            cell.font = font or Font(
                name="宋体", size=9 if working else 10, color="555555" if working else "000000"
            )
            cell.protection = Protection(locked=False)
            if working:
                cell.fill = _WORK_FILL
    if ":" in area:
        sheet.merge_cells(area)
    if value is not None:
        sheet[area.split(":")[0]].value = value


def _columns(sheet: Worksheet) -> None:
    for letter, width in (*_WIDTHS.items(), *_WORK_WIDTHS.items()):
        sheet.column_dimensions[letter].width = width + 0.71


def _head(sheet: Worksheet) -> None:
    sheet.merge_cells(f"A1:{_LAST}1")
    sheet.merge_cells(f"A2:{_LAST}2")
    for cell, size, bold, text in (("A1", 18, True, "项目支出绩效自评表"), ("A2", 11, False, "（    年度）")):
        sheet[cell].value = text
        sheet[cell].font = Font(name="宋体", size=size, bold=bold)
        sheet[cell].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32
    sheet.row_dimensions[2].height = 20
    for area, label in (("A3:B3", "项目名称"), ("A4:B4", "主管部门"), ("F4:G4", "实施单位")):
        _put(sheet, area, label)
    for area in (f"C3:{_LAST}3", "C4:E4", f"H4:{_LAST}4"):
        _put(sheet, area)
    for row in (3, 4):
        sheet.row_dimensions[row].height = 22
    _put(sheet, "M3", "项目编码", working=True)
    _put(sheet, "N3:P3", alignment=_LEFT, number_format=_TEXT, working=True)
    _put(sheet, "M4", "自评等级", working=True)
    _put(sheet, "N4:P4", alignment=_LEFT, working=True)


def _funds(sheet: Worksheet) -> None:
    last = _FUND_FIRST + len(FUND_KINDS) - 1
    _put(sheet, f"A{_FUND_HEAD}:B{last}", "项目资金\n（万元）")
    _put(sheet, f"C{_FUND_HEAD}:D{_FUND_HEAD}")
    sheet.row_dimensions[_FUND_HEAD].height = 20
    for row in range(_FUND_HEAD, last + 1):
        heading = row == _FUND_HEAD
        for key, (letter, label, number_format, alignment) in _FUND_COLUMNS.items():
            if key == "kind" and heading:
                continue
            area = {"C": f"C{row}:D{row}", "G": f"G{row}:H{row}"}.get(letter, f"{letter}{row}")
            text = label if heading else FUND_KINDS[row - _FUND_FIRST] if key == "kind" else None
            shown = "General" if heading else number_format
            _put(
                sheet,
                area,
                text,
                alignment=_CENTRE if heading else alignment,
                number_format=shown,
                working=letter > _LAST,
            )
        sheet.row_dimensions[row].height = 20
    _put(sheet, f"M{_FUND_HEAD}:R{_FUND_HEAD}", "资金说明", working=True)
    _put(sheet, f"M{_FUND_FIRST}:R{_FUND_FIRST}", alignment=_LEFT, number_format=_TEXT, working=True)


def _goals(sheet: Worksheet) -> None:
    _put(sheet, f"A{_GOAL_HEAD}:B{_GOAL_TEXT}", "年度总体\n目标")
    _put(sheet, f"C{_GOAL_HEAD}:F{_GOAL_HEAD}", "预期目标")
    _put(sheet, f"G{_GOAL_HEAD}:{_LAST}{_GOAL_HEAD}", "实际完成情况")
    _put(sheet, f"C{_GOAL_TEXT}:F{_GOAL_TEXT}", alignment=_LEFT, number_format=_TEXT)
    _put(sheet, f"G{_GOAL_TEXT}:{_LAST}{_GOAL_TEXT}", alignment=_LEFT, number_format=_TEXT)
    sheet.row_dimensions[_GOAL_HEAD].height = 20
    sheet.row_dimensions[_GOAL_TEXT].height = 75


def _indicators(sheet: Worksheet) -> None:
    _put(sheet, f"A{_ROW_HEAD}:A{_TOTAL - 1}", "绩效指标", alignment=_UPRIGHT)
    for row in range(_ROW_HEAD, _TOTAL):
        heading = row == _ROW_HEAD
        for key, (letter, label, number_format, alignment) in _ROW_COLUMNS.items():
            area = f"I{row}:{_LAST}{row}" if key == "note" else f"{letter}{row}"
            _put(
                sheet,
                area,
                label if heading else None,
                alignment=_CENTRE if heading else alignment,
                number_format="General" if heading else number_format,
                working=letter > _LAST,
            )
        sheet.row_dimensions[row].height = 30


def _total(sheet: Worksheet) -> None:
    _put(sheet, f"A{_TOTAL}:F{_TOTAL}", "总分")
    _put(sheet, f"G{_TOTAL}")
    _put(sheet, f"H{_TOTAL}", number_format=_POINTS)
    _put(sheet, f"I{_TOTAL}:{_LAST}{_TOTAL}", alignment=_LEFT, number_format=_TEXT)
    _put(sheet, f"M{_TOTAL}:R{_TOTAL}", "", working=True)
    _put(sheet, f"S{_TOTAL}", alignment=_LEFT, number_format=_TEXT, working=True)
    sheet.row_dimensions[_TOTAL].height = 22


def _signatures(sheet: Worksheet) -> None:
    font = Font(name="宋体", size=10)
    for row, texts in (
        (_TOTAL + 1, (("A", "填报人："), ("D", "审核人："), ("F", "负责人："), ("I", "（单位盖章）"))),
        (_TOTAL + 2, (("A", "联系电话："), ("D", "填报日期：    年  月  日"))),
    ):
        for letter, text in texts:
            sheet[f"{letter}{row}"].value = text
            sheet[f"{letter}{row}"].font = font
            sheet[f"{letter}{row}"].alignment = Alignment(horizontal="left", vertical="center")
        sheet.row_dimensions[row].height = 24


def _lists(workbook: Workbook, reasons: Iterable[str]) -> None:
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for column, (heading, values) in enumerate(
        (("扣分/偏差类型", reasons), ("一级指标", _LEVEL1), ("二级指标", _LEVEL2)), 1
    ):
        for row, value in enumerate((heading, *values), 1):
            lists.cell(row, column).value = value


def _dropdowns(sheet: Worksheet, reasons: int) -> None:
    span = f"{_ROW_FIRST}:{{}}{_TOTAL - 1}"
    for letter, source, title in (
        ("P", f"{LISTS}!$A$2:$A${reasons + 1}", "扣分/偏差类型"),
        ("B", f"{LISTS}!$B$2:$B${len(_LEVEL1) + 1}", "一级指标"),
        ("C", f"{LISTS}!$C$2:$C${len(_LEVEL2) + 1}", "二级指标"),
    ):
        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
        rule.promptTitle, rule.prompt, rule.showInputMessage = title, "可从列表中选，也可以自己写。", False
        sheet.add_data_validation(rule)
        rule.add(letter + span.format(letter))


def _names(workbook: Workbook) -> None:
    def cell(letter: str, top: int, bottom: int | None = None) -> str:
        below = f":${letter}${bottom}" if bottom else ""
        return f"'{SHEET}'!${letter}${top}{below}"

    places = {
        "title": cell("A", 1), "year": cell("A", 2), "name": cell("C", 3), "code": cell("N", 3),
        "department": cell("C", 4), "unit": cell("H", 4), "funds_note": cell("M", _FUND_FIRST),
        "goals.expected": cell("C", _GOAL_TEXT), "goals.actual": cell("G", _GOAL_TEXT),
        "total.weight": cell("G", _TOTAL), "total.score": cell("H", _TOTAL), "total.grade": cell("N", 4),
        "total.review": cell("S", _TOTAL),
    }  # fmt: skip
    named = {slots.SINGLE[field]: place for field, place in places.items()}
    fund_last = _FUND_FIRST + len(FUND_KINDS) - 1
    named |= {slots.FUNDS[key]: cell(spec[0], _FUND_FIRST, fund_last) for key, spec in _FUND_COLUMNS.items()}
    named |= {
        slots.INDICATORS[key]: cell(spec[0], _ROW_FIRST, _TOTAL - 1) for key, spec in _ROW_COLUMNS.items()
    }
    named |= {slots.RULEBOOK: '"cn"', slots.RULEBOOK_VERSION: '""'}
    for name, target in sorted(named.items()):
        workbook.defined_names[name] = DefinedName(name, attr_text=target)


def _formulas() -> Iterator[Edit]:
    """Every cell that is computed, with the nothing that it shows until its row is filled."""
    rows = Columns({field: spec[0] for field, spec in _ROW_COLUMNS.items()}, _ROW_FIRST)
    funds = Columns({field: spec[0] for field, spec in _FUND_COLUMNS.items()}, _FUND_FIRST)
    cells: dict[str, Content] = {}
    for i in range(len(FUND_KINDS)):
        cells[funds.at("rate", i)] = unfilled_rate(funds, i)
    cells[funds.at("score", 0)] = unfilled_fund_score(funds, 0)
    for i in range(BLANK_ROWS):
        argument = path_argument(levels_above(rows, i), rows.at("level3", i))
        cells |= {
            rows.at(field, i): content for field, content in unfilled_row(rows, i, argument, _YEAR).items()
        }
    total = unfilled_total(rows, BLANK_ROWS, (funds.at("weight", 0), funds.at("score", 0)))
    score = f"{rows.letters['score']}{_TOTAL}"
    cells |= {
        f"{rows.letters['weight']}{_TOTAL}": total["total.weight"],
        score: total["total.score"],
        _GRADE: unfilled_grade(score),
    }
    for cell, content in cells.items():
        assert isinstance(content, Formula)
        yield Edit(EditKind.FORMULA, SHEET, cell, None, f"={content.formula}", content.cached)


def _page(sheet: Worksheet) -> None:
    sheet.print_area = f"A1:{_LAST}{_TOTAL + 2}"
    sheet.print_title_rows = f"{_ROW_HEAD}:{_ROW_HEAD}"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "portrait", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.freeze_panes = None
