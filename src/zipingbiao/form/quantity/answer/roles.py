"""What each figure of a sentence is: done, planned, missing, of an earlier year, a part, the extent of something.

`计划招聘60人，实际到岗54人` holds two figures of one unit, and only one of them answers the target. A figure is told by
the words before it (back to the figure or pause before) and after it (up to the next pause).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import ALL_YEAR, EARLIER, LATER, MARKS, WITHIN, in_year
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Trend, Unit
from zipingbiao.record import record

_PAUSE = late_pattern(r"[;,.!?:()、+]|但是?|而(?=[^且])|并(?=[^不])")
_BACK_TO = late_pattern(r"[;,.!?()]")
#: 由上年9人减为2人
_FROM_LEVEL = late_pattern(f"[由从](?:[上去]年|[{MARKS}]|的|同期|初)*$")
#: 86个里没有一个未销号
_NONE_UNDONE = late_pattern("(?:没有|无|不存在)一[一-鿿]{1,2}[未不][一-鿿]*")
#: 按计划800批次: no word of what was done.
_BY_PLAN = late_pattern("(?:按|按照)?(?:年度|全年)?(?:计划|任务)[数量]?")
_THE_REST = late_pattern("其余$")
#: What is said of the rest, and nothing in it denies or puts off.
_IS_DONE_TOO = late_pattern(
    "(?!.*(?:[未没无不尚待拟仍差缺]|正在|在[建办途谈审]|计划|预计|延|推迟|停|退|取消|推进|跟进|协调|办理中))[一-鿿]{2,}$"
)
_NOT_EVEN = late_pattern("[也都](?:没|未|不)")
#: 68座，其中年内新增2座: all of them, and some of them new.
_ADDED = late_pattern(f"其中(?:[{MARKS}]|本年|当年|年内)*(?:新增|新建|净增)")
_SAVE_FOR = late_pattern("除(?!险|尘|草|四害)")
_IN_BRACKETS = late_pattern(r"\(([^()\d]{1,32})\)")
#: The figure itself is put off to a later year.
_PUT_OFF = late_pattern(f"[,;(]?(?:延期|推迟|延后|顺延|延迟|延)[至到]?{LATER}")
#: How long a thing lasts can only be expected.
_LIFETIME = late_pattern("寿命|年限")
_CAUSED = late_pattern("引发|导致|造成|引起|致使|发生")
_RATE = late_pattern("[%‰‱]")
_IN_ALL = late_pattern(r"^(?:[共计]|总共|共计|合计|总计)\d")
_MADE_GOOD = late_pattern(
    "[一-鿿]{0,4}[,;(]?(?:(?:均|都|全部|现)已?|已)(?:经|全部)?(?:补齐|补足|补充到位|递补|补录|补招|补发|更换|换新|补上|重新[一-鿿]{2,4}(?:成功|完成|到位|合格|通过))"
)
_LEAD = late_pattern("[一-鿿]{1,2}(?=[\\d-])")
#: 图书馆18.6万、文化馆7.9万、美术馆5.1万人次
_A_NAME = late_pattern("[一-鿿]{2,8}")
#: 486万降至451万立方米
_LED_TO = late_pattern("(?:下?降|减少?|压[缩减]|增加?|提?升|提高|缩[短减]|变|扩大?|涨)[到至为成]")
GOING_ON = ("、", "和", "及", "+")
_UP_TO = late_pattern(f"(?:截至|截止|至|到)[{MARKS}]+")


class Role(IntEnum):
    """What a figure is in its sentence; among those of one unit the highest answers, the negative ones never do."""

    NONE = -8  # 未发生1起
    EXCESS = -7  # 较预算超支6.4万元
    SAVED = -6  # 节约3万元
    LACKING = -5  # 还差2次; 5户未发放
    LOST = -9  # 注销1120户
    PLANNED = -4
    EARLIER = -3  # 上年同期85%
    BASE = -2  # 3场中的2场: the 3
    FROM = -1  # 由66%提高到68%: the 66
    PART = 0  # 其中新能源12辆
    EXTENT = 1  # 应检96家
    PLAIN = 2
    DONE = 3  # 完成10次
    TOTAL = 4  # 共10次
    ACTUAL = 5  # 本年、实际


#: What a sentence begins with and says of all that follows.
_LEADING = late_pattern(
    f"^(?:[{WITHIN}{ALL_YEAR}]+|本年度?|今年|当年|实际)[,]?(?=[一-鿿])(?![共合累]|总(?!投资|造价|价))"
)
#: 上年末: the end of the year before.
_LAST_YEAR = late_pattern(f"[上去][{MARKS}]+")
_OF_EACH = late_pattern("各|每|均|分别")
_STANDING = (Role.DONE, Role.TOTAL, Role.ACTUAL)


@record(frozen=True, slots=True)
class Said:
    """A figure and what its sentence makes of it. `before`, `after`: its words up to the next pause or figure."""

    figure: Figure
    role: Role
    before: str
    after: str

    @property
    def words(self) -> str:
        """The words around the figure, without marks of dates."""
        return "".join(c for c in self.before + self.after if c not in MARKS)


#: 投诉1件，查证不属实: there was none.
_UNFOUNDED = late_pattern(
    "[,(]?(?:经)?(?:查证|核实|核查|调查|查实)?后?(?:均|都)?(?:为|系|属)?(?:不属实|不实|误报|无效(?:投诉|举报))(?:[);,.]|$)"
)
#: 与52人达成初步意向: nothing is settled.
_INTENDED = late_pattern("(?:达成|签订|签署|签|形成|有)?了?(?:初步|合作|投资)*意向")


def said(text: str, figures: Sequence[Figure], words: Lexicon, name: str = "") -> tuple[Said, ...]:
    """The figures of a text (its dates replaced by marks) with their roles, left to right.

    What only repeats the `name` of the indicator says nothing: 计划生育家庭158人 is no plan.
    """
    found: list[Said] = []
    for n, figure in enumerate(figures):
        if found and found[-1].role is Role.FROM:
            figure = _in_unit_of(found[-1].figure, figure)
        else:
            figure = _in_unit_of_next(text, figures, n)
        last = figures[n - 1].end if n else 0
        following = figures[n + 1].start if n + 1 < len(figures) else len(text)
        before = _BACK_TO.split(text[last : figure.start])[-1]
        behind = text[figure.end : following]
        pause = _PAUSE.search(behind)
        after = behind[: pause.start()] if pause is not None else behind
        runs_on = pause is None and n + 1 < len(figures)
        if n == 0:
            before = _without_lead(before, words, several=len(figures) > 1)
        told = without_name(before, name)
        role = _role(figure, told, after + _lead(text, following), name, runs_on=runs_on, words=words)
        if role is Role.PLAIN and _IN_ALL.search(before + text[figure.start : figure.end]) is not None:
            role = Role.TOTAL  # 共84块: the word is read with its figure
        if role in (Role.PLAIN, Role.EXTENT, Role.DONE):
            role = _qualified(text[figure.start : figure.end], behind, words) or role
        role = _in_its_bracket(role, text, figure, before, name, found, words)
        if role in (Role.LACKING, Role.LOST) and _MADE_GOOD.match(behind) is not None:
            role = Role.BASE  # 退出12户，均已补齐
        role = _after_the_others(role, figure, before, after, found, words)
        found.append(Said(figure, role, before, after))
    return tuple(found)


def _without_lead(before: str, words: Lexicon, *, several: bool) -> str:
    """全年受理96件，授权71件, 实际报名129人: what is said of all that is told, or of a first step, makes none of it more real."""
    led = _LEADING.sub("", before)
    step = led.removeprefix("已")
    first = any(words.roles[key].match(step) is not None for key in ("extent", "tried", "early"))
    return step if first else led if several else before


def _in_its_bracket(
    role: Role, text: str, figure: Figure, before: str, name: str, found: Sequence[Said], words: Lexicon
) -> Role:
    """What a figure in brackets is: a part of what stands before them, unless it tells the same again."""
    bracketed = _in_brackets(text, figure.start)
    if bracketed and role in (Role.PLAIN, Role.EXTENT):
        role = Role.PLAIN if _again(text, figure, before, words) else Role.PART
    outside = any(not _in_brackets(text, each.figure.start) for each in found)
    if bracketed and outside and role in _STANDING and _OF_EACH.search(before) is None:
        role = role if _again(text, figure, before, words) else Role.PART  # 78人(年内2人被收养)
    if bracketed and role > Role.PART and words.roles["part"].match(before) is not None:
        role = Role.PART  # 26个(含年内新增3个)
    gone = words.roles["gone"]
    inside = bracketed or before.startswith(("其中", "含", "包括"))
    if inside and gone.search(before) is not None and gone.search(name) is None and "更换" not in before:
        return Role.LACKING  # 12台(退货3台)
    return role


def _after_the_others(
    role: Role, figure: Figure, before: str, after: str, found: Sequence[Said], words: Lexicon
) -> Role:
    """What a figure is behind those that were told before it."""
    apart = any(each.role is Role.DONE for each in found) and words.roles["part"].search(before) is None
    if role is Role.LACKING and apart and words.roles["ongoing"].search(after) is not None:
        return Role.PLANNED  # 已完成3项，2项在建
    going_on = bool(found) and before.startswith(GOING_ON) and found[-1].role is Role.PART
    if role in (Role.PLAIN, Role.DONE) and going_on:
        return Role.PART
    if role is Role.PLAIN and before in GOING_ON and found and found[-1].role is Role.EXTENT:
        return Role.EXTENT  # 分别培训146人次和139人次
    if role is Role.EXTENT and found and before.startswith("、") and _like_the_last(found[-1], figure):
        return Role.PLAIN  # 养殖3次、种植4次: a list of things, not how much was planted
    return role


def _like_the_last(last: Said, figure: Figure) -> bool:
    return last.role is Role.PLAIN and last.figure.reading.unit == figure.reading.unit


def _qualified(own: str, behind: str, words: Lexicon) -> Role | None:
    """95%(预计), 10个(上年数), 10个,延期至次年完成: what is said of a figure behind it, in brackets or after a pause."""
    if _UNFOUNDED.match(behind) is not None:
        return Role.NONE
    if _PUT_OFF.match(behind) is not None or _INTENDED.match(behind) is not None:
        return Role.PLANNED
    told = _IN_BRACKETS.search(own) or _IN_BRACKETS.match(behind)  # a unit takes its bracket along
    if told is None:
        return None
    planned = words.stance["planned"].match(told[1]) or words.roles["planned"].fullmatch(told[1])
    if LATER in told[1] or planned is not None:
        return Role.PLANNED
    return Role.EARLIER if EARLIER in told[1] or _is_earlier(told[1], words) else None


def _in_unit_of(start: Figure, figure: Figure) -> Figure:
    """由20个工作日减至12个: the second figure is in the unit of the first."""
    one, other = start.reading, figure.reading
    if not isinstance(other, Number):
        return figure
    unit = one.unit if other.unit.name in ("", "个") else other.unit
    return replace(figure, reading=replace(other, unit=unit, trend=Trend.NONE))


def _in_unit_of_next(text: str, figures: Sequence[Figure], n: int) -> Figure:
    """210、225、198人次: a figure of a list without a unit is in the unit of the one that has it."""
    figure, end = figures[n], figures[n].end
    if figure.reading.unit.name or not isinstance(figure.reading, Number):
        return figure
    for following in figures[n + 1 :]:
        between = text[end : following.start]
        named = between.startswith("、") and _A_NAME.fullmatch(between[1:]) is not None
        led = figure.reading.multiplier > 1 and _LED_TO.fullmatch(between) is not None
        if between not in GOING_ON and not led and not (named and figure.reading.multiplier > 1):
            return figure
        if following.reading.unit.name:
            return replace(figure, reading=_in_unit(figure.reading, following.reading.unit))
        end = following.end
    return figure


def _in_unit(reading: Number, unit: Unit) -> Number:
    """28万、17.5万、14万元: the 万 of the figure is that of the unit."""
    if reading.multiplier > 1 and unit.dimension == "money" and unit.factor == reading.multiplier:
        return replace(reading, value=reading.value / reading.multiplier, unit=unit, multiplier=Decimal(1))
    return replace(reading, unit=unit)


def _lead(text: str, at: int) -> str:
    """What the next figure begins with before its digits: the 为 of 由9起降为5起."""
    found = _LEAD.match(text, at)
    return found.group() if found is not None else ""


def is_listed(each: Said) -> bool:
    """、乙段4.9公里; 5场校园招聘和3场双选会: a figure that goes on with a list."""
    return each.before.startswith(GOING_ON) or each.before.endswith(("和", "及", "与"))


def without_name(text: str, name: str) -> str:
    """The text without its longest run of characters that the indicator's name holds too, three or more."""
    longest = ""
    if not name:
        return text
    for start in range(len(text) - 2):
        end = start + max(len(longest) + 1, 3)
        while end <= len(text) and text[start:end] in name:
            longest = text[start:end]
            end += 1
    return text.replace(longest, "□") if longest else text


