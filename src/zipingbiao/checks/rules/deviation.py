"""JXI 偏差: over-completion, costs against the money block, exact hits, dates and facts that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import is_evidenced, is_explained, says_nothing
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.checks.said_points import said_points
from zipingbiao.deviation.cost import cost_row, is_same_money
from zipingbiao.deviation.rows import Kind, far_over
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.form.quantity.read import dates_in, parse
from zipingbiao.form.quantity.readings import Comparator, Moment, Number, Reading
from zipingbiao.scoring.result import State

_CLAUSE_END = re.compile("[，。；,;\n]")
_BESIDE_THE_MONEY = "核对成本完成值与全年执行数；填合同金额、还有款没有支付的，在资金说明中写明未支付的原因，或在这一行的说明栏写明口径，写一处就可以。"
#: What a row tells: a date from first to last day, or an amount and what is counted.
_Fact = tuple[date, date] | tuple[Decimal, str]


def _far_over(check: Context, row: Row) -> bool:
    return far_over(row.scored, row.indicator, check.facts.thresholds)


@rule("JXI001")
def over_completion(check: Context) -> Iterator[Finding]:
    for row in check.rows:
        if _far_over(check, row) and says_nothing(check, row.note):
            share = round_half_up((row.scored.completion or Decimal(0)) * 100, 1)
            yield check.finding(
                f"{row.field}.actual",
                found=f"{row.indicator.actual.text}（{plain(share)}%）",
                expected=f"低于指标值的{plain(check.rulebook.number('check.over_completion'))}%，或说明原因",
                message=f"{row.called()}指标值{row.indicator.target.text}，完成{row.indicator.actual.text}，是指标值的{plain(share)}%，没有说明原因。",
            )


@rule("JXI002")
def equals_not_equal(check: Context) -> Iterator[Finding]:
    for row in check.rows:
        target, actual = row.scored.target, row.scored.actual
        if (
            not isinstance(target, Number)
            or not isinstance(actual, Number)
            or target.comparator is not Comparator.EQ
        ):
            continue
        differs = row.scored.state in (State.OVER, State.MISSED)
        if differs and says_nothing(check, row.note) and not _far_over(check, row):
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected=row.indicator.target.text,
                message=f"{row.called()}指标值写{row.indicator.target.text}，完成值是{row.indicator.actual.text}，两者不等，没有说明。",
            )


@rule("JXI009")
def cost_saving(check: Context) -> Iterator[Finding]:
    if not any(row.is_cost for row in check.rows):
        raise absent(check, Block.INDICATORS, "本表没有成本指标")
    if not check.prints_notes:
        raise absent(check, Block.INDICATORS, "本表没有偏差原因分析栏")
    for row in check.rows:
        if check.facts.kinds[row.i] is Kind.SAVING and not is_explained(check, row):
            share = check.rulebook.number("check.cost_saving")
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected=f"低于指标值不到{plain(share)}%，或说明节约的原因",
                message=f"{row.called()}指标值{row.indicator.target.text}，完成{row.indicator.actual.text}，低于指标值{plain(share)}%及以上，没有说明节约的环节和原因。",
            )


def _cost_row(check: Context) -> Row:
    """The one 成本 row in money; with several of them none stands for the whole project."""
    one = cost_row(check.scored)
    row = next((row for row in check.rows if one is not None and row.scored is one), None)
    if row is None:
        raise Skip("没有或不止一项以金额衡量的成本指标")
    if check.facts.money is None:
        raise absent(check, Block.FUNDS, "本表没有项目资金栏")
    return row


def _must_be_same_money(check: Context, row: Row, reading: Reading, amount: Decimal | None) -> None:
    """A cost that cannot be held against the money was not compared."""
    if not is_same_money(row.scored, reading, amount, check.facts.thresholds):
        raise Skip("成本指标与资金不是同样大小的一笔钱（单价、分项，或有一边没有读出金额），没有比较")


@rule("JXI003")
def cost_target_budget(check: Context) -> Iterator[Finding]:
    row, gap, money = _cost_row(check), check.facts.cost, check.facts.money
    _must_be_same_money(check, row, row.scored.target, money.annual if money else None)
    if is_explained(check, row):
        return
    if gap is not None and gap.target is not None and money is not None:
        budget = f"{money.line.annual_budget}{money.unit}"
        yield check.finding(
            f"{row.field}.target",
            found=row.indicator.target.text,
            expected=f"全年预算数{budget}",
            message=f"{row.called()}成本指标值{row.indicator.target.text}，全年预算数{budget}，相差{_wan(gap.target)}万元，没有说明。",
            related=("funds[0].annual_budget",),
        )


@rule("JXI004")
def cost_actual_executed(check: Context) -> Iterator[Finding]:
    row, gap, money = _cost_row(check), check.facts.cost, check.facts.money
    _must_be_same_money(check, row, row.scored.actual, money.executed if money else None)
    if is_explained(check, row) or (gap is not None and gap.unpaid and check.facts.told.payment):
        return
    if gap is not None and gap.actual is not None and money is not None:
        executed = f"{money.line.executed}{money.unit}"
        yield check.finding(
            f"{row.field}.actual",
            found=row.indicator.actual.text,
            expected=f"全年执行数{executed}",
            message=f"{row.called()}成本完成值{row.indicator.actual.text}，全年执行数{executed}，相差{_wan(gap.actual)}万元，须说明口径。",
            advice=_BESIDE_THE_MONEY if gap.unpaid else "",
            related=("funds[0].executed",),
        )


def _wan(gap: Decimal) -> str:
    return plain(round_half_up(gap, 4))


@rule("JXI005")
def exactly_at_threshold(check: Context) -> Iterator[Finding]:
    rows = [row for row in check.rows if _exact_hit(row) and not is_evidenced(row)]
    if len(rows) >= check.rulebook.number("check.at_threshold"):
        yield check.finding(
            "indicators",
            found=f"{len(rows)}项",
            expected="按实际填写",
            message=f"有{len(rows)}项完成值恰好等于指标值（{'、'.join(row.called() for row in rows[:3])}等），请核对是否照抄。",
            related=tuple(row.field for row in rows),
        )


def _exact_hit(row: Row) -> bool:
    target, actual = row.scored.target, row.scored.actual
    if not isinstance(target, Number) or not isinstance(actual, Number):
        return False
    rate = target.unit.dimension == "ratio" and target.value * target.unit.factor < 1
    return rate and target.comparator is Comparator.GE and target.value == actual.value


@rule("JXI007")
def late_start_full_benefit(check: Context) -> Iterator[Finding]:
    year = check.form.evaluated_year
    if year is None:
        raise Skip("没有写明评价年度")
    year_end = date(year, int(check.rulebook.number("check.year_end_month")), 1)
    full = [
        row
        for row in check.rows
        if _is_effect(row)
        and row.scored.score is not None
        and not row.is_marked_down
        and not (is_explained(check, row) or is_evidenced(row))
    ]
    for row in check.rows:
        actual = row.scored.actual
        if (
            isinstance(actual, Moment)
            and row.scored.rule.startswith("timeliness")
            and actual.first >= year_end
            and not _as_planned(check, row, year_end)
            and full
        ):
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected="说明效果如何在短时间内实现",
                message=f"{row.called()}完成时间为{row.indicator.actual.text}，质量、效益、满意度指标却有{len(full)}项得满分，须说明效果的依据。",
                related=tuple(each.field for each in full),
            )
            return


def _as_planned(check: Context, row: Row, year_end: date) -> bool:
    """Done within a deadline at the end of the year: approved so. What only began then is no such thing."""
    deadline = row.scored.deadline or row.scored.target
    planned = isinstance(deadline, Moment) and deadline.last >= year_end
    after = check.form.evaluated_year is not None and _year_of(row) > check.form.evaluated_year
    begun = check.says(f"{row.indicator.level3}{row.indicator.actual.text}", "beginning")
    return planned and row.scored.met and not after and not begun


def _year_of(row: Row) -> int:
    actual = row.scored.actual
    return actual.first.year if isinstance(actual, Moment) else 0


def _is_effect(row: Row) -> bool:
    named = "质量" in row.levels or "效益" in row.levels or "可持续" in row.levels
    return named or row.is_satisfaction


def _said_otherwise(check: Context) -> Iterator[Finding]:
    """A note that says 扣3分 or 扣30% beside 8 of 10, or 未按期完成 beside full points on a 时效 row."""
    for row in check.rows:
        weight, score, note = row.scored.weight, row.scored.score, row.said
        if weight is None or score is None or row.together:
            continue
        said = said_points(row)
        late = row.is_time and not row.is_marked_down and check.says(note, "late_said")
        if late or (said is not None and said.points != weight - score):
            what = check.first(note, "late_said") if late or said is None else said.words
            taken = "" if late or said is None or said.words.endswith("分") else f"（{plain(said.points)}分）"
            yield check.finding(
                f"{row.field}.score",
                found=f"{row.indicator.score}分",
                expected="得分与说明一致",
                message=f"{row.called()}的说明写“{what}”{taken}，分值{plain(weight)}分，得{plain(score)}分，两处不一致。",
                related=(f"{row.field}.note",),
            )


@rule("JXI008")
def one_fact_two_verdicts(check: Context) -> Iterator[Finding]:
    yield from _said_otherwise(check)
    full = [row for row in check.rows if row.scored.score is not None and not row.is_marked_down]
    facts = [(each, fact) for each in full if (fact := _fact(each)) is not None]
    dated = any(isinstance(fact[0], date) for _, fact in facts)
    counted = any(isinstance(fact[0], Decimal) for _, fact in facts)
    for row in check.rows:
        if not row.is_marked_down or is_blank(row.note):
            continue
        at_fault = _moments(check, row.said) if dated else set[_Fact]()
        at_fault |= _amounts(check, row.said) if counted else set[_Fact]()
        twin = next((each for each, fact in facts if fact in at_fault), None)
        if twin is not None:
            what, same = ("完成时间", "时间") if isinstance(twin.scored.actual, Moment) else ("完成数", "数")
            yield check.finding(
                f"{row.field}.score",
                found=f"{row.indicator.score}分",
                expected=f"与{twin.called()}同一口径",
                message=f"{row.called()}因{what}{twin.indicator.actual.text}扣分，{twin.called()}以同一{same}得满分，口径不一。",
                related=(f"{twin.field}.score",),
            )


def _fact(row: Row) -> _Fact | None:
    """The date or the counted number that a row reports; a percentage or a bare number names no fact by itself."""
    match row.scored.actual:
        case Moment() as moment:
            return moment.first, moment.last
        case Number() as number if number.unit.name and number.unit.dimension != "ratio":
            return number.value * number.unit.factor, number.unit.dimension
    return None


def _moments(check: Context, note: str) -> set[_Fact]:
    dates = dates_in(note, check.form.evaluated_year)
    return {(each.moment.first, each.moment.last) for each in dates if each.moment}


def _amounts(check: Context, note: str) -> set[_Fact]:
    """The numbers that a note calls too small: 仅完成45场."""
    said = [clause for clause in _CLAUSE_END.split(note) if check.says(clause, "short_said")]
    figures = [figure.reading for clause in said for figure in parse(clause, None).figures]
    return {
        (each.value * each.unit.factor, each.unit.dimension)
        for each in figures
        if isinstance(each, Number) and each.unit.name and each.unit.dimension != "ratio"
    }
