"""复核登记.xlsx: the whole register as a workbook; its first sheet is one page for a leader."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zipingbiao.checks.finding import Group, Severity
from zipingbiao.checks.labels import GROUPS, SEVERITIES
from zipingbiao.desk.files import not_come, open_files
from zipingbiao.desk.register import Register
from zipingbiao.desk.seen import CURRENT
from zipingbiao.desk.sheets import ANSWERS, CHANGES, FILES, FORMS, LETTERS, OUTCOMES, REQUESTS, WAIVERS, Sheet
from zipingbiao.desk.status import WAIVED, Standing, Status, status
from zipingbiao.desk.units import called
from zipingbiao.form.money import round_half_up
from zipingbiao.report.sheets import Report
from zipingbiao.report.tables import Column, Kind, Table, Value

KIND = "复核登记"
_MOST_UNITS, _MOST_FIRST = 10, 8
_STANDING = (
    Column("单位", 30),
    Column("表", 6, Kind.COUNT),
    Column("错误", 6, Kind.COUNT),
    Column("警告", 6, Kind.COUNT),
    Column("提示", 6, Kind.COUNT),
    Column("批复被改", 8, Kind.COUNT),
    Column("删空消失", 8, Kind.COUNT),
    Column("上次指出仍未改", 10, Kind.COUNT),
    Column("已改好", 8, Kind.COUNT),
    Column("没有读出", 8, Kind.COUNT),
    Column("未报", 6, Kind.COUNT),
    Column("退回后未重报", 8, Kind.COUNT),
    Column("待定", 6, Kind.COUNT),
    Column("总分不计入", 8, Kind.COUNT),
    Column("已豁免", 7, Kind.COUNT),
    Column("申请豁免", 7, Kind.COUNT),
)


def register_workbook(register: Register) -> bytes:
    """All sheets; the same register gives the same bytes."""
    now, names = status(register), called(register)
    report = Report(KIND)
    page = report.add(_page(register, now))
    page.page_setup.orientation, page.page_setup.fitToHeight = (
        "portrait",
        1,
    )  # one page, however much there is
    report.add(Table("单位", _STANDING, [_line(each) for each in now.units], totals=_line(now.total)))
    report.add(Table("主管部门", _STANDING, [_line(each) for each in now.departments]))
    report.add(_table(register, "收表", FILES, names))
    report.add(_table(register, "表", FORMS, names))
    report.add(_findings(register, names))
    report.add(_table(register, "重报对照", OUTCOMES, names))
    report.add(_table(register, "改动", CHANGES, names))
    report.add(_table(register, "豁免", WAIVERS, names))
    report.add(_table(register, "申请豁免", REQUESTS, names))
    report.add(_table(register, "退回意见", LETTERS, names))
    report.add(_table(register, "整改情况", ANSWERS, names))
    gone = [(names.get(each.unit, each.unit), each.name, each.code) for each in not_come(register)]
    report.add(Table("未报", (Column("单位", 30), Column("项目名称", 44), Column("项目编码", 20)), gone))
    return report.bytes()


def _page(register: Register, now: Status) -> Table:
    """概况: what a person reads in a minute."""
    return Table("概况", (Column("项目", 20), Column("内容", 92)), list(_summary(register, now)))


def _summary(register: Register, now: Status) -> Iterator[tuple[str, Value]]:
    whole = now.total
    yield "收表", f"第 {now.round} 次，{now.day}；{len(now.units)} 个单位，{whole.forms} 张表"
    done = sum(each.is_done for each in now.units)
    yield "已经没有问题的单位", f"{done} 个"
    yield "问题", f"错误 {whole.errors} 条，警告 {whole.warnings} 条，提示 {whole.hints} 条"
    if whole.mended or whole.still or whole.hidden:
        yield (
            "与上次比",
            f"改好 {whole.mended} 条，仍未改 {whole.still} 条，删空后消失 {whole.hidden} 条，批复内容被改 {whole.approved} 处",
        )
    files = open_files(register)
    yield (
        "没有读全的文件",
        f"{len(files)} 个" + ("：" + "、".join(row["file"] for row in files[:6]) if files else ""),
    )
    yield "未报", f"{whole.missing} 个项目" + (f"；退回后未重报 {whole.waiting} 张" if whole.waiting else "")
    yield "要复核人定的", f"{whole.undecided} 张表有几稿、分不出先后；申请豁免 {whole.requested} 条"
    yield "已豁免", f"{whole.waived} 条"
    yield "总分", _totals(register)
    for n, each in enumerate([unit for unit in now.units if not unit.is_done][:_MOST_UNITS], 1):
        yield f"要先管的单位 {n}", _in_words(each)
    for n, text in enumerate(now.first[:_MOST_FIRST], 1):
        yield (f"先看 {n}", text)
    if len(now.first) > _MOST_FIRST:
        yield "", f"另有 {len(now.first) - _MOST_FIRST} 处，见“改动”“重报对照”"


def _totals(register: Register) -> str:
    rows = register.rows("SELECT total, left_out FROM forms WHERE state = ?", CURRENT)
    totals = [Decimal(row["total"]) for row in rows if row["total"] is not None and not row["left_out"]]
    left = sum(bool(row["left_out"]) for row in rows)
    mean = (
        f"平均 {round_half_up(sum(totals, Decimal(0)) / len(totals), 2)} 分（{len(totals)} 张表）"
        if totals
        else "没有可以平均的总分"
    )
    return f"{mean}；{left} 张没有总分，或分值、总分加起来不对，不计入" if left else mean


def _in_words(each: Standing) -> str:
    counts = (
        ("批复被改", each.approved),
        ("删空消失", each.hidden),
        ("没有读全", each.unread + each.partly),
        ("未报", each.missing),
        ("退回后未重报", each.waiting),
        ("待定", each.undecided),
        ("错误", each.errors),
        ("仍未改", each.still),
        ("警告", each.warnings),
    )
    told = "，".join(f"{name} {n}" for name, n in counts if n)
    return f"{each.name}（{each.forms} 张表）：{told}"


def _line(each: Standing) -> tuple[Value, ...]:
    return (
        each.name,
        each.forms,
        each.errors,
        each.warnings,
        each.hints,
        each.approved,
        each.hidden,
        each.still,
        each.mended,
        each.unread + each.partly,
        each.missing,
        each.waiting,
        each.undecided,
        each.left_out,
        each.waived,
        each.requested,
    )


def _table(register: Register, name: str, sheet: Sheet, names: Any) -> Table:
    query, columns = sheet
    rows = [
        tuple(_shown(row[n], column, names) for n, column in enumerate(columns))
        for row in register.rows(query)
    ]
    return Table(name, tuple(columns), rows, "" if rows else "没有。")


def _shown(value: Any, column: Column, names: Any) -> Value:
    if column.heading == "单位":
        return str(names.get(value, value))
    if column.heading == "级别":
        return SEVERITIES[Severity(value)]
    if column.kind is Kind.SCORE:
        return None if value is None else Decimal(value)
    return value  # type: ignore[no-any-return]


def _findings(register: Register, names: Any) -> Table:
    """问题: every finding of the forms that count."""
    columns = (
        Column("编号", 17),
        Column("单位", 26),
        Column("项目名称", 34),
        Column("文件", 30),
        Column("状态", 9),
        Column("级别", 6),
        Column("处理", 12),
        Column("规则", 8),
        Column("工作表", 10),
        Column("单元格", 8),
        Column("问题", 56),
        Column("填报", 22),
        Column("应为", 22),
        Column("差", 10, Kind.SCORE),
        Column("怎么办", 36),
        Column("第几次指出", 8, Kind.COUNT),
    )
    rows = [
        (
            row["id"],
            str(names.get(row["unit"], row["unit"])),
            row["name"],
            row["file"],
            "已豁免" if row["waived"] else "上次指出仍未改" if row["first"] < row["round"] else "待处理",
            SEVERITIES[Severity(row["severity"])],
            GROUPS[Group(row["grp"])],
            row["code"],
            row["sheet"],
            row["cell"],
            row["message"],
            row["found"],
            row["expected"],
            None if row["difference"] is None else Decimal(row["difference"]),
            row["advice"],
            row["first"],
        )
        for row in register.rows(
            f"SELECT f.*, m.unit, m.name, m.file, m.round, {WAIVED} AS waived FROM findings f JOIN forms m ON f.form = m.form"
            " WHERE m.state = ? ORDER BY f.form, f.rowid",
            CURRENT,
        )
    ]
    return Table("问题", columns, rows, "" if rows else "没有问题。")
