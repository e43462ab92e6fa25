"""JXF010, JXF011 and JXT009: the words of the indicators themselves, and their figures beside the target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from zipingbiao.checks.absent import absent, rows_of
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.money import plain
from zipingbiao.form.quantity.marks import EARLIER
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Number, Unit
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.quantity.units import same_kind, spellings

#: 各系统系统性风险 is no doubled word.
_DOUBLED = re.compile(r"([一-鿿]{2,6})\1(?![性化])")
#: Quicker to look for: the first two signs of such a word come again within six.
_MAY_BE_DOUBLED = re.compile(r"([一-鿿]{2})(?=.{0,4}\1)")
_CLAUSE_END = re.compile("[，。；,;]")
_SENTENCE = re.compile(r"[^。；;\n]+")
#: What was approved as it stands; the clerk cannot reword it this year.
_APPROVED = ("level3", "name", "goals.expected")
_DIGIT = re.compile(r"\d")
_PERCENT_TEXT = re.compile(r"\d\s*[%％]")


@rule("JXF010")
def typo(check: Context) -> Iterator[Finding]:
    form = check.form
    clause = int(check.rulebook.number("check.repeated_clause"))
    start = int(check.rulebook.number("check.repeated_start"))
    for row in check.rows:
        own_note = "" if "note" in row.indicator.merged else row.indicator.note
        for field, text, of in (("level3", row.indicator.level3, ""), ("note", own_note, "的说明")):
            if twice := _twice(text, clause, start):
                yield _doubled(check, f"{row.field}.{field}", f"{row.called()}{of}", twice)
    for field, text, called in (
        ("name", form.name, "项目名称"),
        ("goals.expected", form.goals.expected, "年度总体目标"),
        ("goals.actual", form.goals.actual, "年度总体目标"),
    ):
        if twice := _twice(text, clause, start):
            yield _doubled(check, field, called, twice)


def _doubled(check: Context, field: str, called: str, twice: str) -> Finding:
    approved = field.endswith(_APPROVED)
    return check.finding(
        field,
        found=twice,
        expected="去掉重复",
        message=f"{called}有重复的文字：“{twice}”。",
        advice="今年照批复填报；下年申报时删去重复的文字。" if approved else "",
        group=Group.NEXT if approved else None,
    )


@lru_cache(maxsize=4096)
def _twice(text: str, clause: int, start: int) -> str:
    """A word written twice in a row, a clause so long said again at once, or two sentences beginning alike so far."""
    joined = "".join(text.split())
    found = _DOUBLED.search(joined) if _MAY_BE_DOUBLED.search(joined) is not None else None
    if found is not None:
        return found.group()
    if len(joined) <= 2 * clause:
        return ""
    clauses = _CLAUSE_END.split(joined)
    for said, following in pairwise(clauses):
        if len(following) >= clause and said.endswith(following):
            return following
    starts = [sentence[:start] for sentence in _SENTENCE.findall(joined) if len(sentence) >= start]
    return next((each for i, each in enumerate(starts) if each in starts[:i]), "")


@rule("JXF011")
def unmeasurable_benefit(check: Context) -> Iterator[Finding]:
    rows = [row for row in check.rows if "效益" in row.levels or "可持续" in row.levels]
    if not rows:
        raise absent(check, Block.INDICATORS, "本表没有效益指标")
    for row in rows:
        target = row.scored.target
        if isinstance(target, Number) and target.unit.name == "%" and not _measurable(check, row):
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected="写明衡量什么、怎样计算",
                message=_unmeasured(check, row),
            )


def _unmeasured(check: Context, row: Row) -> str:
    """Of nothing that is named, or of one thing beside others."""
    told = f"{row.called()}的指标值{row.indicator.target.text}"
    parts = [part for part in _CLAUSE_END.split("".join(row.indicator.level3.split()).rstrip("。.")) if part]
    rate = next((part for part in parts if _ends_in_a_rate(check, part)), "")
    if not rate:
        return f"{told}没有说明是什么的比例，无法衡量。"
    others = "、".join(f"“{part}”" for part in parts if not _ends_in_a_rate(check, part))
    return f"{told}只衡量得了“{rate}”，同一行的{others}没有说明怎样衡量。"


def _measurable(check: Context, row: Row) -> bool:
    """A text that ends in a rate (…宕机率) or names a percentage says what is measured; 水平 and 效率 do not."""
    text = "".join(row.indicator.level3.split()).rstrip("。.；;")
    return _PERCENT_TEXT.search(text) is not None or _ends_in_a_rate(check, text)


def _ends_in_a_rate(check: Context, text: str) -> bool:
    return text.endswith(check.words("measurable_end")) and not text.endswith(check.words("unmeasurable_end"))


@rule("JXT009")
def text_against_target(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        target = row.scored.target
        if not isinstance(target, Number) or not target.unit.name:
            continue
        stated = _stated(check, row.indicator.level3, target.unit)
        if len(stated) == 1 and stated[0] != target.value * target.unit.factor and target.value:
            value = stated[0] / target.unit.factor
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected=f"{plain(value)}{target.unit.name}",
                message=f"{row.called()}文字写{plain(value)}{target.unit.name}，指标值是{row.indicator.target.text}，两处不一致。",
                related=(f"{row.field}.level3",),
            )


def _stated(check: Context, text: str, unit: Unit) -> list[Decimal]:
    """The numbers of that unit that a text asks for; several are a list or a sum, not a contradiction."""
    words = spellings(unit)
    line = normalise(text)
    if words and not any(word in line for word in words):
        return []
    found, parsed = [], parse(text, check.form.evaluated_year)
    for figure in parsed.figures:
        reading = figure.reading
        if not isinstance(reading, Number) or not reading.unit.name or reading.unit.per:
            continue
        digit = _DIGIT.search(parsed.marked, figure.start, figure.end)
        if _is_base(check, parsed.marked[: digit.start() if digit is not None else figure.start]):
            continue
        if reading.unit.name == unit.name or (
            reading.unit.dimension == unit.dimension and same_kind(reading.unit, unit)
        ):
            found.append(reading.value * reading.unit.factor)
    return found


def _is_base(check: Context, before: str) -> bool:
    """比2023年的10公里增加, 在去年10公里的基础上: what stands before a figure that is only compared with."""
    return _base(check.words("base_figure")).search(before) is not None


@lru_cache(maxsize=64)
def _base(words: tuple[str, ...]) -> re.Pattern[str]:
    told = "|".join(map(re.escape, (*words, EARLIER)))
    return re.compile(rf"(?:{told})(?:{told}|[的为是有共近约计达:：\s])*$")
