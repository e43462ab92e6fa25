"""What the forms of a unit come to: money, indicators by class, scores, deviations with what was written of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import exact_amount, round_half_up
from zipingbiao.narrative.clauses import sort
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.statements import Typed
from zipingbiao.scoring.money_slip import money_doubt, slip_of
from zipingbiao.scoring.reported import points_told, total_doubt
from zipingbiao.scoring.result import RowScore, ScoredForm, State

GAP_CAUSE, GAP_MEASURE = "【请填写：原因】", "【请填写：改进措施及完成时限】"
_AMOUNTS = ("initial_budget", "annual_budget", "executed")
#: Under 满意度 a survey is a fact of its own, not a measure.
_PEOPLE = "满意度"


_CLAUSE = re.compile(r"[。；;，,\n]+")
#: What stands before measures in a note, and is none.
_LABEL = re.compile(r"^(?:改进|整改)?措施[:：]")


class Outcome(Enum):
    """How far an indicator came, as a report counts it."""

    MET = "完成"
    PARTIAL = "部分完成"
    MISSED = "未完成"
    UNKNOWN = "无法判断"


_OUTCOMES = {
    State.DONE: Outcome.MET,
    State.OVER: Outcome.MET,
    State.ON_TIME: Outcome.MET,
    State.MET: Outcome.MET,
    State.PARTIAL: Outcome.PARTIAL,
    State.LATE: Outcome.PARTIAL,
    State.MISSED: Outcome.MISSED,
    State.NOT_MET: Outcome.MISSED,
    State.UNREADABLE: Outcome.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Money:
    """Sums of 年度资金总额 in 万元. `unread`: projects whose amount of that column is no number, by column."""

    initial: Decimal
    budget: Decimal
    executed: Decimal
    unread: tuple[str, ...]

    @property
    def rate(self) -> Decimal | None:
        """执行率 in percent; None without a budget, or where an amount could not be added."""
        return (
            round_half_up(self.executed / self.budget * 100, 2) if self.budget and not self.unread else None
        )


@dataclass(frozen=True, slots=True)
class Class:
    """The indicators of one 一级 or 二级指标. `level2` is "" for the sum of a 一级指标."""

    level1: str
    level2: str
    outcomes: Counter[Outcome]
    weight: Decimal
    score: Decimal
    unscored: int

    @property
    def count(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Deviation:
    """One row that lost points or was not met. `told`: what the form says of it, with gaps where it says nothing."""

    project: int
    name: str
    row: Indicator
    score: RowScore
    told: str
    measure: str

    @property
    def explained(self) -> bool:
        return "【请" not in self.told


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it. `low`: projects (from 0) whose execution rate is low by their rulebook."""

    forms: tuple[ScoredForm, ...]
    money: Money
    classes: tuple[Class, ...]
    deviations: tuple[Deviation, ...]
    low: tuple[int, ...]

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(outcome_of(row) for form in self.forms for row in form.rows)

    @property
    def totals(self) -> list[Decimal]:
        return [form.total for form in self._sound if form.total is not None]

    @property
    def grades(self) -> Counter[str]:
        return Counter(form.grade for form in self._sound if form.grade)

    @property
    def _sound(self) -> list[ScoredForm]:
        """The forms whose money, and with it whose total, can be believed."""
        return [form for form in self.forms if not total_doubt(form)]

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """Each project whose total stands in no average, and why."""
        return [(form.form.name, why) for form in self.forms if (why := total_doubt(form))]


def figures(forms: Sequence[ScoredForm], narrator: Narrator) -> Figures:
    """The figures of the forms, in their order."""
    low = tuple(
        n
        for n, form in enumerate(forms)
        if form.execution.rate is not None
        and slip_of(form.form, form.rulebook) is None
        and form.execution.rate < form.rulebook.number("check.low_rate")
    )
    return Figures(
        tuple(forms),
        _money(forms),
        tuple(_classes(forms)),
        tuple(_deviations(forms, narrator)),
        low,
    )


def outcome_of(row: RowScore) -> Outcome:
    return _OUTCOMES[row.state]


def _money(scored: Iterable[ScoredForm]) -> Money:
    sums = dict.fromkeys(_AMOUNTS, Decimal(0))
    unread: list[str] = []
    for each in scored:
        form = each.form
        line = form.fund(FundKind.TOTAL)
        if line is None:
            unread.append(f"{form.name}：没有年度资金总额")
            continue
        doubt = money_doubt(each)
        if doubt:
            unread.append(f"{form.name}：{doubt}")
            continue
        for name in _AMOUNTS:
            printed = getattr(line, name)
            value = exact_amount(printed, form.amount_unit)
            if value is not None:
                sums[name] += value
            elif not is_blank(printed):
                unread.append(f"{form.name}：“{printed}”")
    return Money(sums["initial_budget"], sums["annual_budget"], sums["executed"], tuple(unread))


def _classes(forms: Iterable[ScoredForm]) -> Iterator[Class]:
    """Each 一级指标 with its 二级指标, in the order in which they first stand."""
    rows: dict[str, dict[str, list[RowScore]]] = {}
    for form in forms:
        told = points_told(form)
        for row, score, points in zip(form.form.indicators, form.rows, told, strict=True):
            level1 = row.level1.strip() or "（未填一级指标）"
            level2 = row.level2.strip() or "（未填二级指标）"
            counted = replace(score, score=points)
            rows.setdefault(level1, {}).setdefault(level2, []).append(counted)
    for level1, below in rows.items():
        yield _class(level1, "", [score for scores in below.values() for score in scores])
        for level2, scores in below.items():
            yield _class(level1, level2, scores)


def _class(level1: str, level2: str, rows: Sequence[RowScore]) -> Class:
    return Class(
        level1,
        level2,
        Counter(map(outcome_of, rows)),
        sum((row.weight for row in rows if row.weight is not None), Decimal(0)),
        sum((row.score for row in rows if row.score is not None), Decimal(0)),
        sum(row.score is None for row in rows),
    )


def _deviations(forms: Sequence[ScoredForm], narrator: Narrator) -> Iterator[Deviation]:
    for n, form in enumerate(forms):
        for i, score in enumerate(form.rows):
            lost = score.score is None or (score.weight is not None and score.score < score.weight)
            if lost or outcome_of(score) is not Outcome.MET:
                row = form.form.indicators[i]
                told, measure = _told(form.form, i, narrator)
                yield Deviation(n, form.form.name, row, score, told, measure)


def _told(form: Form, i: int, narrator: Narrator) -> tuple[str, str]:
    """What the form says of a row, and the measure in it; a note that several rows share stands in the first of them."""
    row, first = form.indicators[i], i
    while first > 0 and "note" in form.indicators[first].merged:
        first -= 1
    note = form.indicators[first].note.strip()
    people = _PEOPLE in row.level1 or _PEOPLE in row.level2
    said = narrator.said(Typed(row.reason, row.detail, note, "", people, ""))
    own = note or "。".join(filter(None, (row.reason.strip(), row.detail.strip().rstrip("。"))))
    measure = "，".join(_measures(own, narrator)) if said.entered.measures else ""
    lacking = (
        []
        if "【请" in own
        else [
            *([GAP_CAUSE] if not str(said.words["cause"]) else []),
            *([GAP_MEASURE] if not measure else []),
        ]
    )
    return own + "".join(lacking), measure


def _measures(text: str, narrator: Narrator) -> Iterator[str]:
    """The clauses of a text that are measures, in the unit's own words."""
    for clause in map(str.strip, _CLAUSE.split(text)):
        if clause and sort(clause, narrator.lexis).measures:
            yield _LABEL.sub("", clause)
