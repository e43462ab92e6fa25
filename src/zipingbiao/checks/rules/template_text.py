"""JXF006: what the standard table prints and nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zipingbiao.checks.approved_side import is_approved_side
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.form.quantity.readings import Word
from zipingbiao.form.shortened import shortened
from zipingbiao.form.texts import head_texts, row_texts
from zipingbiao.form.unscored import is_template_name

_GAP = re.compile("【请填写[^】]*】?")
_AS_APPROVED = (
    "照批复的绩效目标补全；批复就是这样的，今年不用改，写明理由后豁免本条；下年申报时写成实际内容。"
)
_NAME = "写出完整的项目名称；批复的名称就是这样的，写明理由后豁免本条。"


@rule("JXF006")
def placeholder(check: Context) -> Iterator[Finding]:
    for row in check.rows:
        target = row.scored.target
        if isinstance(target, Word) and target.scale:
            yield check.finding(
                f"{row.field}.target",
                found=row.indicator.target.text,
                expected="一个具体的指标值，如“好”",
                message=f"{row.called()}的指标值“{row.indicator.target.text}”是系统的选项，不是指标值。",
                advice="今年按现表填报；下年申报时写成具体的指标值。",
                severity=Severity.WARNING,
                group=Group.NEXT,
            )
        own = row.indicator
        if is_template_name(own.level3):
            yield _template_text(check, f"{row.field}.level3", own.level3, own.level3, sure=False)
        yield from _left(check, list(row_texts(check.form, row.i)))
    if check.unused:
        yield _unused_rows(check)
    yield from _left(check, list(head_texts(check.form)))


def _left(check: Context, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    """What is left of the template in each of the texts; quicker to ask of all of them at once."""
    joined = "\n".join(text for _, text in texts)
    if not (check.says(joined, "placeholder") or check.says(joined, "placeholder_or_text")):
        return
    for field, text in texts:
        own = _GAP.sub("", text) if "【" in text else text  # a gap of our own is JXN007
        word = _by_itself(own, check.words("placeholder"))
        if word or (said := check.first(own, "placeholder_or_text")):
            yield _template_text(check, field, word or said, text, sure=bool(word))


def _by_itself(text: str, words: tuple[str, ...]) -> str:
    """The first of the words that a text holds: XX of XX镇 and XXX, not of a code such as XXGH."""
    found = _finder(words).search(text)
    return found.group() if found is not None else ""


@lru_cache(maxsize=64)
def _finder(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_alone(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")


def _alone(word: str) -> str:
    before = r"(?<![0-9A-Za-z_])" if re.match(r"\w", word, re.ASCII) else ""
    last = re.escape(word[-1])
    behind = rf"(?={last}*(?![0-9A-Za-z_]))" if re.match(r"\w", word[-1], re.ASCII) else ""
    return f"{before}{re.escape(word)}{behind}"


def _template_text(check: Context, field: str, word: str, text: str, *, sure: bool) -> Finding:
    """`sure`: no text of a unit's own holds that word; what was approved so is never an error of this year."""
    approved = check.form.reports and is_approved_side(field)
    advice = _AS_APPROVED if approved else _NAME if field == "name" and check.form.reports else ""
    return check.finding(
        field,
        found=word,
        expected="批复的内容" if approved else "填写实际内容",
        message=f"留有模板文字“{word}”：{shortened(text, 24)}。",
        advice=advice,
        severity=None if sure and not approved else Severity.WARNING,
        group=Group.NEXT if approved else None,
    )


def _unused_rows(check: Context) -> Finding:
    """Told once for all of them."""
    names = list(dict.fromkeys(check.form.indicators[i].level3.strip() for i in check.unused))
    shown = "".join(f"“{name}”" for name in names[:3]) + ("等" if len(names) > 3 else "")
    first, *others = (f"indicators[{i}].level3" for i in check.unused)
    return check.finding(
        first,
        found=names[0],
        expected="只留填写了的行",
        message=f"有{len(check.unused)}行只有模板文字{shown}，没有填写，不作为指标审核。",
        advice="删去这些行；漏填的补填。",
        severity=Severity.WARNING,
        related=tuple(others),
    )
