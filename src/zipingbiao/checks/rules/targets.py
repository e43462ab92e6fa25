"""JXT 指标值: can it be read, is it compared in one unit, is it of its class."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import rows_of
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import is_explained
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.model import FundKind
from zipingbiao.form.money import exact_amount, plain
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Comparator, Number, Unreadable, Word
from zipingbiao.form.quantity.text import normalise
from zipingbiao.scoring.result import Hint

_WHOLE = Decimal(100)
#: Days of a leap year and of any other.
_DAYS = {True: 366, False: 365}


@rule("JXT001")
def target_unreadable(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        target = row.scored.target
        if isinstance(target, Unreadable) and Hint.IMPOSSIBLE_DATE not in row.scored.hints:
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected="可衡量的指标值，如≥95%、=3次、2024年12月底前、好",
                message=f"{row.called()}的指标值“{row.indicator.target.text}”无法识别：{target.why}。",
            )


@rule("JXT002")
def target_without_comparator(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        if isinstance(row.scored.target, Number) and _is_bare(check, row, row.scored.target):
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected=f"≥{row.indicator.target.text}、={row.indicator.target.text}或≤{row.indicator.target.text}",
                message=f"{row.called()}的指标值“{row.indicator.target.text}”没有写≥、=或≤，{_taken_as(row.scored.way)}。",
            )


def _taken_as(way: Comparator | None) -> str:
    return f"按{way}理解" if way is not None else "方向不明：看不出多了好还是少了好，只有相等才算达到"


def _is_bare(check: Context, row: Row, target: Number) -> bool:
    """Whether a sign is wanting; before there is an actual, the target alone tells."""
    if check.form.reports:
        return Hint.BARE_TARGET in row.scored.hints
    return target.comparator is Comparator.BARE


@rule("JXT003")
def actual_copies_target(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        if Hint.ACTUAL_HAS_COMPARATOR in row.scored.hints or _repeats(row):
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected="实际完成的数值",
                message=f"{row.called()}的完成值“{row.indicator.actual.text}”带比较符，{_copied(row)}没有写实际数。",
            )


def _copied(row: Row) -> str:
    target, actual = row.indicator.target.text, row.indicator.actual.text
    return "照抄了指标值，" if normalise(target) == normalise(actual) else "只说了界限，"


def _repeats(row: Row) -> bool:
    """`=230亩` beside `=230亩`: the = was copied along with the figure."""
    actual = normalise(row.indicator.actual.text).replace(" ", "")
    return actual.startswith("=") and actual == normalise(row.indicator.target.text).replace(" ", "")


@rule("JXT004")
def unit_mismatch(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        if Hint.UNIT_MISMATCH in row.scored.hints:
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected=f"与指标值{row.indicator.target.text}同一单位",
                message=f"{row.called()}的单位不一致：指标值{row.indicator.target.text}，完成值{row.indicator.actual.text}，无法比较。",
            )


@rule("JXT005")
def unit_off_by_10000(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        if Hint.UNIT_SLIP not in row.scored.hints:
            continue
        if not _contradicts(check, row.scored.target) or _contradicts(check, row.scored.actual):
            yield _slip(check, row, "actual", "target")
        elif not (is_explained(check, row) and check.says(row.note, "unit")):
            yield _slip(check, row, "target", "actual")


def _slip(check: Context, row: Row, wrong: str, right: str) -> Finding:
    """What stands in the wrong unit; a target was approved so, and can only be explained."""
    approved = wrong == "target"
    side = "指标值" if approved else "完成值"
    return check.finding(
        f"{row.field}.{wrong}",
        found=row.text(wrong),
        expected="与资金表同一单位（万元）" + ("，或说明批复时单位写错" if approved else ""),
        message=f"{row.called()}元与万元混用，相差一万倍：指标值{row.indicator.target.text}，完成值{row.indicator.actual.text}；与资金表对照，{side}的单位不对，按万元读取。",
        advice="完成值不用改；在说明栏写明指标值的单位批复时写错、实际是什么单位，或写明理由后豁免本条；下年申报时改正。"
        if approved
        else "",
        group=Group.EXPLAIN if approved else None,
        related=(f"{row.field}.{right}",),
    )


def _contradicts(check: Context, reading: object) -> bool:
    """Whether an amount in its own unit is out of all proportion to the money block."""
    line = check.form.fund(FundKind.TOTAL)
    budget = exact_amount(line.annual_budget, check.form.amount_unit) if line else None
    if not isinstance(reading, Number) or not budget:
        return False
    low, high = check.rulebook.table("indicator.unit_slip")[1]
    wan = reading.value * reading.unit.factor / 10000
    if not reading.unit.name and check.form.amount_unit == "万元":
        wan = reading.value * reading.multiplier
    return not low <= wan / budget <= high


@rule("JXT006")
def direction(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        target = row.scored.target
        if not isinstance(target, Number):
            continue
        text = row.indicator.level3
        up = target.comparator in (Comparator.GE, Comparator.GT)
        down = target.comparator in (Comparator.LE, Comparator.LT)
        whole = target.unit.name == "%" and target.value == _WHOLE
        progress = down and whole and not row.is_cost and (row.is_time or check.says(text, "progress"))
        cost = up and row.is_cost and target.unit.dimension == "money"
        fault = (
            up
            and check.says(text, "fault")
            and not check.says(text, "fault_handled")
            and target.unit.dimension != "time"
        )
        content = down and row.is_satisfaction and target.unit.dimension == "ratio" and "不满" not in text
        quick = up and target.unit.dimension == "time" and check.says(text, "quick")
        if progress or cost or fault or content or quick:
            wanted = "≥" if progress or content else "≤"
            why = "进度越高越好" if progress else "满意度越高越好" if content else "成本、差错越低越好"
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected=f"{wanted}{plain(target.value)}{target.unit.name}",
                message=f"{row.called()}的指标值{row.indicator.target.text}方向不合：{'时间越短越好' if quick else why}。",
            )


@rule("JXT007")
def timeliness_not_time(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        if row.is_time and _without_time(check, row):
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected="日期或时长，如2024年12月底前、≤5小时",
                message=f"{row.called()}是时效指标，指标值“{row.indicator.target.text}”不是时间。",
            )


def _without_time(check: Context, row: Row) -> bool:
    """A count, or a quality such as 好, where nothing in the row speaks of a date, a length of time or of being on time."""
    target, text = row.scored.target, row.indicator.level3
    match target:
        case Number(unit=unit):
            on_time = unit.dimension == "ratio" and check.says(text, "on_time")
            return bool(unit.name) and unit.dimension != "time" and not on_time
        case Word(done=False):
            timed = any(dated.moment for dated in parse(text, check.form.evaluated_year).dates)
            return not timed and not check.says(f"{text}{row.indicator.target.text}", "on_time")
    return False


@rule("JXT010")
def quantity_as_percent(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        target = row.scored.target
        if "数量" in row.levels and isinstance(target, Number) and target.unit.dimension == "ratio":
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected="数量，如=7套",
                message=f"{row.called()}是数量指标，指标值“{row.indicator.target.text}”是比例，看不出数量。",
            )


@rule("JXT012")
def wrong_class(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        target = row.scored.target
        if not isinstance(target, Number) or not target.unit.dimension.startswith("counter:"):
            continue
        quality = "质量" in row.levels and target.comparator in (
            Comparator.GE,
            Comparator.EQ,
            Comparator.BARE,
        )
        if (quality and target.value > 0) or row.is_time:
            yield check.finding(
                f"{row.field}.level2",
                found=row.indicator.level2,
                expected="数量指标",
                message=f"{row.called()}的指标值{row.indicator.target.text}是数量，放在了{row.indicator.level2 or '其他类'}。",
            )


@rule("JXT013")
def leap_year(check: Context) -> Iterator[Finding]:
    year = check.form.evaluated_year
    if year is None:
        raise Skip("没有写明评价年度")
    days, other = _DAYS[isleap(year)], _DAYS[not isleap(year)]
    for row in rows_of(check):
        target = row.scored.target
        daily = (
            "天" in row.indicator.target.text
            or "每天" in row.indicator.level3
            or "每日" in row.indicator.level3
        )
        if isinstance(target, Number) and target.value == other and daily and not is_explained(check, row):
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected=f"{days}",
                message=f"{row.called()}按天计数为{other}，{year}年有{days}天。",
            )
