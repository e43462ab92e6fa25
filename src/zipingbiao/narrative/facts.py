"""The facts of one indicator row, as texts a template can print. Numbers come from the form, or are its differences."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from zipingbiao.deviation.rows import Kind
from zipingbiao.deviation.thresholds import Thresholds
from zipingbiao.form.model import Indicator
from zipingbiao.form.money import for_a_sentence, plain
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Comparator, Moment, Number, Range, Reading
from zipingbiao.narrative.variables import Value
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money, comparable
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
    rulebook: Rulebook,
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
        _add_numbers(facts, row.target, row, rulebook)
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
        facts["share"] = _percent(lost / row.weight)
    if row.ceiling is None or row.in_band:
        return  # within a band a person decides; nothing of it is the rule's
    facts["ceiling"] = plain(row.ceiling)
    if row.deduction:
        facts["self_deduction"] = plain(row.deduction)
    by_rule = row.weight - row.ceiling
    if by_rule > 0:
        facts["rule_deduction"] = plain(by_rule)


def _percent(share: Decimal) -> str:
    return f"{plain(for_a_sentence(share * _HUNDRED, 1))}%"


def _add_numbers(facts: dict[str, Value], target: Number, row: RowScore, rulebook: Rulebook) -> None:
    facts["exact"] = target.comparator is Comparator.EQ
    if row.completion is not None and target.comparator not in _UPPER and row.state is State.OVER:
        facts["times_percent"] = _percent(row.completion)
    if not isinstance(row.actual, Number) or Hint.UNIT_SLIP in row.hints:
        return
    off = _beyond(target, row.actual, rulebook)
    if not off:
        return
    facts["difference"] = _difference(abs(off), target, row.actual)
    facts["side"] = "多" if off > 0 else "少"
    if target.value > 0 and target.unit.dimension != "ratio":
        facts["difference_percent"] = _percent(abs(off) / target.value)


def _beyond(target: Number, actual: Number, rulebook: Rulebook) -> Decimal | None:
    """By how much the actual lies above the target as the score compares them, in the unit of the target.

    6900米 beside ≥12公里 is -5.1, 每月4次 beside ≥60次 -12. None where they do not convert, or only by a guess.
    """
    same = target.unit.name == actual.unit.name
    if not same and (not target.unit.dimension or target.unit.dimension != actual.unit.dimension):
        return None
    pair = comparable(target, actual, Money(), rulebook)
    if pair is None:
        return None
    if not pair.target:
        return pair.actual / target.unit.factor
    return (pair.actual - pair.target) * target.value / pair.target


def _difference(off: Decimal, target: Number, actual: Number) -> str:
    """A difference as a person writes it: 2公里, 0.5万人次, 3个百分点."""
    name = target.unit.name
    unit = "个百分点" if name == "%" else name.replace("(", "（").replace(")", "）")
    big = _MULTIPLIERS.get(target.multiplier, "") if target.multiplier == actual.multiplier else ""
    return f"{plain(for_a_sentence(off / target.multiplier if big else off, 2))}{big}{unit}"


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