def _again(text: str, figure: Figure, before: str, words: Lexicon) -> bool:
    """8次(附表汇总为6次): the same thing told a second time."""
    rate = _RATE.search(text[figure.start : figure.end]) is not None
    return rate or words.roles["again"].search(before) is not None


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _role(figure: Figure, before: str, after: str, name: str, *, runs_on: bool, words: Lexicon) -> Role:
    """`runs_on`: another figure follows without a pause, so the words between may belong to that one."""
    if not before and not after:
        return Role.LACKING if figure.lacking else Role.PLAIN  # no words, so none of those below
    roles = words.roles
    none = words.stance["absent"].search(before)
    if none is not None and not before[none.end() :] and _is_one(figure):
        return Role.BASE if after.startswith(("未", "不", "没")) else Role.NONE  # 没有一个未销号
    if _NOT_EVEN.match(after) is not None and _is_one(figure):
        return Role.NONE  # 一次也没开展
    if roles["beside"].search(before) is not None:
        return Role.BASE
    if _SAVE_FOR.search(before) is not None and after.startswith(("外", "以外", "之外")):
        return Role.LOST  # 除维护日15天外均开放
    if before.endswith(("没有", "没", "未")):
        return Role.LOST  # 没有100%
    for key, role in (("excess", Role.EXCESS), ("saved", Role.SAVED)):
        told = roles[key].search(before)
        if told is not None and not before[told.end() :].strip("了约资金经费") and told.group() not in name:
            return role
    if roles["ongoing"].search(before) is not None:
        return Role.LACKING if roles["part"].search(before) is not None else Role.PLANNED
    removing = roles["removal"].search(name) is not None and roles["removal"].search(before) is not None
    if removing and not figure.lacking:
        return _standing(before, words)  # 报废36台 beside 报废老旧车辆
    behind = without_name(after, name)
    behind = _NONE_UNDONE.sub("", behind)
    waiting = (roles["not_yet"].search(behind) or roles["ongoing"].search(behind)) if not runs_on else None
    if _THE_REST.search(before) is not None and not figure.lacking and _IS_DONE_TOO.match(behind) is not None:
        return Role.PART  # 其余3个由业委会自管
    if figure.lacking or waiting is not None or _is_not_yet(before, words):
        return Role.PLANNED if roles["besides"].search(before) is not None else Role.LACKING
    from_here = runs_on and roles["from"].search(before) is not None and roles["to"].search(after) is not None
    if from_here and _FROM_LEVEL.search(before) is not None:
        return Role.FROM  # 流失由上年9人减为2人
    if roles["lost"].search(before) is not None and roles["removal"].search(name) is None:
        return Role.LOST
    if runs_on and roles["base_after"].match(after) is not None:
        return Role.BASE
    expected = (
        roles["planned"].search(before) or _BY_PLAN.fullmatch(before)
    ) is not None and _LIFETIME.search(name) is None
    if LATER in before or expected:
        return Role.PLANNED
    if _is_earlier(before, words):
        return Role.FROM if runs_on else Role.EARLIER
    if from_here:
        return Role.FROM
    return _standing(before, words)


