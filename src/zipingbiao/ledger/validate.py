"""What the cells of a ledger may hold: figures that are figures, fund rows and units that are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from zipingbiao.form.model import FundKind, fund_kind
from zipingbiao.form.money import number, percent
from zipingbiao.ledger.columns import Kind, ledger_layout
from zipingbiao.ledger.fault import Fault
from zipingbiao.ledger.table import Table

Complaint = tuple[str, str]


def value_faults(table: Table, file: str, wrong: Collection[tuple[int, str]]) -> Iterator[Fault]:
    """Faults of single cells. `wrong`: cells that are told already (row, heading)."""
    for column in table.layout.columns:
        judge = _JUDGES.get(column.kind)
        if judge is None or column.field not in table.columns:
            continue
        heading = table.columns[column.field][1]
        texts = table.frame[column.field]
        for row, text in texts[texts != ""].items():
            complaint = judge(text)
            if complaint is not None and (row, heading) not in wrong:
                yield table.fault(file, int(str(row)), column.field, text, *complaint)


def kind_faults(funds: Table, file: str) -> Iterator[Fault]:
    """资金类别 that no row of 项目资金 has."""
    if "kind" not in funds.columns:
        return
    known = "、".join(ledger_layout().lists["funds"])
    for row, text in funds.frame["kind"].items():
        if fund_kind(text) is FundKind.UNKNOWN:
            found = "不是已知的资金类别" if text else "缺少资金类别"
            yield funds.fault(file, int(str(row)), "kind", text, found, f"请填 {known} 之一。")


def repeated_kind_faults(funds: Table, projects: Iterable[Sequence[int]], file: str) -> Iterator[Fault]:
    """The same 资金类别 twice in one project; `projects`: the rows of each. Both rows are kept."""
    kinds = funds.frame["kind"].str.strip()
    for rows in projects:
        own = kinds.loc[list(rows)]
        for row in own.index[(own != "") & own.duplicated()]:
            found = "在同一个项目里出现不止一次"
            yield funds.fault(
                file, int(row), "kind", str(own.at[row]), found, "请合并为一行，或改正资金类别。"
            )


def unit_faults(projects: Table, funds: Table, file: str) -> Iterator[Fault]:
    """金额单位 of a project that is not the one the headings of the amounts state."""
    stated = funds.money_units
    if len(stated) > 1:
        yield Fault(
            file,
            funds.sheet,
            f"各列的金额单位不一致（{'、'.join(stated)}）",
            "请统一成一个单位，并换算金额。",
        )
        return
    for row, text in projects.frame["amount_unit"].items():
        if stated and text.strip() in {*ledger_layout().lists["units"]} - set(stated):
            found = f"与“{funds.sheet}”表列名里的金额单位（{stated[0]}）不一致"
            yield projects.fault(file, int(str(row)), "amount_unit", text, found, "请改成一致，并核对金额。")


def reason_remarks(indicators: Table, file: str, known: Collection[str]) -> Iterator[Fault]:
    """扣分/偏差类型 that is none of the known labels; kept as typed."""
    if "reason" not in indicators.columns or not known:
        return
    reasons = indicators.frame["reason"]
    for row, text in reasons[(reasons != "") & ~reasons.str.strip().isin(list(known))].items():
        yield indicators.fault(
            file,
            int(str(row)),
            "reason",
            text,
            "不在扣分/偏差类型的列表里",
            "请从下拉里选一种，没有合适的就空着。",
        )


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
    units = ledger_layout().lists["units"]
    return (
        None
        if text.strip() in units
        else ("不是可用的金额单位", f"请填{'或'.join(units)}，并把金额换算成这个单位。")
    )


_JUDGES: dict[Kind, Callable[[str], Complaint | None]] = {
    Kind.NUMBER: _number,
    Kind.RATE: _rate,
    Kind.UNIT: _unit,
}
