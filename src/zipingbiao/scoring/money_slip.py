"""元 among 万元 in 项目资金: two amounts of one line some ten thousand times apart, or all of them in 元 under 万元."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import YUAN_PER_WAN, exact_amount, number, percent, plain
from zipingbiao.form.quantity.readings import Number
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ScoredForm

AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
#: The unit that an amount was written in where it is ten thousand times off.
_OTHER = {"万元": "元", "元": "万元"}
_HUNDRED = Decimal(100)


@record(frozen=True, slots=True)
class MoneySlip:
    """`large` and `small`: the fields of the amounts on either side of the ten thousand times."""

    line: FundLine
    large: tuple[str, ...]
    small: tuple[str, ...]

    def __str__(self) -> str:
        return f"{_listed(self.line, self.large)}与{_listed(self.line, self.small)}相差约一万倍，多半是元、万元混用"


def _listed(line: FundLine, fields: Iterable[str]) -> str:
    return "、".join(f"{AMOUNTS[field]}{getattr(line, field)}" for field in fields)


@record(frozen=True, slots=True)
class OtherUnit:
    """Amounts of 年度资金总额 written in `unit`, not in that of the heading: costs of the form tell. `amounts`: field and cost in 万元."""

    line: FundLine
    unit: str
    heading: str
    amounts: tuple[tuple[str, Decimal], ...]

    def __str__(self) -> str:
        told = _listed(self.line, [field for field, _ in self.amounts])
        costs = "、".join(dict.fromkeys(f"{plain(cost)}万元" for _, cost in self.amounts))
        return f"{told}好像是按{self.unit}填的：成本指标写{costs}，本栏的单位是{self.heading}，相差一万倍"


@lru_cache(maxsize=256)
def money_slip(line: FundLine, unit: str, rulebook: Rulebook) -> MoneySlip | None:
    """The slip of one line, if there is one.

    Far less spent than there was is no slip by itself: then the printed rate has to say that as good as all was spent.
    """
    known = {name: exact_amount(getattr(line, name), unit) for name in AMOUNTS}
    amounts = {name: value for name, value in known.items() if value is not None and value > 0}
    apart = [pair for pair in _pairs(amounts, rulebook) if _is_slip(pair, line, amounts, rulebook)]
    if not apart:
        return None
    large = tuple(dict.fromkeys(pair[0] for pair in apart))
    small = tuple(dict.fromkeys(pair[1] for pair in apart if pair[1] not in large))
    return MoneySlip(line, large, small)


def slip_of(form: Form, rulebook: Rulebook) -> MoneySlip | None:
    """The slip of 年度资金总额, by which a form's money can be in no sum."""
    line = form.fund(FundKind.TOTAL) or (form.funds[0] if len(form.funds) == 1 else None)
    return None if line is None else money_slip(line, form.amount_unit, rulebook)


def other_unit(scored: ScoredForm) -> OtherUnit | None:
    """Amounts that are a cost of the form ten thousand times too large or too small; one that names its unit says itself what it is."""
    form, rulebook = scored.form, scored.rulebook
    line, unit = form.fund(FundKind.TOTAL), _OTHER.get(form.amount_unit)
    if line is None or unit is None or slip_of(form, rulebook) is not None:
        return None
    costs, near = list(_costs(scored)), rulebook.number("amount.half_width")
    found: list[tuple[str, Decimal]] = []
    for field in AMOUNTS:
        text = getattr(line, field)
        value = exact_amount(text, unit) if number(text) else None
        same = next((cost for cost in costs if value is not None and abs(value - cost) <= near), None)
        if same is not None:
            found.append((field, same))
    return OtherUnit(line, unit, form.amount_unit, tuple(found)) if found else None


def money_doubt(scored: ScoredForm) -> str:
    """Why the money of a form can be in no sum; "" where it can."""
    doubt = slip_of(scored.form, scored.rulebook) or other_unit(scored)
    return "" if doubt is None else str(doubt)


def _costs(scored: ScoredForm) -> Iterator[Decimal]:
    """Targets and actuals of 成本指标 in 万元."""
    for indicator, row in zip(scored.form.indicators, scored.rows, strict=True):
        if "成本" not in indicator.level1 + indicator.level2:
            continue
        for side in (row.target, row.actual):
            if isinstance(side, Number) and side.unit.name == "万元" and not side.unit.per and side.value:
                yield side.value


def _pairs(amounts: dict[str, Decimal], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """The larger and the smaller of two amounts that are apart by as much as the rulebook calls a slip."""
    off, near = rulebook.table("indicator.unit_slip")
    for large, one in amounts.items():
        for small, other in amounts.items():
            times = one / other
            if off[0] <= times <= off[1] and near[0] <= times / YUAN_PER_WAN <= near[1]:
                yield large, small


def _is_slip(pair: tuple[str, str], line: FundLine, amounts: dict[str, Decimal], rulebook: Rulebook) -> bool:
    if pair[1] != "executed":
        return True
    printed, near = percent(line.rate), rulebook.table("indicator.unit_slip")[1]
    truly = amounts["executed"] / amounts[pair[0]]
    return printed is not None and near[0] <= printed / _HUNDRED / (truly * YUAN_PER_WAN) <= near[1]
