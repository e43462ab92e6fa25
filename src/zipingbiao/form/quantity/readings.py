"""What a text of 年度指标值 or 实际完成值 can mean. One class per meaning; unreadable is a value, not an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from zipingbiao.record import record


class Comparator(StrEnum):
    """The relation a target asks for. BARE: the clerk wrote none."""

    GE = "≥"
    GT = ">"
    LE = "≤"
    LT = "<"
    EQ = "="
    BARE = ""


class Trend(StrEnum):
    """What a figure says of a change: 增长5%, 下降5%. NONE: it speaks of none, or of what was reached (提高到95%)."""

    UP = "增长"
    DOWN = "下降"
    NONE = ""


class Near(StrEnum):
    """How a figure stands for what it names: 200余人 are a little more, 近200人 a little less, 约200人 either."""

    EXACT = ""
    BELOW = "近"
    ABOVE = "余"
    AROUND = "约"


@record(frozen=True, slots=True)
class Unit:
    """A unit of measure as printed, and what it converts to.

    `dimension` groups units that convert into each other (`money`, `time`, `ratio` …); a counter such as 台 is its
    own dimension. `factor` turns a value in this unit into the dimension's base unit (元, 1, 1/12 秒: see units.toml).
    """

    name: str = ""
    dimension: str = ""
    factor: Decimal = Decimal(1)
    per: str = ""


NO_UNIT = Unit()


@record(frozen=True, slots=True)
class Number:
    """`≥95%`, `=7个（套）`, `3万人` (value 30000, multiplier 10000), `零事故` (≤ 0)."""

    comparator: Comparator
    value: Decimal
    unit: Unit = NO_UNIT
    multiplier: Decimal = Decimal(1)
    near: Near = Near.EXACT
    numeric: bool = False
    trend: Trend = Trend.NONE

    @property
    def approximate(self) -> bool:
        """约, 近, 余, 左右."""
        return self.near is not Near.EXACT


@record(frozen=True, slots=True)
class Range:
    """`80%-90%`, `±5%`, `100±5`: both bounds count as met."""

    low: Decimal
    high: Decimal
    unit: Unit = NO_UNIT
    multiplier: Decimal = Decimal(1)
    trend: Trend = Trend.NONE


@record(frozen=True, slots=True)
class Item:
    """One of several things that a target asks for: 公益讲座12场, or 增设无障碍通道 beside such.

    `what`: the words before the figure, "" where none are; `number`: None where it is asked for in words alone.
    """

    what: str
    number: Number | None


@record(frozen=True, slots=True)
class Several:
    """`阅读活动40场、公益讲座12场`: each of them is to be reached."""

    items: tuple[Item, ...]


@record(frozen=True, slots=True)
class Moment:
    """A date or period as its whole span; `year` is None where the clerk wrote none.

    `first` and `last` are computed with the evaluated year filled in. `by` says the text is a deadline (前, 底前).
    `lenient` marks a bare `X月前`, read to the end of the month.
    """

    first: date
    last: date
    year: int | None
    by: bool = False
    lenient: bool = False


class Level(StrEnum):
    """The band a qualitative word stands for (财预〔2020〕10号: 达成 / 部分达成并具有一定效果 / 未达成且效果较差)."""

    MET = "达成"
    PARTIAL = "部分达成"
    MISSED = "未达成"
    UNKNOWN = ""


@record(frozen=True, slots=True)
class YesNo:
    """是 / 否 as a target or an actual."""

    yes: bool


@record(frozen=True, slots=True)
class Word:
    """A qualitative text found in the lexicon. `scale`: the option list of the system (`好坏`) instead of a target.

    `word` is the lexicon entry that was recognised; `done` marks 完成 / 已完成 and the like (a deed, not a quality),
    `undone` 未完成 / 尚未验收 and the like. `trend`: the way a text of nothing else goes (有所下降).
    """

    word: str
    level: Level
    scale: bool = False
    done: bool = False
    undone: bool = False
    trend: Trend = Trend.NONE


@record(frozen=True, slots=True)
class Empty:
    """Nothing printed."""


@record(frozen=True, slots=True)
class Unreadable:
    """A text this grammar cannot read; `why` is a Chinese sentence for the clerk."""

    text: str
    why: str = "无法识别"


Reading = Number | Range | Several | Moment | YesNo | Word | Empty | Unreadable


def is_upper(target: Reading) -> bool:
    """Whether no more than its figure is asked for: ≤30%, <5天."""
    return isinstance(target, Number) and target.comparator in (Comparator.LE, Comparator.LT)
