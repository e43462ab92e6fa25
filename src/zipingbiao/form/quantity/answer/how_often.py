"""How often something is done: 每周更新 is rarer than the 每日更新 that was asked for."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern

_EVERY = late_pattern("(?:每一?个?|逐|按)(小时|日|天|周|星期|旬|半月|月|季度?|半年|年)")
#: From often to seldom.
_ORDER = ("小时", "日", "周", "旬", "半月", "月", "季", "半年", "年")
_SAME = {"天": "日", "星期": "周", "季度": "季"}


def is_rarer(told: str, asked: str) -> bool:
    """Whether a text says that something was done more seldom than asked; False where one of them does not say how often."""
    wanted, done = _every(asked), _every(told)
    return wanted is not None and done is not None and done > wanted


def _every(text: str) -> int | None:
    found = _EVERY.search(text)
    return None if found is None else _ORDER.index(_SAME.get(found[1], found[1]))
