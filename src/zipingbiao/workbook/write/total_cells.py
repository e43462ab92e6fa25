"""What stands in the cells of 总分."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zipingbiao.form.model import is_blank
from zipingbiao.form.money import number, plain
from zipingbiao.scoring.lowered import why_lowered
from zipingbiao.workbook.write.content import Columns, Content, Formula, Number, Text, figure, plain_content
from zipingbiao.workbook.write.fund_cells import money_row
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.row_groups import continues
from zipingbiao.workbook.write.unfilled_cells import unfilled_grade, unfilled_total


def totals(
    filled: FilledForm, rows: Columns, funds: Columns, total_cell: str = "", *, formulas: bool
) -> dict[str, Content]:
    """总分: native formulas, so that a PC without the add-in still adds up. `total_cell`: where its 得分 stands."""
    form, scored = filled.form, filled.scored
    execution = scored.execution
    weights = [number(row.weight) for row in form.indicators if not continues(row, "weight")]
    scores = [
        row.score if row.reported is None else row.reported
        for row, indicator in zip(scored.rows, form.indicators, strict=True)
        if not continues(indicator, "score")
    ]
    money = money_row(form)
    if execution.weight is not None and money is not None:
        printed = form.funds[money].weight
        weights.append(execution.weight if is_blank(printed) else number(printed))
        scores.append(execution.score)
    content: dict[str, Content] = {
        "total.weight": _sum("weight", weights, scored.weights, form.total.weight, filled, rows, funds),
        "total.score": _sum("score", scores, scored.total, form.total.score, filled, rows, funds),
        "total.grade": Text(form.total.grade or scored.grade or ""),
    }
    if not formulas:
        return {field: plain_content(each) for field, each in content.items()}
    return content | _unfilled(filled, rows, funds, total_cell)


def _unfilled(filled: FilledForm, rows: Columns, funds: Columns, total_cell: str) -> dict[str, Content]:
    """What shows a total as soon as there is one; none where a total was printed."""
    form, scored = filled.form, filled.scored
    if scored.total is not None or not is_blank(form.total.score) or not rows.has(("weight", "score")):
        return {}
    money = money_row(form) if scored.execution.weight is not None else None
    if money is not None and not funds.has(("weight", "score")):
        return {}
    scoring = () if money is None else (funds.at("weight", money), funds.at("score", money))
    cells = {"total.score": unfilled_total(rows, len(form.indicators), scoring)["total.score"]}
    if total_cell and not form.total.grade:
        cells["total.grade"] = unfilled_grade(total_cell)
    return cells


def _sum(
    field: str,
    parts: Iterable[Decimal | None],
    total: Decimal | None,
    printed: str,
    filled: FilledForm,
    rows: Columns,
    funds: Columns,
) -> Content:
    """The sum as a formula where the cells add up to `total`, else as a constant; as printed where there is none."""
    if total is None:
        return figure(printed)
    added = sum((part for part in parts if part is not None), Decimal(0))
    digits = format(total, "f")
    if added != total:
        return Number(digits, f"{_how(field, filled)}；表内各格相加为{plain(added)}。")
    money = money_row(filled.form) if filled.scored.execution.weight is not None else None
    if field not in rows.letters or (money is not None and field not in funds.letters):
        return Number(digits)
    span = f"{rows.at(field, 0)}:{rows.at(field, len(filled.form.indicators) - 1)}"
    more = f",{funds.at(field, money)}" if money is not None else ""
    return Formula(f"ROUND(SUM({span}{more}),2)", digits)


def _how(field: str, filled: FilledForm) -> str:
    scored = filled.scored
    return (
        why_lowered(scored, scored.added)
        if field == "score" and scored.added != scored.total
        else "按计分结果合计"
    )
