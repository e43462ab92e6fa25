"""Roll-ups of collected forms by 主管部门: grades, money, findings, and the 一级指标."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from zipingbiao.form.money import round_half_up
from zipingbiao.report.subject import Review
from zipingbiao.report.tables import Column, Kind, Table, Value

DEPARTMENTS, LEVELS = "部门汇总", "一级指标"
_NO_DEPARTMENT = "（未填主管部门）"
_NO_LEVEL = "（未填一级指标）"
_NO_GRADE = "无总分"
#: `042-北京市应急管理局`: some systems print the department's code before its name.
_CODE = re.compile(r"^[\[（(【]?\d{2,}[\]）)】]?[-—_.、\s]*(?=\D)")
_MONEY = ("年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）")
_COUNTS = ("错误", "警告", "提示", "缺口")


def department_of(printed: str) -> str:
    """The department's name to sum by: without white space and without a code before it."""
    text = "".join(printed.split())
    return _CODE.sub("", text) or text or _NO_DEPARTMENT


def frame(table: Table) -> pd.DataFrame:
    """A table as a DataFrame, a column per heading; figures stay Decimal."""
    return pd.DataFrame(
        [list(row) for row in table.rows], columns=[column.heading for column in table.columns], dtype=object
    )


def departments_table(review: Review, projects: Table) -> Table:
    """部门汇总: how many forms of which grade, the money, the findings."""
    grades = _grades(review)
    columns = (
        Column("主管部门", 28),
        Column("项目数", 8, Kind.COUNT),
        *(Column(grade, 8, Kind.COUNT) for grade in grades),
        Column("平均总分", 9, Kind.SCORE),
        *(Column(heading, 14, Kind.AMOUNT) for heading in _MONEY),
        Column("执行率", 9, Kind.RATE),
        *(Column(heading, 7, Kind.COUNT) for heading in _COUNTS),
    )
    data = frame(projects)
    data["部门"] = [department_of(str(name)) for name in data["主管部门"]]
    rows = [
        _department(str(name), group, grades)
        for name, group in data.groupby("部门", sort=False, dropna=False)
    ]
    rows.sort(key=lambda row: str(row[0]))
    totals = _department("合计", data, grades) if rows else None
    note = "平均总分、执行率按本表收到的自评表计算；执行率＝全年执行数合计÷全年预算数合计。"
    return Table(DEPARTMENTS, columns, rows, note, totals)


def levels_table(projects: Table, indicators: Table) -> Table:
    """一级指标: points printed and points won, by department and 一级指标."""
    columns = (
        Column("主管部门", 28),
        Column("一级指标", 16),
        Column("指标数", 8, Kind.COUNT),
        Column("分值", 10, Kind.SCORE),
        Column("得分", 10, Kind.SCORE),
        Column("得分率", 9, Kind.RATE),
        Column("未完成的指标", 10, Kind.COUNT),
    )
    departments = {row[0]: department_of(str(row[4] or "")) for row in projects.rows}
    data = frame(indicators)
    data["部门"] = [departments[n] for n in data["序号"]]
    data["一级"] = ["".join(str(text or "").split()) or _NO_LEVEL for text in data["一级指标"]]
    rows = [
        (str(key[0]), *_level(str(key[1]), group))
        for key, group in data.groupby(["部门", "一级"], sort=False, dropna=False)
    ]
    rows.sort(key=lambda row: str(row[0]))
    note = "得分率＝得分合计÷分值合计，只算分值和得分都有的指标。"
    return Table(LEVELS, columns, rows, note)


def _grades(review: Review) -> list[str]:
    """The grades of the rulebooks in use, best first, then what has no total."""
    names: dict[str, None] = {}
    for each in review.forms:
        names.update((str(name), None) for name, _ in each.scored.rulebook.table("grades"))
    return [*names, _NO_GRADE]


def _department(name: str, group: pd.DataFrame, grades: Sequence[str]) -> tuple[Value, ...]:
    given = [grade or _NO_GRADE for grade in group["等级"]]
    totals = _figures(group["总分（计算）"])
    mean = round_half_up(sum(totals, Decimal(0)) / len(totals), 2) if totals else None
    money = [sum(_figures(group[heading]), Decimal(0)) for heading in _MONEY]
    # Only forms that print both figures count, or a missing one would bend the rate.
    both = [
        (annual, spent)
        for annual, spent in zip(group[_MONEY[1]], group[_MONEY[2]], strict=True)
        if isinstance(annual, Decimal) and isinstance(spent, Decimal)
    ]
    rate = _ratio(sum((s for _, s in both), Decimal(0)), sum((a for a, _ in both), Decimal(0)))
    return (
        name,
        len(group),
        *(given.count(grade) for grade in grades),
        mean,
        *money,
        rate,
        *(int(group[heading].sum()) for heading in _COUNTS),
    )


def _level(name: str, group: pd.DataFrame) -> tuple[Value, ...]:
    pairs = [
        (weight, score)
        for weight, score in zip(group["分值"], group["得分（计算）"], strict=True)
        if isinstance(weight, Decimal) and isinstance(score, Decimal)
    ]
    weights, scores = (sum((pair[i] for pair in pairs), Decimal(0)) for i in (0, 1))
    missed = sum(state in _MISSED for state in group["完成情况"])
    return name, len(group), weights, scores, _ratio(scores, weights), missed


_MISSED = ("未完成", "未按期完成", "部分达成", "未达成")


def _figures(values: Sequence[object] | pd.Series) -> list[Decimal]:
    return [value for value in values if isinstance(value, Decimal)]


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share as a fraction, to 0.01 %; None where there is nothing to divide by."""
    return round_half_up(part / whole, 4) if whole else None
