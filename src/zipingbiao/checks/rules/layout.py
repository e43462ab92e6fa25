"""JXF 表式: what has to be filled, which classes there are, names, years, styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row, filled, weights_of
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import number, plain, points
from zipingbiao.form.quantity.dates import with_digits
from zipingbiao.form.quantity.text import normalise

#: What of a row was approved, and where it is to be had.
_APPROVED = ("target", "weight")
_AS_APPROVED = "照批复的绩效目标补填；批复里也没有的，写明理由后豁免本条。"
#: Fields whose figures are added up.
_ADDED_UP = ("weight", "score")
#: What the parts of a row tell in its place.
_TOLD_IN_PARTS = ("target", "actual")
#: More cells with the same habit are told in one finding.
_EACH_BY_ITSELF = 3
_LABELS = {
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
}
#: A code before a name: 042-, [042], (042001), 042北京…; never 120急救中心.
_PREFIX = re.compile(r"^(?:\d{2,}\s*[-—_－]\s*|[\[(（【]\d{2,}[\])）】]\s*|(?:0\d{2,}|\d{6,})\s*(?=[一-鿿]))")
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
        shown = "、".join(
            f"{word}{plain(value)}"
            for word, value in zip(("产出", "成本", "效益", "满意度"), sums, strict=True)
        )
        wanted = "；".join(str(scheme[0]) for scheme in check.rulebook.table("level1.schemes"))
        yield check.finding(
            "indicators",
            found=shown,
            expected=wanted,
            message=f"一级指标分值为{shown}，与通行方案（{wanted}）不同。",
        )


@rule("JXF003")
def empty_cell(check: Context) -> Iterator[Finding]:
    printed = [field for field in _LABELS if check.prints(field)]
    if not check.rows or not printed:
        raise absent(check, Block.INDICATORS, "本表没有指标")
    left_to_the_rule = check.mostly_unscored
    for row in check.rows:
        for field in printed:
            if field == "score" and left_to_the_rule and row.scored.score is not None:
                continue
            if field == "target" and check.says(row.indicator.level1, "process"):
                continue  # 项目决策, 过程管理: what is judged has no value to reach
            if field in _ADDED_UP and row.i in check.parts:
                continue
            if field in _TOLD_IN_PARTS and row.i + 1 in check.parts and row.i not in check.parts:
                continue
            if field not in row.indicator.merged and is_blank(row.text(field)):
                yield check.finding(
                    f"{row.field}.{field}",
                    found="（空）",
                    expected=f"填写{_LABELS[field]}",
                    message=f"{row.called()}的{_LABELS[field]}没有填写。",
                    advice=_how_to_fill(check, field),
                    severity=Severity.WARNING if field == "level3" else None,
                    group=Group.NEXT if field == "level3" else None,
                )
    yield from _empty_column(check, printed)
    yield from _not_added_up(check)
    yield from _empty_money(check, scored=left_to_the_rule)


def _empty_column(check: Context, printed: list[str]) -> Iterator[Finding]:
    """年度指标值 or 实际完成值 that no row has: a form without them tells nothing, whatever its layout."""
    if check.form.reading.missed(Block.INDICATORS):
        return
    for field in _TOLD_IN_PARTS if check.form.reports else ("target",):
        judged = [row for row in check.rows if not check.says(row.indicator.level1, "process")]
        if field in printed or not judged:
            continue
        yield check.finding(
            f"{judged[0].field}.{field}",
            found="（空）",
            expected=f"填写{_LABELS[field]}",
            message=f"{len(judged)}项指标的{_LABELS[field]}都没有填写。",
            advice=_how_to_fill(check, field),
            related=tuple(f"{row.field}.{field}" for row in judged[1:]),
        )


def _how_to_fill(check: Context, field: str) -> str:
    if not check.form.reports:
        return ""
    if field == "level3":
        return "今年照批复填报；下年申报时写明三级指标。"
    return _AS_APPROVED if field in _APPROVED else ""


def _not_added_up(check: Context) -> Iterator[Finding]:
    """满分 or 二十 where points are added up; 10分 is a text as well, and no sum in Excel takes it in."""
    for field in _ADDED_UP:
        texts = [
            row
            for row in check.rows
            if field not in row.indicator.merged
            and not is_blank(text := getattr(row.indicator, field))
            and number(text) is None
        ]
        counted = [row for row in texts if points(getattr(row.indicator, field)) is not None]
        if len(counted) > _EACH_BY_ITSELF:
            yield _column_of_texts(check, field, counted)
            texts = [row for row in texts if row not in counted]
        for row in texts:
            text, label = getattr(row.indicator, field), f"{row.called()}的{_LABELS[field]}"
            yield _not_a_number(check, f"{row.field}.{field}", text, label)
    total = check.form.total.score
    if not is_blank(total) and number(total) is None:
        yield _not_a_number(check, "total.score", total, "总分")


def _not_a_number(check: Context, field: str, text: str, label: str) -> Finding:
    known = points(text)
    told = "没有计入合计" if known is None else f"Excel求和时不计入，审核时按{plain(known)}分计"
    return check.finding(
        field,
        found=text,
        expected="数字" if known is None else plain(known),
        message=f"{label}填为“{text[:24]}”，不是数字，{told}。",
        advice="只写数字。",
        severity=Severity.WARNING if known is not None else None,
    )


def _column_of_texts(check: Context, field: str, rows: list[Row]) -> Finding:
    """Told once where a whole column is written that way."""
    first = rows[0]
    text = getattr(first.indicator, field)
    return check.finding(
        f"{first.field}.{field}",
        found=text,
        expected=plain(points(text) or Decimal(0)),
        message=f"{_LABELS[field]}一栏有{len(rows)}格带“分”字（{first.called()}填为“{text}”等），不是数字，Excel求和时不计入，审核时按数字计。",
        advice="只写数字。",
        severity=Severity.WARNING,
        related=tuple(f"{row.field}.{field}" for row in rows[1:]),
    )


def _empty_money(check: Context, *, scored: bool) -> Iterator[Finding]:
    """年度资金总额 with budget, money spent or score left blank; no points for nothing spent is an answer.

    `scored`: a score that can be computed need not be typed.
    """
    if check.total_line is None:
        return
    i, line = check.total_line
    budget, spent = number(line.annual_budget), number(line.executed)
    computed = scored and check.scored.execution.score is not None
    blank = {
        "annual_budget": ("全年预算数", is_blank(line.annual_budget) and bool(spent)),
        "executed": ("全年执行数", is_blank(line.executed) and bool(budget) and points(line.score) != 0),
        "score": ("执行率得分", is_blank(line.score) and bool(budget) and not computed),
    }
    for field, (label, empty) in blank.items():
        if check.lacks(f"funds[{i}].{field}"):
            continue
        if empty and (field != "score" or (check.prints("score") and points(line.weight) is not None)):
            yield check.finding(
                f"funds[{i}].{field}",
                found="（空）",
                expected=f"填写{label}",
                message=f"{line.kind[:24]}的{label}没有填写。",
            )


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
        found = _PREFIX.match(text)
        if found is not None:
            yield check.finding(
                field,
                found=text,
                expected=text[found.end() :],
                message=f"{label}“{text}”带有编码“{found.group()}”。",
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
