"""元 among 万元 in 项目资金: two amounts of one line that are some ten thousand times apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import exact_amount, percent
from zipingbiao.rulebook.rulebook import Rulebook

AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_FACTOR = Decimal(10_000)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class MoneySlip:
    """`large` and `small`: the fields of the two amounts; `suspect`: the one that a third amount speaks against, else ""."""

    line: FundLine
    large: str
    small: str
    suspect: str = ""

    def __str__(self) -> str:
        told = "与".join(f"{AMOUNTS[each]}{getattr(self.line, each)}" for each in (self.large, self.small))
        return f"{told}相差约一万倍，多半是元、万元混用"


def money_slip(line: FundLine, unit: str, rulebook: Rulebook) -> MoneySlip | None:
    """The slip of one line, if there is one.

    Far less spent than there was is no slip by itself: then the printed rate has to say that as good as all was spent.
    """
    known = {name: exact_amount(getattr(line, name), unit) for name in AMOUNTS}
    amounts = {name: value for name, value in known.items() if value is not None and value > 0}
    apart = [pair for pair in _pairs(amounts, rulebook) if _is_slip(pair, line, amounts, rulebook)]
    if not apart:
        return None
    large, small = apart[0]
    both = {large, small}
    others = [name for name in both if sum(name in pair for pair in apart) > 1]
    return MoneySlip(line, large, small, others[0] if len(others) == 1 else "")


def slip_of(form: Form, rulebook: Rulebook) -> MoneySlip | None:
    """The slip of 年度资金总额, by which a form's money can be in no sum."""
    line = form.fund(FundKind.TOTAL) or (form.funds[0] if len(form.funds) == 1 else None)
    return None if line is None else money_slip(line, form.amount_unit, rulebook)


def _pairs(amounts: dict[str, Decimal], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """The larger and the smaller of two amounts that are apart by as much as the rulebook calls a slip."""
    off, near = rulebook.table("indicator.unit_slip")
    for large, one in amounts.items():
        for small, other in amounts.items():
            times = one / other
            if off[0] <= times <= off[1] and near[0] <= times / _FACTOR <= near[1]:
                yield large, small


def _is_slip(pair: tuple[str, str], line: FundLine, amounts: dict[str, Decimal], rulebook: Rulebook) -> bool:
    if pair[1] != "executed":
        return True
    printed, near = percent(line.rate), rulebook.table("indicator.unit_slip")[1]
    truly = amounts["executed"] / amounts[pair[0]]
    return printed is not None and near[0] <= printed / _HUNDRED / (truly * _FACTOR) <= near[1]
