"""What an indicator is called that measures the execution of the budget once more: told by its parts.

Money (预算, 资金 …), what is done with it (执行, 支付 …) and a measure (率, 进度 …); what is paid is money by itself
(支出进度, 支付率). 合同执行率, 资金支付及时率 and 工资支付率 measure other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from zipingbiao.checks.context import Context, Row
from zipingbiao.form.quantity.readings import Comparator, Number
from zipingbiao.rulebook.rulebook import Rulebook

_DOWN = (Comparator.LE, Comparator.LT)


def execution_name(check: Context, row: Row) -> str:
    """The words by which a row is a rate of execution; "" where it is none: nobody asks for little of that."""
    target, name = row.scored.target, row.indicator.level3 or row.indicator.level2
    if isinstance(target, Number) and target.comparator in _DOWN:
        return ""
    text = "".join(name.split())
    listed = check.first(text, "execution_rate")
    if listed:
        return listed
    rate, told = _patterns(check.rulebook)
    found = rate.search(text)
    if found is None and isinstance(target, Number) and target.unit.dimension == "ratio":
        found = told.search(text)
    return found.group() if found is not None else ""


@lru_cache(maxsize=64)
def _patterns(rulebook: Rulebook) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One that names a measure, and one (预算执行情况) that says nothing of it but a target in percent."""
    words: Mapping[str, tuple[str, ...]] = rulebook.words
    money, act, paid, measure, told, when, whose = (
        _either(words.get(f"execution_{part}", ()))
        for part in ("money", "act", "paid", "measure", "told", "when", "whose")
    )
    of_money = rf"{money}(?:{when}|{whose}|的)*(?:{act}|{paid})"
    by_itself = rf"^(?:(?:{when}|{whose})*{paid}|{when}*{act})"
    step = r"(?:完成|序时)?"
    return (
        re.compile(rf"(?:{of_money}|{by_itself}){step}{measure}"),
        re.compile(rf"(?:{of_money}|^(?:{when}|{whose})*{paid}){step}{told}$"),
    )


def _either(words: Iterable[str]) -> str:
    listed = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, listed)) or r'(?!)'})"
