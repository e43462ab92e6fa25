"""Which figure of an actual answers a number target: the one that says what was done, or what follows from several.

`计划招聘60人，实际到岗54人` answers 54; `一季度3次，二季度2次` answers 5; `还差2次` answers the target less 2. Where the
text does not decide, every figure that may answer is given, and the row is only judged if they all agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.changes import changed
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.in_terms import in_terms_of, is_daily, is_weekly
from zipingbiao.form.quantity.answer.lacking import without_done
from zipingbiao.form.quantity.answer.other_matter import (
    counts_otherwise,
    of_more,
    of_something_else,
    only_more,
    other_rate,
)
from zipingbiao.form.quantity.answer.parts import (
    PART_OF_IT,
    of_last_year,
    of_this_year,
    what_works,
    with_what_is_owed,
    with_what_was_added,
)
from zipingbiao.form.quantity.answer.prices import for_each
from zipingbiao.form.quantity.answer.rates.shares import shared
from zipingbiao.form.quantity.answer.roles import GOING_ON, Role, Said
from zipingbiao.form.quantity.answer.surveyed import of_other_people
from zipingbiao.form.quantity.answer.which import net_of, which_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Range, Unit
from zipingbiao.form.quantity.units import same_kind

_PLAN_SHARE = late_pattern(
    "(?:完成|达到?|[为是占]|相当于)了?(?:年度|全年|年初)?(?:计划|任务|目标)[数量]?的?$"
)
_A_LIST = 3
_GREW = late_pattern("(?:增加|增长|新增|净增)了?$")
_NEW_TOLD = late_pattern("新(?:建|增|开|设|购|装)")
_OLD_TOLD = late_pattern("旧[一-鿿]{0,3}(?:加固|改造|维修|翻新|利用)|原有|修缮|利旧|翻新")
_NEW_ASKED = late_pattern("新增|净增")
_ENDS_IN_WORD = late_pattern("[一-鿿]$")
_GLUED = late_pattern(r"[A-Za-z]+$")


def answers(
    told: Sequence[Said], marked: str, target: Number | Range, name: str, words: Lexicon, asked: str = ""
) -> Answers:
    """The answer among the figures of a text. `marked`: the text they stand in; `asked`: the target's; `name`: the 三级指标."""
    about = name + asked
    own = in_terms_of([e for e in told if not _part_of_name(e, marked, name)], marked, target, about)
    if told and not own:
        return Answers(other=True)
    known = changed(own, target, name, words) or shared(own, marked, target, name, words, asked)
    if known is not None:
        return known
    if _is_partly_old(own, about):
        return Answers(other=True)
    newly = net_of(own, about) or _new_part(own, target, about)
    if newly is not None:
        return Answers((newly,))
    reckoned = of_last_year(own, target) or _newly(own, target, about) or _of_plan(own, marked, target)
    if reckoned is not None:
        return Answers((reckoned,))
    rated = [each for each in own if not other_rate(each, marked, target, asked + name, words)]
    if of_other_people(marked, name, words) or (own and not rated):
        return Answers(other=True)
    quotient = for_each(rated, target, about)
    if quotient is not None:
        return Answers((quotient,))
    otherwise = rated and (counts_otherwise(rated, target, name) or _of_each_day(rated, target, about))
    if otherwise or words.roles["mixed"].search(marked) is not None:
        return Answers(other=True)
    fitting = _fitting(rated, target)
    partly = of_this_year(fitting, target, name + asked)
    partly = partly or with_what_is_owed(fitting, target) or what_works(fitting, name)
    if partly is not None:
        return partly
    done = [each for each in fitting if each.role >= Role.PART]
    lacking = [each for each in fitting if each.role is Role.LACKING]
    if not done:
        return without_done(fitting, lacking, target, about, words)
    done = [e for e in done if not of_more(e, marked, name, asked) and not only_more(e, target, about, words)]
    if not done or of_something_else(done, marked, target, name, asked, words):
        return Answers(other=True)
    added = with_what_was_added(done, target)
    if added is not None:
        return added
    ahead = _of_next_year(fitting, done)
    if ahead is not None:
        return Answers((done[0].figure, ahead))
    mixed = _of_all_kinds(rated, done)
    if mixed is not None:
        return Answers((done[0].figure, mixed))
    return which_of(done, fitting, rated, told, target, name, asked, words)


def _is_partly_old(own: list[Said], about: str) -> bool:
    """20公里，其中旧网加固3公里 beside 新建."""
    old = (each.role is Role.PART and _OLD_TOLD.search(each.before) is not None for each in own[1:])
    return _NEW_TOLD.search(about) is not None and any(old)


def _new_part(own: list[Said], target: Number | Range, about: str) -> Figure | None:
    """投用640个，其中新建565个、旧位重新划线75个 beside 新增: of a whole only what is new."""
    if _NEW_ASKED.search(about) is None or len(own) < _A_LIST:
        return None
    new = [e for e in own if e.role is Role.PART and _NEW_TOLD.search(e.before) is not None]
    fits = len(new) == 1 and same_kind(new[0].figure.reading.unit, target.unit)
    return new[0].figure if fits and not _NEW_TOLD.search(own[0].before) else None


