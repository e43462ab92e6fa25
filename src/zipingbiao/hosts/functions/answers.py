"""The cell functions, one implementation for Excel, LibreOffice and tests.

Arguments are what a host's cell holds: a text, a number, a truth value, a date, or nothing. Results are a
:class:`Decimal`, a text, or :class:`CellError`, which the host turns into its own error value; never 0 and never
a text for a score that cannot be had.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from zipingbiao.checks.rows import check_row
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.form.money import plain, points, round_half_up
from zipingbiao.narrative.narrate import note_for
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import DEFAULT, load_named
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.execution import score_execution
from zipingbiao.scoring.result import RowScore
from zipingbiao.scoring.score import grade_of, score_row
from zipingbiao.scoring.why import why_row

Value = str | int | float | Decimal | bool | date | None
#: A float of a spreadsheet has 15 digits that mean something.
_FLOAT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class CellError:
    """A spreadsheet error value; `why` goes to the log, never into the cell."""

    kind: str = "#VALUE!"
    why: str = ""


Result = Decimal | str | CellError


@dataclass(frozen=True, slots=True)
class Percent:
    """A number whose cell is shown in %: 0.98 here is the text 98%."""

    value: float | int | Decimal


Argument = Value | Percent
Block = Sequence[Sequence[Argument]]


def text_of(value: Argument) -> str:
    """The text a reader of the cell sees; numbers without noise, dates in Chinese."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case Percent():
            return f"{plain(_decimal(value.value) * 100)}%"
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return plain(_decimal(value))


def _decimal(value: float | int | Decimal) -> Decimal:
    return Decimal(format(value, f".{_FLOAT_DIGITS}g")) if isinstance(value, float) else Decimal(value)


def entry_of(value: Argument) -> Entry:
    """A target or actual as the grammar wants it."""
    numeric = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Entry(text_of(value), numeric=numeric)


def indicator_of(path: Argument) -> tuple[str, str, str]:
    """`一级/二级/三级` in one text; a text without two strokes is the 三级指标 alone."""
    text = text_of(path)
    parts = text.split("/", 2)
    if len(parts) == 3 and (parts[0].endswith("指标") or not parts[0]):
        return parts[0], parts[1], parts[2]
    return "", "", text


def _row(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument,
    indicator: Argument,
    rulebook: Rulebook,
) -> tuple[Indicator, RowScore]:
    level1, level2, level3 = indicator_of(indicator)
    row = Indicator(
        level1,
        level2,
        level3,
        entry_of(target),
        entry_of(actual),
        text_of(weight),
        deduction=text_of(deduction),
    )
    return row, score_row(row, 1, rulebook=rulebook, year=_year_of(rulebook))


def _year_of(rulebook: Rulebook) -> int | None:
    """评价年度, where the workbook names one."""
    return None if rulebook.on == date.max else rulebook.on.year


def rulebook_of(name: str = "", default: str = DEFAULT, year: int | None = None) -> Rulebook:
    """The rulebook that a workbook names, else the user's own."""
    return load_named(name, default, year)


def perf_score(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument = None,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """得分 = 规则得分上限 − 自行扣分."""
    _, scored = _row(target, actual, weight, deduction, indicator, rulebook or rulebook_of())
    return CellError(why=scored.state.value) if scored.score is None else scored.score


def perf_state(
    target: Argument, actual: Argument, indicator: Argument = None, *, rulebook: Rulebook | None = None
) -> Result:
    """完成情况 in one word."""
    _, scored = _row(target, actual, None, None, indicator, rulebook or rulebook_of())
    return scored.state.value


def _execution(
    executed: Argument, annual_budget: Argument, weight: Argument, rulebook: Rulebook
) -> tuple[Decimal | None, Decimal | None]:
    line = FundLine(
        "年度资金总额",
        "",
        text_of(annual_budget),
        text_of(executed),
        text_of(weight) or plain(rulebook.number("execution.weight")),
    )
    execution = score_execution(Form(funds=(line,)), rulebook)
    return execution.computed_rate, execution.computed_score


def perf_rate(executed: Argument, annual_budget: Argument, *, rulebook: Rulebook | None = None) -> Result:
    """执行率 as a fraction, rounded half up to 0.01 %."""
    rate, _ = _execution(executed, annual_budget, None, rulebook or rulebook_of())
    return CellError(why="预算数为0或不是数") if rate is None else round_half_up(rate / 100, 4)


def perf_rate_score(
    executed: Argument, annual_budget: Argument, weight: Argument = None, *, rulebook: Rulebook | None = None
) -> Result:
    """执行率得分, at most the 分值."""
    _, score = _execution(executed, annual_budget, weight, rulebook or rulebook_of())
    return CellError(why="预算数为0或不是数") if score is None else score


def perf_check(
    target: Argument,
    actual: Argument,
    weight: Argument,
    score: Argument,
    note: Argument = None,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """The findings on one row, one a line: `JXT004 单位不一致……`; "" where there is none."""
    rules = rulebook or rulebook_of()
    level1, level2, level3 = indicator_of(indicator)
    row = Indicator(
        level1,
        level2,
        level3,
        entry_of(target),
        entry_of(actual),
        text_of(weight),
        text_of(score),
        text_of(note),
    )
    return "\n".join(
        f"{finding.code} {finding.message}" for finding in check_row(row, rules, _year_of(rules))
    )


def perf_note(
    indicator: Argument,
    target: Argument,
    actual: Argument,
    weight: Argument,
    score: Argument,
    reason: Argument = None,
    detail: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """偏差原因分析及改进措施 for one row, "" where none is needed."""
    rules = rulebook or rulebook_of()
    level1, level2, level3 = indicator_of(indicator)
    row = Indicator(
        level1, level2, level3, entry_of(target), entry_of(actual), text_of(weight), text_of(score),
        reason=text_of(reason), detail=text_of(detail),
    )  # fmt: skip
    scored = score_row(row, 1, rulebook=rules, year=_year_of(rules))
    note = note_for(row, scored, rules, _narrator())
    return note.text if note.required else ""


@lru_cache(maxsize=1)
def _narrator() -> Narrator:
    from zipingbiao.settings import load_settings

    own = load_settings().templates
    return Narrator.load(directories=(own,) if own else ())


def perf_why(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument = None,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """The computation in words, with the rule's source and status."""
    rules = rulebook or rulebook_of()
    row, scored = _row(target, actual, weight, deduction, indicator, rules)
    return "\n".join(why_row(scored, row, rules).lines())


def perf_grade(total: Argument, *, rulebook: Rulebook | None = None) -> Result:
    """优 / 良 / 中 / 差."""

    reached = points(text_of(total))
    grade = grade_of(reached, rulebook or rulebook_of())
    return CellError(why="总分不是数") if grade is None else grade


def over_block(
    function: Callable[..., Result], arguments: Sequence[Argument | Block], **keywords: object
) -> list[list[Result]]:
    """A function over equal-shaped ranges: a block in, a block out; a scalar argument serves every cell.

    Ranges of different shapes give an error in every cell: rows that do not belong together are not computed.
    """
    shapes = {(len(block), len(block[0])) for block in arguments if isinstance(block, list | tuple)}
    height, width = max(shapes, default=(1, 1))
    if len(shapes) > 1:
        return [[CellError(why="各参数的区域大小不一致")] * width for _ in range(height)]
    return [
        [function(*(_at(a, r, c) for a in arguments), **keywords) for c in range(width)]
        for r in range(height)
    ]


def _at(argument: Argument | Block, row: int, column: int) -> Argument:
    if isinstance(argument, Sequence) and not isinstance(argument, str):
        return argument[row][column]
    return argument
