"""JXF010 and JXF011: the words of the indicators themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.quantity.readings import Number

#: 各系统系统性风险 is no doubled word.
_DOUBLED = re.compile(r"([一-鿿]{2,6})\1(?![性化])")
_CLAUSE_TWICE = re.compile(r"([^，。；,;]{6,})[，。；,;]\1(?=[，。；,;]|$)")
_SENTENCE = re.compile(r"[^。；;\n]{16,}")
_START = 20
_PERCENT_TEXT = re.compile(r"\d\s*[%％]")


@rule("JXF010")
def typo(check: Context) -> Iterator[Finding]:
    """文字没有重复的词和句子。"""
    texts = [(f"{row.field}.level3", row.indicator.level3, row.called()) for row in check.rows]
    texts += [
        (f"{row.field}.note", row.indicator.note, f"{row.called()}的说明")
        for row in check.rows
        if "note" not in row.indicator.merged
    ]
    texts += [("name", check.form.name, "项目名称")]
    texts += [
        (f"goals.{name}", getattr(check.form.goals, name), "年度总体目标") for name in ("expected", "actual")
    ]
    for field, text, called in texts:
        twice = _twice(text)
        if twice:
            yield check.finding(
                field, found=twice, expected="去掉重复", message=f"{called}有重复的文字：“{twice}”。"
            )


def _twice(text: str) -> str:
    """A word written twice in a row, or two sentences with one beginning."""
    joined = "".join(text.split())
    found = _DOUBLED.search(joined) or _CLAUSE_TWICE.search(joined)
    if found is not None:
        return found.group()
    starts = [sentence[:_START] for sentence in _SENTENCE.findall(joined) if len(sentence) >= _START]
    return next((start for i, start in enumerate(starts) if start in starts[:i]), "")


@rule("JXF011")
def unmeasurable_benefit(check: Context) -> Iterator[Finding]:
    """效益指标要可衡量：百分比的指标值须写明是什么的比例。"""
    rows = [row for row in check.rows if "效益" in row.levels or "可持续" in row.levels]
    if not rows:
        raise Skip("本表没有效益指标")
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
