"""Figures that say what is missing or beyond: 还差2次, 超支6.4万元, 共3次未完成2次."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Comparator, Near, Number, Range, Trend, is_upper
from zipingbiao.form.quantity.units import same_kind

_OF_PLAN = late_pattern("预算|概算|计划|目标|控制数|限额")
_LAST_YEAR = late_pattern("[上去]年|同期|同比|往年")


def without_done(
    fitting: list[Said], lacking: list[Said], target: Number | Range, about: str, words: Lexicon
) -> Answers:
    """The answer where no figure says what was done: what is missing, or beyond, tells the rest."""
    if any(each.role is Role.NONE for each in fitting) and target.unit.dimension != "ratio":
        return Answers(
            (replace(fitting[0].figure, reading=Number(Comparator.BARE, Decimal(0), target.unit)),)
        )
    beyond = [each for each in fitting if each.role in (Role.EXCESS, Role.SAVED)]
    if len(beyond) == 1 and isinstance(target, Number) and isinstance(beyond[0].figure.reading, Number):
        if target.unit.dimension == "ratio" and words.trend_of_work(about) is not Trend.NONE:
            return _signed(beyond[0], words.trend_of_work(about))
        if beyond[0].role is Role.SAVED and words.stance["saving"].search(about) is not None:
            return Answers((beyond[0].figure,))  # 为企业节省243万元 beside 降低办事成本
        share = _share_beyond(target, beyond[0])
        if share is not None:
            return share
        if _is_of_last_year(beyond[0]) or not same_kind(beyond[0].figure.reading.unit, target.unit):
            return Answers(other=True)
        if bool(target.unit.per) is not bool(beyond[0].figure.reading.unit.per):
            return Answers(other=True)  # 节约3万元 beside 55元/平方米
        return _beside(target, beyond[0])
    lacking = [
        e for e in lacking if not e.figure.reading.unit.name or same_kind(e.figure.reading.unit, target.unit)
    ]
    if target.unit.dimension == "ratio" and any(e.figure.reading.unit.dimension != "ratio" for e in lacking):
        return Answers(other=True)  # 除3个点位外均达标
    if lacking and isinstance(target, Number) and target.unit.dimension != "time":
        bases = [each.figure.reading for each in fitting if each.role in (Role.BASE, Role.PLANNED)]
        whole = next((base for base in bases if isinstance(base, Number)), target)
        full = replace(whole, value=_all_of(whole), comparator=Comparator.BARE, near=Near.EXACT)
        return Answers((less(Figure(0, 0, full), lacking, None),))
    planned = any(each.role is Role.PLANNED for each in fitting)
    return Answers(planned=planned, other=bool(fitting) and not planned)


def _share_beyond(target: Number, told: Said) -> Answers | None:
    """超预算2% beside 150万元: so much of what was allowed."""
    by = told.figure.reading
    if not isinstance(by, Number) or by.unit.dimension != "ratio" or target.unit.dimension == "ratio":
        return None
    if _OF_PLAN.search(told.before) is None:
        return None
    change = target.value * by.value * by.unit.factor
    more = target.value + (change if told.role is Role.EXCESS else -change)
    return Answers((replace(told.figure, reading=replace(target, comparator=Comparator.BARE, value=more)),))


def _is_of_last_year(told: Said) -> bool:
    """较上年节约3万元 says nothing of what was to be spent this year."""
    return _LAST_YEAR.search(told.before) is not None


def _signed(told: Said, wanted: Trend) -> Answers:
    """多用15% beside 节约用水: 15 % the other way."""
    by = told.figure.reading
    assert isinstance(by, Number)
    along = (told.role is Role.SAVED) is (wanted is Trend.DOWN)
    value = abs(by.value) if along else -abs(by.value)
    return Answers((replace(told.figure, reading=replace(by, value=value, trend=Trend.NONE)),))


def _beside(target: Number, told: Said) -> Answers:
    """超支6.4万元, 节约3万元: so much more or less than the target."""
    by = told.figure.reading
    assert isinstance(by, Number)
    value = by.value * by.unit.factor / target.unit.factor if by.unit.name and target.unit.name else by.value
    more = target.value + (value if told.role is Role.EXCESS else -value)
    return Answers((replace(told.figure, reading=replace(target, comparator=Comparator.BARE, value=more)),))


def _all_of(whole: Number) -> Decimal:
    """What nothing is missing from: the target's figure, of a rate 100 %."""
    return Decimal(1) / whole.unit.factor if whole.unit.dimension == "ratio" else whole.value


def less(done: Figure, lacking: list[Said], target: Number | Range | None) -> Figure:
    """共3次未完成2次 leaves 1; 8595户，尚有5户未发 leaves what was done, as long as that lies below the target."""
    reading = done.reading
    missing = sum(
        (e.figure.reading.value for e in lacking if isinstance(e.figure.reading, Number)), Decimal(0)
    )
    if not isinstance(reading, Number):
        return done
    if target is not None and isinstance(target, Number) and reading.value < target.value:
        return done
    if target is not None and is_upper(target):
        return done
    return replace(done, reading=replace(reading, value=max(reading.value - missing, Decimal(0))))
