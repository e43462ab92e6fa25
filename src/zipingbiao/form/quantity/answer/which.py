"""Which of several figures that say what was done answers; every one that may, where the text does not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.another_base import PER_ONE
from zipingbiao.form.quantity.answer.choosing import (
    EACH_BOUND,
    EACH_MOST,
    EVER,
    all_kinds,
    chosen_of,
    least_of_each,
    worst_of_each,
)
from zipingbiao.form.quantity.answer.doubt import differs_for_each, doubtful, half_told, other_sum
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.lacking import less
from zipingbiao.form.quantity.answer.other_matter import ALL_TOGETHER
from zipingbiao.form.quantity.answer.rates.counts import value_of
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.answer.sums import one_of, over_each
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.ranks import Reached, reached
from zipingbiao.form.quantity.readings import Number, Range, is_upper
from zipingbiao.form.quantity.units import PERIODS, TIMES_A_YEAR

_A_WORD = 2
_CAME = late_pattern("新(?:装|增|建|发现|招|聘|引进|入|办)|返贫|反弹|复发|增加")
_WENT = late_pattern("报废|拆除|注销|退出|离职|流失|停用|关停|减少|撤销|销号")
_AND_THEN = late_pattern("并([一-鿿]{2})")
_FOR_EACH_OF_THEM = late_pattern("每个?[一-鿿]{1,4}$")
_IN_ALL = late_pattern("共|合计|总计|累计")
_EXTREME = late_pattern("最[低高大小多少]")
#: 年初设20个，年中撤销3个
_TAKEN_AWAY = late_pattern("(?:撤回|解约|流拍|退租|退订|撤销|裁撤|砍掉|退出|流失)了?$")
#: 发放5000张, 新建并通水80个
_DEED_ASKED = late_pattern(r"(?:^|[一-鿿]{2}并)([一-鿿]{2})[≥>=约]*(?=\d)")
_AT_FIRST = late_pattern("年初|期初|原有?|存量|上年")
_STILL_THERE = late_pattern("(?:剩余?|剩下|余下|尚余|现存)$")


def which_of(
    done: list[Said],
    fitting: list[Said],
    rated: list[Said],
    told: Sequence[Said],
    target: Number | Range,
    name: str,
    asked: str,
    words: Lexicon,
) -> Answers:
    """The answer among `done`. `fitting`: all figures of the target's kind, `rated`: of any, `told`: all of the text."""
    done = of_the_rank(_of_one(done, name, target, asked), asked)
    outright = _outright(done, fitting, told, target, name, asked, words)
    if outright is not None:
        return outright
    elsewhere = [e for e in done if words.roles["elsewhere"].search(e.before) is not None]
    if (len(elsewhere) == len(done) > 1) or differs_for_each(done, target, asked):
        return Answers(tuple(each.figure for each in done))  # 报表为12座，附件仅列9座
    chosen = chosen_of([e for e in done if e not in elsewhere] or done, name, words)
    if len(chosen) > 1 and target.unit.dimension == "ratio":
        chosen = chosen_of(chosen, asked, words)  # 全县88%，本镇93% beside 本镇不低于90%
    fewest = _fewest_a_period(chosen, target)
    if fewest is not None:
        return Answers((fewest,))
    if elsewhere and elsewhere[0] not in chosen:
        return Answers(tuple(each.figure for each in (*chosen, *elsewhere)))
    if half_told(chosen, rated, target):
        return Answers(other=True)
    extremes = [e for e in done if e not in chosen and words.roles["extreme"].search(e.before) is not None]
    chosen = [*chosen, *extremes]
    doubts = doubtful(chosen, done, fitting, name, asked, words)
    if doubts:
        return Answers(doubts)
    another = other_sum(chosen, done, words)
    if another is not None:
        return Answers((chosen[0].figure, another))
    return _summed(chosen, fitting, told, target, asked, words)


def _of_one(done: list[Said], name: str, target: Number | Range, asked: str) -> list[Said]:
    """总投资920万元，人均约767元 beside 人均投资: the figure that is told of one, where those of all are told too."""
    rest = [each for each in done if _EXTREME.search(each.before) is not None]
    means = [each for each in done if each not in rest]
    if EVER.search(asked) is not None or EACH_MOST.search(asked) is not None:
        return done  # 任何时段≥2.5立方米/秒: the mean does not answer for the least
    of_things = target.unit.per not in TIMES_A_YEAR or EACH_BOUND.search(asked) is not None
    if rest and len(means) == 1 and target.unit.per and not (of_things and _of_all(means[0])):
        return means  # 每户平均4800元，最高5600元 beside 元/户
    totals = any(ALL_TOGETHER.search(each.before) for each in done) and PER_ONE.search(name) is not None
    of_one = [each for each in done if totals and PER_ONE.search(each.before) is not None]
    return of_one if len(of_one) == 1 else done


def _of_all(each: Said) -> bool:
    """10个共用47.5万元 is no price of one."""
    return _IN_ALL.search(each.before) is not None


def net_of(told: list[Said], about: str) -> Figure | None:
    """新装860路，同期报废95路 beside 净增: what came less what went, or what went less what came anew."""
    if "净" not in about or len(told) != 2:
        return None
    first, other = (each.figure.reading for each in told)
    if not isinstance(first, Number) or not isinstance(other, Number) or first.unit != other.unit:
        return None
    against = _WENT if _CAME.search(told[0].before) is not None else _CAME
    if against.search(told[1].before) is None:
        return None
    return replace(told[0].figure, reading=replace(first, value=first.value - other.value))


