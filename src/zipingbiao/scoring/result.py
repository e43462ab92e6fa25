"""What scoring gives: plain immutable facts; the words are made on demand by :mod:`zipingbiao.scoring.why`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from zipingbiao.form.model import Form
from zipingbiao.form.quantity.readings import Comparator, Moment, Reading
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook


class State(StrEnum):
    """完成情况 of one indicator row."""

    DONE = "完成"
    MISSED = "未完成"
    OVER = "超额完成"
    ON_TIME = "按期完成"
    LATE = "未按期完成"
    MET = "达成"
    PARTIAL = "部分达成"
    NOT_MET = "未达成"
    UNREADABLE = "无法识别"


class Hint(StrEnum):
    """What was special about reading a row; the checks turn these into findings."""

    BARE_TARGET = "bare-target"  # a number target without a comparator
    ACTUAL_HAS_COMPARATOR = "actual-has-comparator"  # the actual repeats ≥ or ≤
    LENIENT_MONTH = "lenient-month"  # a bare X月前, read to the end of the month
    WITHIN_LENIENT_MONTH = "within-lenient-month"  # … and the actual lies inside that month
    NO_YEAR = "no-year"  # the actual date has no year
    UNIT_SLIP = "unit-slip"  # 元 / 万元 mixed up
    UNIT_MISMATCH = "unit-mismatch"  # units do not convert
    DONE_FOR_NUMBER = "done-for-number"  # 完成 where a number is asked for
    DONE_FOR_DATE = "done-for-date"  # 完成 where a date is asked for
    WORD_OUTSIDE_LEXICON = "word-outside-lexicon"  # a qualitative actual nobody listed
    FRACTION_READ_AS_PERCENT = "fraction-read-as-percent"  # 0.98 against a % target
    IMPOSSIBLE_DATE = "impossible-date"  # 2月30日, 13月
    WAY_UNKNOWN = "way-unknown"  # a bare target, and nothing says whether more or less is better
    SEVERAL_FIGURES = "several-figures"  # several figures may answer, and they do not agree
    BOUND_ONLY = "bound-only"  # the actual names a bound (近, 少于 …) that does not decide
    ONLY_PLANNED = "only-planned"  # the actual names what is meant to be done, not what was done
    ONLY_BEGUN = "only-begun"  # the actual says when it began, the target asks when it ends
    COARSE_DATE = "coarse-date"  # the date of the actual reaches beyond the deadline: 2024年 beside 6月底前
    CONTRARY = "contrary"  # the actual says the opposite of what is asked
    LEFT_OVER = "left-over"  # a clause takes something back, and no class of the grammar accounts for it
    LATER_DAY = "later-day"  # a number and a deadline were asked for, and a later day is told
    OTHER_RANK = "other-rank"  # 三等奖 beside 二等奖及以上
    WORDS_BESIDE = (
        "words-beside"  # the target asks for more than its figure, and the actual does not speak of it
    )
    NO_SURVEY = "no-survey"  # 满意度 without a survey, under a rulebook that counts it
    NO_DEADLINE = "no-deadline"  # target 是, a date as actual, and no deadline in the text


@record(frozen=True, slots=True)
class RowScore:
    """One indicator row. All points rounded half up to 0.01; None = no such number."""

    n: int
    target: Reading
    actual: Reading
    state: State
    weight: Decimal | None
    ceiling: Decimal | None  # 规则得分上限; None = unreadable or inconvertible
    deduction: Decimal | None  # 自行扣分 = ceiling − score, never below 0
    score: Decimal | None
    reported: Decimal | None  # the printed 得分, unclipped
    completion: Decimal | None  # actual / target (≥, =) or target / actual (≤), where both are numbers > 0
    rule: str  # the rulebook parameter that decided, e.g. "indicator.ratio"
    deadline: Moment | None = None  # the date that had to be met (target or 三级指标 text)
    hints: tuple[Hint, ...] = ()
    way: Comparator | None = (
        None  # how a number target bounds; None for other targets, and where nothing says
    )
    in_band: bool = False  # the rule names a band, and a person decides within it, up to the ceiling
    unclear_deduction: bool = False  # 自行扣分 is filled and is no number from 0 on

    @property
    def rule_deduction(self) -> Decimal | None:
        """规则扣分 = 分值 − 规则得分上限."""
        if self.weight is None or self.ceiling is None:
            return None
        return self.weight - self.ceiling

    @property
    def met(self) -> bool:
        """Whether the row reached its target by the rule (完成, 超额完成, 按期完成, 达成)."""
        return self.state in (State.DONE, State.OVER, State.ON_TIME, State.MET)


@record(frozen=True, slots=True)
class Adjustment:
    """What a method of the place does to a total: `points` taken off, or a `limit` it may not exceed.

    `rate`, `below`: the 执行率 in percent, and what it would have to reach for the limit not to hold.
    """

    rule: str
    points: Decimal = Decimal(0)
    limit: Decimal | None = None
    rate: Decimal | None = None
    below: Decimal | None = None

    def applied(self, total: Decimal) -> Decimal:
        """The total after it."""
        less = max(total - self.points, Decimal(0))
        return less if self.limit is None else min(less, self.limit)


@record(frozen=True, slots=True)
class ExecutionScore:
    """预算执行率 and its score. `rate` in percent (99.44); `basis`: reported | computed, "" where there is no rate."""

    rate: Decimal | None
    score: Decimal | None
    weight: Decimal | None
    basis: str
    computed_rate: Decimal | None  # from the printed amounts, half up, 2 decimals of %
    computed_score: Decimal | None
    rate_reachable: bool | None  # None = nothing printed, or nothing to compare with
    score_reachable: bool | None


@record(frozen=True, slots=True)
class ScoredForm:
    """A form with its scores under one rulebook. `added`: what its points add up to, before the place lowers it to `total`."""

    form: Form
    rulebook: Rulebook
    execution: ExecutionScore
    rows: tuple[RowScore, ...]
    weights: Decimal | None
    total: Decimal | None
    reported_total: Decimal | None
    grade: str | None
    adjustments: tuple[Adjustment, ...] = ()
    added: Decimal | None = None

    def lowered(self, added: Decimal) -> Decimal:
        """The total that the place allows of points that add up to `added`."""
        for adjustment in self.adjustments:
            added = adjustment.applied(added)
        return added
