"""JXF006: what the standard table prints and nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.registry import rule
from zipingbiao.form.quantity.readings import Word
from zipingbiao.form.shortened import shortened
from zipingbiao.form.unscored import is_template_name

_NO_NAME = re.compile(r"(?:\*{2,}|×{2,}|[Xx]{2,})\s*(?:项目|专项|经费|项目支出)?|.*请填写.*|.*此处填写.*")
_GAP = re.compile("【请填写[^】]*】?")


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
                group=Group.NEXT,
            )
        own = row.indicator
        if is_template_name(own.level3):
            yield _template_text(check, f"{row.field}.level3", own.level3, own.level3)
        texts = (own.level3, own.target.text, own.actual.text, own.note)
        if not check.says("\n".join(texts), "placeholder"):
            continue
        for field, text in zip(("level3", "target", "actual", "note"), texts, strict=True):
            yield from _left(check, f"{row.field}.{field}", text)
    if check.unused:
        yield _unused_rows(check)
    if _NO_NAME.fullmatch(check.form.name.strip()):
        yield from _left(check, "name", check.form.name)
    form = check.form
    texts = (form.department, form.unit, form.goals.expected, form.goals.actual)
    if _may_be_left(check, "\n".join((*texts, *(line.note for line in form.funds)))):
        yield from _left_above(check)


def _left_above(check: Context) -> Iterator[Finding]:
    for field in ("department", "unit"):
        yield from _left(check, field, getattr(check.form, field))
    for i, line in enumerate(check.form.funds):
        yield from _left(check, f"funds[{i}].note", line.note)
    for field in ("expected", "actual"):
        yield from _left(check, f"goals.{field}", getattr(check.form.goals, field))


def _may_be_left(check: Context, text: str) -> bool:
    """Quicker to ask of all texts at once."""
    return "【" in text or check.says(text, "placeholder")


def _left(check: Context, field: str, text: str) -> Iterator[Finding]:
    own = _GAP.sub("", text) if "【" in text else text  # a gap of our own is JXN007
    word = check.first(own, "placeholder")
    if word:
        yield _template_text(check, field, word, text)


def _template_text(check: Context, field: str, word: str, text: str) -> Finding:
    approved = check.form.reports and field.endswith((".target", ".level3", ".expected"))
    return check.finding(
        field,
        found=word,
        expected="批复的内容" if approved else "填写实际内容",
        message=f"留有模板文字“{word}”：{shortened(text, 24)}。",
        advice="照批复的绩效目标填写，或删去。" if approved else "",
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
        related=tuple(others),
    )
