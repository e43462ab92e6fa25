"""The facts of one indicator row, as texts a template can print. Numbers come from the form, or are its differences."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from zipingbiao.deviation.rows import Kind
from zipingbiao.deviation.thresholds import Thresholds
from zipingbiao.form.model import Indicator
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Comparator, Moment, Number, Range, Reading
from zipingbiao.narrative.variables import Value
from zipingbiao.scoring.result import Hint, RowScore, State

_HUNDRED = Decimal(100)
#: A longer cell is a description; a note points at it instead of repeating it.
_MAX_PRINTED = 40
_MULTIPLIERS = {Decimal(10**4): "万", Decimal(10**8): "亿"}
#: `完成时间为2022年12月30日`: what a date is of, said again before it.
_OF_A_DATE = re.compile(r"^[一-鿿]{0,8}(?:时间|期限|日期|时限)(?:[为是在于]|不晚于)?\s*[:：]?\s*(?=\d)")
#: What stands behind the deadline, up to the end of its clause.
_DUE = re.compile(r"[一-鿿]{2,12}(?=[，,。；;]|$)")
_UPPER = (Comparator.LE, Comparator.LT)
_NO_FIGURE = frozenset((Hint.ACTUAL_HAS_COMPARATOR, Hint.DONE_FOR_NUMBER))


def row_facts(
    row: RowScore,
    indicator: Indicator,
    kind: Kind,
    thresholds: Thresholds,
    year: int | None,
) -> dict[str, Value]:
    """The variables of a row that do not depend on what the unit entered."""
    facts: dict[str, Value] = {
        "kind": kind.value,
        "state": row.state.value,
        "target": _printed(indicator.target.text, row.target),
        "actual": _printed(indicator.actual.text, row.actual, quoted=Hint.ACTUAL_HAS_COMPARATOR in row.hints),
        "year": str(year or ""),
        "no_figure": not _NO_FIGURE.isdisjoint(row.hints),
        "unit_slip": Hint.UNIT_SLIP in row.hints,
        "within_month": Hint.WITHIN_LENIENT_MONTH in row.hints,
    }
    _add_points(facts, row, thresholds)
    if isinstance(row.target, Number):
        _add_numbers(facts, row.target, row)
        facts["text_figure"] = _text_figure(indicator.level3, row.target)
    if isinstance(row.actual, Moment) or isinstance(row.target, Moment):
        facts["deadline"], facts["due"] = _deadline(row, indicator, year)
    return facts


def _printed(text: str, reading: Reading, *, quoted: bool = False) -> str:
    """A cell as printed; words, and what is `quoted` as somebody's claim, in quotation marks."""
    shown = "".join(text.split())
    if not shown:
        return "未填写"
    if len(shown) > _MAX_PRINTED:
        return "见本行"
    return f"“{shown}”" if quoted or not isinstance(reading, Number | Range | Moment) else shown


def _add_points(facts: dict[str, Value], row: RowScore, thresholds: Thresholds) -> None:
    """分值, 得分 and what was taken off, by the rule and by the unit."""
    if row.weight is None or row.score is None:
        return
    facts["weight"], facts["score"] = plain(row.weight), plain(row.score)
    lost = row.weight - row.score
    if lost <= 0:
        return
    facts["deduction"] = plain(lost)
    if row.weight > 0 and row.met and row.score < row.weight * thresholds.first_band:
        facts["share"] = f"{plain(round_half_up(lost / row.weight * _HUNDRED, 1))}%"
    if row.ceiling is None or row.in_band:
        return  # within a band a person decides; nothing of it is the rule's
    facts["ceiling"] = plain(row.ceiling)
    if row.deduction:
        facts["self_deduction"] = plain(row.deduction)
    by_rule = row.weight - row.ceiling
    if by_rule > 0:
        facts["rule_deduction"] = plain(by_rule)


def _add_numbers(facts: dict[str, Value], target: Number, row: RowScore) -> None:
    facts["exact"] = target.comparator is Comparator.EQ
    if row.completion is not None and target.comparator not in _UPPER and row.state is State.OVER:
        facts["times_percent"] = f"{plain(round_half_up(row.completion * _HUNDRED, 1))}%"
    if not isinstance(row.actual, Number) or Hint.UNIT_SLIP in row.hints:
        return
    difference = _difference(target, row.actual)
    if not difference:
        return
    facts["difference"] = difference
    facts["side"] = "多" if _in_unit_of(target, row.actual) > target.value else "少"
    if target.value > 0 and target.unit.dimension != "ratio":
        off = abs(_in_unit_of(target, row.actual) - target.value) / target.value
        facts["difference_percent"] = f"{plain(round_half_up(off * _HUNDRED, 1))}%"


def _in_unit_of(target: Number, actual: Number) -> Decimal:
    """The actual in the unit of the target: 6900米 beside 公里 is 6.9."""
    if target.unit.name == actual.unit.name:
        return actual.value
    return actual.value * actual.unit.factor / target.unit.factor


def _difference(target: Number, actual: Number) -> str:
    """Target and actual subtracted, in the unit of the target; "" where theirs do not convert, or they are equal."""
    same = target.unit.name == actual.unit.name
    kinds = (target.unit.dimension, target.unit.per), (actual.unit.dimension, actual.unit.per)
    if not same and (kinds[0] != kinds[1] or not target.unit.dimension):
        return ""
    off, unit = abs(_in_unit_of(target, actual) - target.value), target.unit.name
    if not off:
        return ""
    unit = "个百分点" if unit == "%" else unit.replace("(", "（").replace(")", "）")
    big = _MULTIPLIERS.get(target.multiplier, "") if target.multiplier == actual.multiplier else ""
    return f"{plain(off / target.multiplier if big else off)}{big}{unit}"


@lru_cache(maxsize=256)
def _figures_with(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)\s*{re.escape(unit)}")


def _text_figure(level3: str, target: Number) -> str:
    """The one number of the target's unit in the 三级指标 text, where it is not the target's."""
    unit = target.unit.name
    if not unit or target.multiplier != 1:
        return ""
    text = level3.replace("％", "%") if unit == "%" else level3
    if unit not in text:
        return ""
    found = set(_figures_with(unit).findall(text))
    if len(found) != 1:
        return ""
    figure = found.pop()
    return "" if len(figure) > 12 or Decimal(figure) == target.value else f"{figure}{unit}"


def _deadline(row: RowScore, indicator: Indicator, year: int | None) -> tuple[str, str]:
    """The deadline as printed, in the target cell or in the 三级指标 text; there also what was due: 组织合同签订."""
    if isinstance(row.target, Moment):
        return _printed(_OF_A_DATE.sub("", indicator.target.text.strip()), row.target), ""
    if row.deadline is None:
        return "", ""
    parsed = parse(indicator.level3, year)
    for dated in parsed.dates:
        if dated.moment == row.deadline:
            due = _DUE.match(parsed.text, dated.end)
            return parsed.text[dated.start : dated.end], due[0] if due else ""
    return "", ""
