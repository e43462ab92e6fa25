"""JXF 表式: what has to be filled, which classes there are, names, years, styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row, filled, weights_of
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.money import plain, points
from zipingbiao.form.quantity.dates import with_digits
from zipingbiao.form.quantity.text import normalise

#: A code before a name: 042-, [042], (042001), 042北京…; never 120急救中心.
_PREFIX = re.compile(r"^(?:\d{2,}\s*[-—_－]\s*|[\[(（【]\d{2,}[\])）】]\s*|(?:0\d{2,}|\d{6,})\s*(?=[一-鿿]))")
#: The same behind it: （042001）, [042], -042001; never a year, and never the number of a unit (第42中学).
_SUFFIX = re.compile(
    r"(?:[\[(（【]\s*(?!(?:19|20)\d{2}\s*[\])）】])\d{2,}\s*[\])）】]|\s*[-—_－|/]\s*(?!(?:19|20)\d{2}\s*$)\d{3,})\s*$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FILE_YEAR = re.compile(r"((?:19|20)\d{2})年度")


@rule("JXF001")
def class_missing(check: Context) -> Iterator[Finding]:
    if not any(row.levels for row in check.rows):
        raise absent(check, Block.INDICATORS, "本表没有一级、二级指标")
    if check.form.reading.missed(Block.INDICATORS):
        raise absent(check, Block.INDICATORS, "")  # the class may be among what was not read
    levels = "".join(row.levels for row in check.rows)
    for word, severity in (
        ("数量", Severity.WARNING),
        ("质量", Severity.WARNING),
        ("时效", Severity.HINT),
        ("成本", Severity.HINT),
        ("效益", Severity.WARNING),
        ("满意", Severity.HINT),
    ):
        if word not in levels:
            name = "满意度指标" if word == "满意" else f"{word}指标"
            yield check.finding(
                "indicators",
                found="（没有）",
                expected=f"设{name}",
                message=f"指标体系中没有{name}。",
                severity=severity,
            )


@rule("JXF002")
def level1_weights(check: Context) -> Iterator[Finding]:
    if not check.prints("weight") or not any(row.indicator.level1 for row in check.rows):
        raise absent(check, Block.INDICATORS, "本表没有分值或一级指标")
    words = ("产出", "成本", "效益", "满意")
    sums = [
        sum(weights_of(tuple(row for row in check.rows if word in row.indicator.level1)), Decimal(0))
        for word in words
    ]
    if sum(sums) != sum(weights_of(check.rows), Decimal(0)):
        raise Skip("有的一级指标不是产出、成本、效益、满意度，无法归类")
    schemes = [tuple(scheme[1:]) for scheme in check.rulebook.table("level1.schemes")]
    if tuple(sums) not in schemes:
        shown = _points_of(sums)
        wanted = "；".join(
            f"{scheme[0]}的{_points_of(scheme[1:])}" for scheme in check.rulebook.table("level1.schemes")
        )
        yield check.finding(
            "indicators",
            found=shown,
            expected=wanted,
            message=f"一级指标分值为{shown}，与通行方案（{wanted}）不同。",
        )


def _points_of(sums: Iterable[object]) -> str:
    """产出40、成本20、效益20、满意度10."""
    named = zip(("产出", "成本", "效益", "满意度"), map(str, sums), strict=True)
    return "、".join(f"{word}{plain(Decimal(points))}" for word, points in named)


@rule("JXF004")
def level2_missing(check: Context) -> Iterator[Finding]:
    if not check.prints("level2"):
        raise absent(check, Block.INDICATORS, "本表没有二级指标栏")
    for row in check.rows:
        if not filled(row.indicator, "level2"):
            yield check.finding(
                f"{row.field}.level2",
                found="（空）",
                expected="填写二级指标",
                message=f"{row.called()}没有二级指标。",
            )


@rule("JXF005")
def department_name(check: Context) -> Iterator[Finding]:
    for field, label in (("department", "主管部门"), ("unit", "实施单位")):
        text = getattr(check.form, field)
        codes = [found for found in (_PREFIX.match(text), _SUFFIX.search(text)) if found is not None]
        name = text
        for found in reversed(codes):
            name = name[: found.start()] + name[found.end() :]
        if codes and name.strip():
            yield check.finding(
                field,
                found=text,
                expected=name.strip(),
                message=f"{label}“{text}”带有编码“{'”“'.join(found.group().strip() for found in codes)}”。",
            )


@rule("JXF007")
def year(check: Context) -> Iterator[Finding]:
    period = _YEAR.search(check.form.year)
    if period is None:
        raise Skip("没有写明评价年度")
    places = (("title", check.form.title, "表题", _YEAR), ("year", check.form.file, "文件名", _FILE_YEAR))
    named = [
        (field, label, found)
        for field, text, label, shape in places
        if (found := shape.search(with_digits(normalise(text)))) is not None
    ]
    if not named:
        raise Skip("表题和文件名都没有写年度，没有可比的")
    for field, label, found in named:
        if found[1] != period[1]:
            yield check.finding(
                field,
                found=found[1],
                expected=period[1],
                message=f"{label}写{found[1]}年，评价年度是{period[1]}年。",
            )


@rule("JXF009")
def number_style(check: Context) -> Iterator[Finding]:
    styles: dict[str, str] = {}
    for row in check.rows:
        if points(row.indicator.score) is not None:
            styles.setdefault("两位小数" if "." in row.indicator.score else "整数", row.indicator.score)
    if len(styles) > 1 and "整数" in styles:
        shown = "、".join(styles.values())
        yield check.finding(
            "indicators", found=shown, expected="同一种写法", message=f"得分的写法不一致：{shown}。"
        )
    rates = {row.indicator.actual.text for row in check.rows} | {
        row.indicator.target.text.lstrip("=≥≤") for row in check.rows
    }
    twice = next((rate for rate in sorted(rates) if rate.replace("%", ".00%") in rates - {rate}), None)
    if twice:
        shown = f"{twice}、{twice.replace('%', '.00%')}"
        yield check.finding(
            "indicators",
            found=shown,
            expected="同一种写法",
            message=f"百分比的写法不一致：{shown}。",
        )


@rule("JXT011")
def duplicate_rows(check: Context) -> Iterator[Finding]:
    limit = check.rulebook.number("check.similar_rows")
    seen: list[Row] = []
    for row in check.rows:
        twin = next((other for other in seen if _same(row, other) and _overlap(row, other) >= limit), None)
        if twin is not None:
            yield check.finding(
                f"{row.field}.level3",
                found=row.indicator.level3,
                expected="不同的指标",
                message=f"{row.called()}与{twin.called()}的指标值、完成值、分值相同，文字相近。",
                related=(twin.field,),
            )
        seen.append(row)


def _same(one: Row, other: Row) -> bool:
    a, b = one.indicator, other.indicator
    return bool(a.level3 and b.level3) and (a.target, a.actual, a.weight) == (b.target, b.actual, b.weight)


def _overlap(one: Row, other: Row) -> Decimal:
    """Share of common two-character pieces of the shorter text."""
    pieces = [
        Counter(text[i : i + 2] for i in range(len(text) - 1))
        for text in (one.indicator.level3, other.indicator.level3)
    ]
    least = min(sum(pieces[0].values()), sum(pieces[1].values()))
    return Decimal(sum((pieces[0] & pieces[1]).values())) / least if least else Decimal(0)