def _so_many_for_each(done: list[Said], told: Sequence[Said], words: Lexicon) -> Figure | None:
    """新开18个班，按每班30个学位核定: so many for each of those that are counted too, and both of one kind."""
    each = [one for one in done if _FOR_EACH_OF_THEM.search(one.before) is not None]
    if len(each) != 1 or len(done) != 2:
        return None
    product = over_each(each[0], told, words)
    return product if product.reading != each[0].figure.reading else None


def _outright(
    done: list[Said],
    fitting: list[Said],
    told: Sequence[Said],
    target: Number | Range,
    name: str,
    asked: str,
    words: Lexicon,
) -> Answers | None:
    """The figure that answers whatever else is told: those that are left, the worst of each, that of the deed asked for."""
    left = _left_of_them(fitting, target)
    if left is not None:
        return Answers((left,))
    worst = _fewest_a_period(done, target) or worst_of_each(done, target, name + asked)
    worst = worst or all_kinds(done, name, words)
    if worst is not None:
        return Answers((worst,))
    product = _so_many_for_each(done, told, words)
    if product is not None:
        return Answers((product,))
    of_deed = _of_the_deed(done, asked, words) or _of_the_last_deed(done, name)
    return None if of_deed is None else Answers((of_deed.figure,))


def _summed(
    chosen: list[Said],
    fitting: list[Said],
    told: Sequence[Said],
    target: Number | Range,
    asked: str,
    words: Lexicon,
) -> Answers:
    """What the chosen figures come to, less what is missing or was taken away."""
    summed = one_of(chosen, told, words)
    if summed is None:
        return Answers(tuple(each.figure for each in chosen))
    least = least_of_each(chosen, asked)
    if least is not None:
        return Answers((summed, least))
    lacking = [each for each in fitting if each.role is Role.LACKING]
    if lacking:
        return Answers((less(summed, lacking, target),))
    gone = [e for e in fitting if e.role is Role.LOST and _TAKEN_AWAY.search(e.before) is not None]
    left = less(summed, gone, None) if gone else summed
    return Answers((summed,) if left.reading == summed.reading else (summed, left))


def _fewest_a_period(chosen: list[Said], target: Number | Range) -> Figure | None:
    """一至四季度分别126、121、109、124个 beside 每季度不少于120个: each of them is one quarter's, and the fewest counts."""
    due = PERIODS.get(target.unit.per)
    upper = is_upper(target)
    numbers = [e.figure.reading for e in chosen if isinstance(e.figure.reading, Number)]
    if due is None or len(chosen) != due or len(numbers) != due or upper or any(n.unit.per for n in numbers):
        return None
    least = min(numbers, key=lambda number: number.value)
    return replace(chosen[0].figure, reading=replace(least, unit=replace(least.unit, per=target.unit.per)))


def _of_the_deed(done: list[Said], asked: str, words: Lexicon) -> Said | None:
    """制卡5000张，发放4812张 beside 发放5000张, 其中通水的61个 beside 新建并通水: the one figure that is told of the deed asked for last."""
    deed = _DEED_ASKED.search(asked)
    named = deed[1] if deed is not None else ""
    if len(named) < _A_WORD or len(done) < 2 or len({each.figure.reading.unit for each in done}) > 1:
        return None
    if deed is not None and not asked.startswith(deed.group()) and "并" not in deed.group():
        return None
    known = any(words.roles[key].search(named) is not None for key in ("done", "late", "extent", "early"))
    own = [each for each in done if named in each.before]
    return own[0] if len(own) == 1 and (known or "并" in asked) else None


def _of_the_last_deed(done: list[Said], name: str) -> Said | None:
    """6所改造结束，其中4所通过验收 beside 改造卫生院并通过验收: the one figure told of what the name ends with."""
    deed = _AND_THEN.search(name)
    own = [e for e in done if deed is not None and deed[1] in e.before + e.after]
    return own[0] if len(own) == 1 and len(done) > 1 else None


def _left_of_them(fitting: list[Said], target: Number | Range) -> Figure | None:
    """年初5处闲置，盘活4处，剩1处 beside 不超过2处: of what is to be few, those that are left."""
    upper = is_upper(target)
    if not upper or not target.unit.dimension.startswith("counter") or len(fitting) < 2:
        return None
    left = [each for each in fitting if _STILL_THERE.search(each.before) is not None]
    there, *dealt_with = [each for each in fitting if each not in left]
    if len(left) != 1 or not dealt_with or _AT_FIRST.search(there.before) is None:
        return None  # 收到投诉12起，剩2起未办结: twelve there were
    gone = sum(map(value_of, dealt_with), Decimal(0))
    return left[0].figure if value_of(there) - gone == value_of(left[0]) else None


def of_the_rank(done: list[Said], asked: str) -> list[Said]:
    """The figures whose words name the rank asked for or a better one; all of them where none or each does."""
    ranks = [reached(asked, each.before) for each in done]
    good = [e for e, rank in zip(done, ranks, strict=True) if rank in (Reached.SAME, Reached.BETTER)]
    lower = any(rank is Reached.WORSE for rank in ranks)
    return good if good and lower else done
