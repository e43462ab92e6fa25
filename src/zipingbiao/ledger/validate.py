"""What the cells of a ledger may hold: figures that are figures, fund rows and units that are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from zipingbiao.form.model import Form, FundKind, fund_kind, fund_share
from zipingbiao.form.money import MONEY_UNITS, number, percent
from zipingbiao.form.serial_dates import lost_date, said_as_date, serial_date
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.faults import Fault
from zipingbiao.ledger.layout import Kind, ledger_layout
from zipingbiao.ledger.rows import Row

Complaint = tuple[str, str]
Judge = Callable[[str], Complaint | None]


def judged(columns: Columns) -> tuple[tuple[str, Judge], ...]:
    """The fields of a sheet that hold figures, rates or units, each with what judges its texts."""
    return tuple(
        (column.field, _JUDGES[column.kind])
        for column in columns.layout.columns
        if column.kind in _JUDGES and column.field in columns.at
    )


def value_faults(row: Row, columns: Columns, fields: Iterable[tuple[str, Judge]]) -> Iterator[Fault]:
    """Faults of single cells; one that is told already is not told twice."""
    for field, judge in fields:
        text = row.texts[field]
        complaint = judge(text) if text else None
        if complaint is not None and field not in row.unusable:
            yield columns.fault(row.number, field, text, *complaint)


def kind_faults(row: Row, funds: Columns) -> Iterator[Fault]:
    """资金类别 that no row of 项目资金 has, and that says of no level of government whose money it is."""
    text = row.texts["kind"]
    if "kind" in funds.at and fund_kind(text) is FundKind.UNKNOWN and not fund_share(text):
        known = "、".join(ledger_layout().lists["funds"])
        found = "不是已知的资金类别" if text else "缺少资金类别"
        yield funds.fault(row.number, "kind", text, found, f"请填 {known} 之一。")


def repeated_kind(row: Row, funds: Columns) -> Fault:
    """The same 资金类别 twice in one project. Both rows are kept."""
    found = "在同一个项目里出现不止一次"
    return funds.fault(row.number, "kind", row.texts["kind"].strip(), found, "请合并为一行，或改正资金类别。")


def heading_unit_faults(funds: Columns) -> Iterator[Fault]:
    """Headings of amounts that state different units."""
    stated = funds.money_units
    if len(stated) > 1:
        found = f"各列的金额单位不一致（{'、'.join(stated)}）"
        yield Fault(funds.file, funds.sheet, found, "请统一成一个单位，并换算金额。")


def unit_faults(row: Row, projects: Columns, funds: Columns) -> Iterator[Fault]:
    """金额单位 of a project that is not the one the headings of the amounts state."""
    stated, text = funds.money_units, row.texts["amount_unit"]
    if len(stated) == 1 and text.strip() in set(MONEY_UNITS) - set(stated):
        found = f"与“{funds.sheet}”表列名里的金额单位（{stated[0]}）不一致"
        yield projects.fault(row.number, "amount_unit", text, found, "请改成一致，并核对金额。")


def reason_remarks(row: Row, indicators: Columns, known: Collection[str]) -> Iterator[Fault]:
    """扣分/偏差类型 that is none of the known labels; kept as typed."""
    text = row.texts["reason"]
    if known and text and "reason" in indicators.at and text.strip() not in known:
        yield indicators.fault(
            row.number, "reason", text, "不在扣分/偏差类型的列表里", "请从下拉里选一种，没有合适的就空着。"
        )


def year_faults(row: Row, projects: Columns) -> Iterator[Fault]:
    """年度 in which no year can be read: dates without a year would be read in none."""
    text = row.texts["year"]
    if text and Form(year=text).evaluated_year is None:
        stood = serial_date(text)
        found = (
            "认不出是哪一年"
            if stood is None
            else f"是 Excel 日期（{said_as_date(stood)}）失去格式后的数，不是年度"
        )
        yield projects.fault(row.number, "year", text, found, "请写成 2024年度 这样。")


def lost_date_faults(row: Row, indicators: Columns) -> Iterator[Fault]:
    """A figure beside a date that is a date itself, without its format."""
    sides = {"target": row.texts["target"], "actual": row.texts["actual"]}
    for field, other in (("target", "actual"), ("actual", "target")):
        stood = lost_date(sides[field], f"{sides[other]}{row.texts['level3']}")
        if stood is not None:
            found = f"像是 Excel 日期（{said_as_date(stood)}）失去格式后的数"
            yield indicators.fault(row.number, field, sides[field], found, f"请写成 {said_as_date(stood)}。")


def _number(text: str) -> Complaint | None:
    value = number(text)
    if value is None:
        return "不是数字", "请只写阿拉伯数字，不带单位、百分号和文字，如 10 或 200.25。"
    return ("是负数", "金额、分值、得分和扣分不能为负，请核对。") if value < 0 else None


def _rate(text: str) -> Complaint | None:
    value = percent(text)
    if value is None:
        return "不是执行率", "请写百分数，如 99.44%，或空着由程序计算。"
    return ("是负数", "执行率不能为负，请核对。") if value < 0 else None


def _unit(text: str) -> Complaint | None:
    if text.strip() in MONEY_UNITS:
        return None
    units = ledger_layout().lists["units"]
    return "不是可用的金额单位", f"请填{'或'.join(units)}，并把金额换算成这个单位。"


_JUDGES: dict[Kind, Judge] = {
    Kind.NUMBER: _number,
    Kind.RATE: _rate,
    Kind.UNIT: _unit,
}
