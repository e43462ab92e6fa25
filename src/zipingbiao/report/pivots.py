"""Roll-ups of collected forms by 主管部门: grades, money, findings, and the 一级指标."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, TypeVar

from zipingbiao.form.coverage import KIND_NAMES, FormKind
from zipingbiao.form.money import round_half_up
from zipingbiao.report.subject import Review
from zipingbiao.report.tables import Column, Kind, Table, Value

#: A row of a table, heading → value.
Line = Mapping[str, Any]
K = TypeVar("K", bound=Hashable)

DEPARTMENTS, LEVELS = "部门汇总", "一级指标"
_NO_DEPARTMENT = "（未填主管部门）"
_NO_LEVEL = "（未填一级指标）"
_NO_GRADE = "无总分"
#: An application has no scores, and its money is that of the 自评表 beside it.
_TARGETS = KIND_NAMES[FormKind.TARGETS]
#: `042-北京市应急管理局`: some systems print the department's code before its name.
_CODE = re.compile(r"^[\[（(【]?\d{2,}[\]）)】]?[-—_.、\s]*(?=\D)")
_MONEY = ("年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）")
#: So many are called by name in a remark.
_NAMED = 5
_LEFT_OUT = "总分不计入的原因"
_MONEY_LEFT_OUT = "金额不计入的原因"
_COUNTS = ("错误", "警告", "提示", "缺口")


def department_of(printed: str) -> str:
    """The department's name to sum by: without white space and without a code before it."""
    text = "".join(printed.split())
    return _CODE.sub("", text) or text or _NO_DEPARTMENT


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
    lines = _evaluated(projects)
    groups = _groups((department_of(str(line["主管部门"])), line) for line in lines)
    rows = [_department(name, groups[name], grades) for name in sorted(groups)]
    totals = _department("合计", lines, grades) if rows else None
    note = "平均总分、执行率按本表收到的自评表计算；执行率＝全年执行数合计÷全年预算数合计。"
    if left := sum(bool(line[_LEFT_OUT]) for line in lines):
        note += f"{left} 张表没有总分，或分值、得分、总分对不上，不定等级、不计入平均，原因见“项目”。"
    if doubtful := [line for line in lines if line[_MONEY_LEFT_OUT]]:
        named = "、".join(str(line["项目名称"]) for line in doubtful[:_NAMED])
        more = f"等 {len(doubtful)} 张" if len(doubtful) > _NAMED else ""
        note += f"金额的单位不对（元、万元）、没有计入金额合计和执行率的：{named}{more}。"
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
    departments = {
        line["序号"]: department_of(str(line["主管部门"] or ""))
        for line in _evaluated(projects)
        if not line[_LEFT_OUT] or line["总分（计算）"] is None
    }
    groups = _groups(
        ((departments[line["序号"]], _level_of(line)), line)
        for line in _lines(indicators)
        if line["序号"] in departments
    )
    # Of one department, the levels in the order in which they came.
    rows = [
        (department, *_level(name, groups[department, name]))
        for department, name in sorted(groups, key=itemgetter(0))
    ]
    note = "得分率＝得分合计÷分值合计，只算分值和得分都有的指标。"
    return Table(LEVELS, columns, rows, note)


def _lines(table: Table) -> list[Line]:
    """The rows of a table, heading → value."""
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


def _evaluated(projects: Table) -> list[Line]:
    """The lines of the forms that tell what was done."""
    return [line for line in _lines(projects) if line["表的种类"] != _TARGETS]


def _groups(named: Iterable[tuple[K, Line]]) -> dict[K, list[Line]]:
    """The lines of each name, in the order in which the names come."""
    groups: dict[K, list[Line]] = {}
    for name, line in named:
        groups.setdefault(name, []).append(line)
    return groups


def _level_of(line: Line) -> str:
    return "".join(str(line["一级指标"] or "").split()) or _NO_LEVEL


def _grades(review: Review) -> list[str]:
    """The grades of the rulebooks in use, best first, then what has no total."""
    names: dict[str, None] = {}
    for each in review.forms:
        names.update((str(name), None) for name, _ in each.scored.rulebook.table("grades"))
    return [*names, _NO_GRADE]


def _department(name: str, group: Sequence[Line], grades: Sequence[str]) -> tuple[Value, ...]:
    given = [line["等级"] or _NO_GRADE for line in group]
    totals = _figures([line for line in group if not line[_LEFT_OUT]], "总分（计算）")
    mean = round_half_up(sum(totals, Decimal(0)) / len(totals), 2) if totals else None
    sound = [line for line in group if not line[_MONEY_LEFT_OUT]]
    money = [sum(_figures(sound, heading), Decimal(0)) for heading in _MONEY]
    # Only forms that print both figures count, or a missing one would bend the rate.
    annual, spent = _both(sound, _MONEY[1], _MONEY[2])
    return (
        name,
        len(group),
        *(given.count(grade) for grade in grades),
        mean,
        *money,
        _ratio(spent, annual),
        *(sum(line[heading] for line in group) for heading in _COUNTS),
    )


def _level(name: str, group: Sequence[Line]) -> tuple[Value, ...]:
    weights, scores = _both(group, "分值", "得分（计算）")
    missed = sum(line["完成情况"] in _MISSED for line in group)
    return name, len(group), weights, scores, _ratio(scores, weights), missed


_MISSED = ("未完成", "未按期完成", "部分达成", "未达成")


def _figures(group: Sequence[Line], heading: str) -> list[Decimal]:
    return [value for line in group if isinstance(value := line[heading], Decimal)]


def _both(group: Sequence[Line], first: str, second: str) -> tuple[Decimal, Decimal]:
    """The sums of two columns over the lines that have a figure in both."""
    sums = [Decimal(0), Decimal(0)]
    for line in group:
        one, other = line[first], line[second]
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            sums[0] += one
            sums[1] += other
    return sums[0], sums[1]


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share as a fraction, to 0.01 %; None where there is nothing to divide by."""
    return round_half_up(part / whole, 4) if whole else None
