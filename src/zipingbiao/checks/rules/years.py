"""JXT016: a year of an earlier form that was carried over into the target, the indicator or the project's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.quantity.dates import Dated, with_digits
from zipingbiao.form.quantity.read import dates_in
from zipingbiao.form.quantity.readings import Moment
from zipingbiao.form.quantity.text import normalise

#: A sign of every way to name a year: 2023.6, 二零二三年, 去年.
_MAY_NAME_YEAR = re.compile("年|19|20")
#: The same in any spelling.
_MAY_BE_SPELT = re.compile(r"年|\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
#: 2024年, （2024年度）, but not 2024-2026年, 〔2020年〕10号 or GB/T 22240-2020.
_NAMED = re.compile(r"(?<![\d\-—–~～至到〔\[])((?:19|20)\d{2})年")
#: The title of a document keeps its year.
_TITLE = re.compile("《[^》]*》")


@rule("JXT016")
def year_left_standing(check: Context) -> Iterator[Finding]:
    year = check.form.evaluated_year
    if year is None:
        raise Skip("没有写明评价年度")
    for row in check.rows:
        for field, moment in _stale_deadlines(check, row, year):
            shown = row.text(field)
            yield check.finding(
                f"{row.field}.{field}",
                found=shown,
                expected=f"{year}年的期限",
                message=f"{row.called()}的{'指标值' if field == 'target' else '期限'}写的是{moment.last.year}年，评价年度是{year}年，像是从往年的表带来、没有更新。",
                severity=Severity.HINT if check.carries_over else None,
            )
    named = _stale_name(check, year)
    if named:
        yield check.finding(
            "name",
            found=named,
            expected=f"{year}年，或说明是往年结转的项目",
            message=f"项目名称写的是{named}，评价年度是{year}年，上年结转资金没有填，像是从往年的表带来、没有更新。",
            severity=Severity.HINT,
        )


def _stale_deadlines(check: Context, row: Row, year: int) -> Iterator[tuple[str, Moment]]:
    """The target and the 三级指标, where every deadline they name lies before the evaluated year."""
    target = row.scored.target
    if isinstance(target, Moment):
        if target.year is not None and target.last.year < year:
            yield "target", target
    elif (moment := _stale(check, row.indicator.target.text, year)) is not None:
        yield "target", moment
    if (moment := _stale(check, row.indicator.level3, year)) is not None:
        yield "level3", moment


def _stale(check: Context, text: str, year: int) -> Moment | None:
    """The last of the deadlines of a text, where it lies before the year; what is told of the past is none."""
    if _MAY_BE_SPELT.search(text) is None:
        return None
    line = normalise(_TITLE.sub("", text) if "《" in text else text)
    if _MAY_NAME_YEAR.search(line) is None:
        return None
    deadlines = [
        dated.moment
        for dated in dates_in(line, year)
        if dated.moment is not None and dated.moment.by and not _is_history(check, line, dated)
    ]
    latest = max(deadlines, key=lambda moment: moment.last, default=None)
    return latest if latest is not None and latest.year is not None and latest.last.year < year else None


def _is_history(check: Context, line: str, dated: Dated) -> bool:
    """比2023年, 2021年以来: beside the date a word that looks back."""
    words = check.words("history")
    return line[: dated.start].rstrip().endswith(words) or line[dated.end :].lstrip().startswith(words)


def _stale_name(check: Context, year: int) -> str:
    """The year in the project's name, where it and every other year there lies before the evaluated one."""
    name = with_digits(normalise(_TITLE.sub("", check.form.name)))
    named = _NAMED.search(name)
    if named is None or check.carries_over or check.says(name, "carried_over"):
        return ""
    if any(int(each) >= year for each in _YEAR.findall(name)):
        return ""
    looks_back = name[: named.start()].endswith(check.words("history")) or name[named.end() :].startswith(
        check.words("history")
    )
    return "" if looks_back else named.group()
