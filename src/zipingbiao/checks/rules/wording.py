"""JXF010 and JXF011: the words of the indicators themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.quantity.readings import Number

#: 各系统系统性风险 is no doubled word.
_DOUBLED = re.compile(r"([一-鿿]{2,6})\1(?![性化])")
#: Quicker to look for: the first two signs of such a word come again within six.
_MAY_BE_DOUBLED = re.compile(r"([一-鿿]{2})(?=.{0,4}\1)")
_CLAUSE_END = re.compile("[，。；,;]")
_SENTENCE = re.compile(r"[^。；;\n]+")
#: What was approved as it stands; the clerk cannot reword it this year.
_APPROVED = ("level3", "name", "goals.expected")
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
                message=f"{row.called()}的指标值{row.indicator.target.text}没有说明是什么的比例，无法衡量。",
            )


def _measurable(check: Context, row: Row) -> bool:
    """A text that ends in a rate (…宕机率) or names a percentage says what is measured; 水平 and 效率 do not."""
    text = "".join(row.indicator.level3.split()).rstrip("。.；;")
    if _PERCENT_TEXT.search(text):
        return True
    return text.endswith(check.words("measurable_end")) and not text.endswith(check.words("unmeasurable_end"))
