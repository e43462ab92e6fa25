"""比较.xlsx: two versions of many forms. 项目 (scores, how many findings were mended), 变化, 问题."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.labels import GROUPS, SEVERITIES, next_step
from zipingbiao.report.comparison.versions import KINDS, FormDiff
from zipingbiao.report.sheets import Report
from zipingbiao.report.subject import Reviewed
from zipingbiao.report.tables import Column, Kind, Table, Value

MENDED, REMAINING, NEW, WAIVED = "已消除", "仍有", "新出现", "新豁免"

_FORM_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 34),
    Column("实施单位", 24),
    Column("前稿", 26),
    Column("后稿", 26),
    Column("前稿总分", 9, Kind.SCORE),
    Column("后稿总分", 9, Kind.SCORE),
    Column("变化", 7, Kind.COUNT),
    *(Column(state, 8, Kind.COUNT) for state in (MENDED, REMAINING, NEW, WAIVED)),
    Column("结果", 22),
)
_CHANGE_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 30),
    Column("变化", 7),
    Column("位置", 26),
    Column("栏目", 20),
    Column("前稿单元格", 10),
    Column("后稿单元格", 10),
    Column("前稿", 36),
    Column("后稿", 36),
)
_FINDING_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 30),
    Column("情况", 8),
    Column("级别", 7),
    Column("处理", 14),
    Column("规则", 9),
    Column("单元格", 8),
    Column("问题", 56),
    Column("填报", 26),
    Column("应为", 26),
    Column("怎么办", 40),
)


def diff_bytes(found: Sequence[FormDiff]) -> bytes:
    """The workbook; the same comparison gives the same bytes."""
    report = Report("对比表")
    forms = [_form(n, each) for n, each in enumerate(found, 1)]
    changes = [row for n, each in enumerate(found, 1) for row in _changes(n, each)]
    findings = [row for n, each in enumerate(found, 1) for row in _findings(n, each)]
    report.add(Table("项目", _FORM_COLUMNS, forms))
    report.add(Table("变化", _CHANGE_COLUMNS, changes, "" if changes else "填报内容和得分没有变化。"))
    report.add(Table("问题", _FINDING_COLUMNS, findings, "" if findings else "前后两稿都没有问题。"))
    return report.bytes()


def _form(n: int, each: FormDiff) -> tuple[Value, ...]:
    one = each.new or each.old
    states = (each.gone_findings, each.kept_findings, each.new_findings, each.waived_findings)
    return (
        n,
        one.name if one else "",
        one.form.unit if one else "",
        each.old.file if each.old else "",
        each.new.file if each.new else "",
        each.old.scored.total if each.old else None,
        each.new.scored.total if each.new else None,
        len(each.changes),
        *map(len, states),
        _result(each),
    )


def _result(each: FormDiff) -> str:
    if each.old is None:
        return "只在后稿里有"
    if each.new is None:
        return "只在前稿里有"
    if each.same:
        return "没有变化"
    return "有新出现的问题" if each.new_findings else "仍有问题" if each.kept_findings else "问题已全部处理"


def _changes(n: int, each: FormDiff) -> Iterator[tuple[Value, ...]]:
    for change in each.changes:
        yield (
            n,
            _name(each),
            KINDS[change.kind],
            change.where,
            change.label,
            change.cell_before,
            change.cell_after,
            change.before,
            change.after,
        )


def _findings(n: int, each: FormDiff) -> Iterator[tuple[Value, ...]]:
    states: tuple[tuple[str, Sequence[Finding]], ...] = (
        (NEW, each.new_findings),
        (REMAINING, each.kept_findings),
        (MENDED, each.gone_findings),
        (WAIVED, each.waived_findings),
    )
    for state, findings in states:
        for finding in findings:
            yield (
                n,
                _name(each),
                state,
                SEVERITIES[finding.severity],
                GROUPS[finding.group],
                finding.code,
                finding.cell,
                finding.message,
                finding.found,
                finding.expected,
                next_step(finding),
            )


def _name(each: FormDiff) -> str:
    one: Reviewed | None = each.new or each.old
    return one.name if one else ""