def _newly(own: list[Said], target: Number | Range, about: str) -> Figure | None:
    """累计212类，比上年末增加36类 beside 新增50类: by how many there are more."""
    moved = [each for each in own if _GREW.search(each.before) is not None]
    if _NEW_ASKED.search(about) is None or len(moved) != 1 or len(own) < 2:
        return None
    figure = moved[0].figure
    fits = isinstance(figure.reading, Number) and same_kind(figure.reading.unit, target.unit)
    return replace(figure, reading=replace(figure.reading, trend=target.trend)) if fits else None


def _of_plan(own: list[Said], marked: str, target: Number | Range) -> Figure | None:
    """完成计划的103% beside 6000份: so much of what was asked for."""
    if len(own) != 1 or not isinstance(target, Number) or not target.unit.dimension.startswith("counter"):
        return None
    share = own[0].figure.reading
    told = _PLAN_SHARE.search(marked[: own[0].figure.start])
    if told is None or not isinstance(share, Number) or share.unit.dimension != "ratio":
        return None
    done = target.value * share.value * share.unit.factor
    return replace(own[0].figure, reading=replace(share, value=done, unit=target.unit))


def _of_each_day(own: list[Said], target: Number | Range, about: str) -> bool:
    """每天开放9小时 beside 每周56小时, where nothing says how many days a week."""
    lasting = target.unit.dimension == "time" and is_weekly(about)
    return lasting and all(is_daily(each.figure.reading.unit) for each in own)


# ---------------------------------------------------------------- which figures


def _of_next_year(fitting: list[Said], done: list[Said]) -> Figure | None:
    """12公里(含2025年计划3公里): what was done without what is still to be done."""
    ahead = [e for e in fitting if e.role is Role.PLANNED and PART_OF_IT.match(e.before) is not None]
    if len(done) != 1 or len(ahead) != 1:
        return None
    whole, part = done[0].figure.reading, ahead[0].figure.reading
    if not isinstance(whole, Number) or not isinstance(part, Number) or part.value > whole.value:
        return None
    return replace(done[0].figure, reading=replace(whole, value=whole.value - part.value))


def _of_all_kinds(rated: list[Said], done: list[Said]) -> Figure | None:
    """轮椅126辆、助听器88副、助行器203件 beside 500件: all things of one list, whatever they are counted by."""
    if len(rated) < _A_LIST or len(done) == len(rated) or not done:
        return None
    numbers = [each.figure.reading for each in rated if isinstance(each.figure.reading, Number)]
    counted = all(n.unit.dimension.startswith("counter") and not n.unit.per for n in numbers)
    one_list = all(each.before.startswith(GOING_ON) and len(each.before) > 1 for each in rated[1:])
    first = done[0].figure.reading
    if len(numbers) != len(rated) or not counted or not one_list or not isinstance(first, Number):
        return None
    return replace(done[0].figure, reading=replace(first, value=sum((n.value for n in numbers), Decimal(0))))


def _part_of_name(each: Said, marked: str, name: str) -> bool:
    """PM2.5 is a name, not a figure."""
    named = marked[each.figure.start : each.figure.end + 1]
    if len(named) > _A_LIST and named in name and _ENDS_IN_WORD.search(named) is not None:
        return True  # 500强 of 世界500强企业
    glued = _GLUED.search(marked[: each.figure.start])
    return glued is not None and marked[glued.start() : each.figure.end].upper()[:5] in name.upper()


def _fitting(told: Sequence[Said], target: Number | Range) -> list[Said]:
    """The figures of the target's unit; where none has it, those that measure the same kind of thing."""
    if not target.unit.name:
        outside = [each for each in told if each.role is not Role.PART] or list(told)  # 86分(满分100)
        named = [each for each in outside if each.figure.reading.unit.name]
        return outside if len(named) in (0, len(outside)) else [e for e in outside if e not in named]
    same = [each for each in told if _exactly(each.figure.reading.unit, target.unit)]
    kind = [e for e in told if e.figure.reading.unit.name and same_kind(e.figure.reading.unit, target.unit)]
    if "(" in target.unit.name or "/" in target.unit.name:
        same = kind  # 条(幅): of either
    exact = [each for each in same if each.figure.reading.unit.name == target.unit.name]
    if target.unit.name == "个" and len(exact) == 1 < len(same) and exact[0].role is Role.TOTAL:
        return exact  # 36个班，每班30人，计1080个
    if target.unit.name == "个":  # 个小区 before 栋 and 户
        same = [each for each in same if each.figure.reading.unit.name.startswith("个")] or same
        kind = [each for each in kind if each.figure.reading.unit.name.startswith("个")] or kind
    if same and all(each.role is Role.PART for each in same):
        same = [*(each for each in kind if each not in same), *same]  # 47个班（含暑期班5个）
    bare = [each for each in told if not each.figure.reading.unit.name]
    # Beside figures of other things a figure without a unit may be any of them.
    return same or kind or (bare if len(told) == len(bare) else list(told) if len(told) == 1 else [])


def _exactly(unit: Unit, target: Unit) -> bool:
    return bool(unit.name) and unit.dimension == target.dimension and same_kind(unit, target)