def _is_not_yet(before: str, words: Lexicon) -> bool:
    """尚未验收2处; in 未及时修复引发事故2起 two did happen."""
    found = words.roles["not_yet"].search(before)
    return found is not None and _CAUSED.search(before, found.end()) is None


def _is_earlier(before: str, words: Lexicon) -> bool:
    """上年同期85%, 2023年建成5座; 较上年增长 compares."""
    if (EARLIER in before and not in_year(before)) or _LAST_YEAR.search(before) is not None:
        return words.roles["compared"].search(before) is None
    named = words.roles["earlier"].search(before)
    return named is not None and words.roles["compared"].search(before) is None


def _standing(before: str, words: Lexicon) -> Role:
    roles = words.roles
    if _ADDED.match(before) is not None:
        return Role.PART
    told = _UP_TO.sub("", before)
    if in_year(told) or roles["actual"].search(told) is not None:
        return Role.ACTUAL
    if roles["total"].search(before) is not None:
        return Role.TOTAL
    if roles["tried"].search(before) is not None:
        return Role.EXTENT
    if roles["done"].search(before) is not None:
        return Role.DONE
    if roles["part"].search(before) is not None:
        return Role.PART
    return Role.EXTENT if roles["extent"].search(before) is not None else Role.PLAIN


def _is_one(figure: Figure) -> bool:
    """未发生一起: the figure is the 一 of 一起."""
    return isinstance(figure.reading, Number) and figure.reading.value == 1
