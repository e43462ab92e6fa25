"""比较.xlsx: two versions of many forms. 项目 (scores, how many findings were mended), 变化, 问题."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.labels import GROUPS, SEVERITIES, next_step
from zipingbiao.report.comparison.changes import KINDS, Change
from zipingbiao.report.comparison.versions import FormDiff
from zipingbiao.report.sheets import Report
from zipingbiao.report.subject import Reviewed
from zipingbiao.report.tables import Column, Kind, Table, Value

MENDED, HIDDEN, REMAINING, NEW, WAIVED = "已改好", "删空后消失", "仍有", "新出现", "新豁免"
LOST = "没有再报"

_FORM_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 34),
    Column("实施单位", 24),
    Column("前稿", 26),
    Column("后稿", 26),
    Column("前稿总分", 9, Kind.SCORE),
    Column("后稿总分", 9, Kind.SCORE),
    Column("批复内容被改", 8, Kind.COUNT),
    Column("变化", 7, Kind.COUNT),
    *(Column(state, 8, Kind.COUNT) for state in (MENDED, HIDDEN, REMAINING, NEW, WAIVED)),
    Column("没指出却改了得分", 9, Kind.COUNT),
    Column("结果", 34),
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
    Column("为什么消失", 30),
)


def diff_bytes(found: Sequence[FormDiff]) -> bytes:
    """The workbook; the same comparison gives the same bytes."""
    report = Report("对比表")
    forms = [_form(n, each) for n, each in enumerate(found, 1)]
    changes = [row for n, each in enumerate(found, 1) for row in _changes(n, each)]
    findings = [row for n, each in enumerate(found, 1) for row in _findings(n, each)]
    approved = [row for n, each in enumerate(found, 1) for row in _rows(n, each, each.approved_changes)]
    unasked = [row for n, each in enumerate(found, 1) for row in _rows(n, each, each.unasked_scores)]
    report.add(Table("项目", _FORM_COLUMNS, forms))
    report.add(
        Table(
            "批复内容被改",
            _CHANGE_COLUMNS,
            approved,
            "指标、指标值、分值经批复，自评时不能改；请逐条核对批复文件。"
            if approved
            else "批复的指标、指标值、分值都没有变。",
        )
    )
    if unasked:
        report.add(
            Table("没指出却改了得分", _CHANGE_COLUMNS, unasked, "这些行上次没有指出问题，得分却变了。")
        )
    report.add(Table("变化", _CHANGE_COLUMNS, changes, "" if changes else "填报内容和得分没有变化。"))
    report.add(Table("问题", _FINDING_COLUMNS, findings, "" if findings else "前后两稿都没有问题。"))
    return report.bytes()


def _form(n: int, each: FormDiff) -> tuple[Value, ...]:
    one = each.new or each.old
    states = (
        each.gone_findings,
        each.hidden_findings,
        each.kept_findings,
        each.new_findings,
        each.waived_findings,
    )
    return (
        n,
        one.name if one else "",
        one.form.unit if one else "",
        each.old.file if each.old else "",
        each.new.file if each.new else "",
        each.old.scored.total if each.old else None,
        each.new.scored.total if each.new else None,
        len(each.approved_changes),
        len(each.changes),
        *map(len, states),
        len(each.unasked_scores),
        _result(each),
    )


def _result(each: FormDiff) -> str:
    if each.old is None:
        return "只在后稿里有"
    if each.new is None:
        return f"只在前稿里有，{len(each.lost_findings)} 条问题没有了着落"
    if each.doubt:
        return each.doubt
    if each.approved_changes:
        return f"批复内容被改 {len(each.approved_changes)} 处"
    if each.hidden_findings:
        return f"有 {len(each.hidden_findings)} 条问题不是改好的，是内容删空后消失的"
    left = len(each.open_findings)
    if each.same:
        return f"没有变化，仍有 {left} 条问题" if left else "没有变化"
    return f"仍有 {left} 条问题" if left else "问题已全部处理"


def _changes(n: int, each: FormDiff) -> Iterator[tuple[Value, ...]]:
    yield from _rows(n, each, each.changes)


def _rows(n: int, each: FormDiff, changes: Sequence[Change]) -> Iterator[tuple[Value, ...]]:
    for change in changes:
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
    states: tuple[tuple[str, Sequence[tuple[Finding, str]]], ...] = (
        (HIDDEN, [(hidden.finding, hidden.why) for hidden in each.hidden_findings]),
        (NEW, _plainly(each.new_findings)),
        (REMAINING, _plainly(each.kept_findings)),
        (MENDED, _plainly(each.gone_findings)),
        (WAIVED, _plainly(each.waived_findings)),
        (LOST, _plainly(each.lost_findings)),
    )
    for state, findings in states:
        for finding, why in findings:
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
                why,
            )


def _plainly(findings: Sequence[Finding]) -> list[tuple[Finding, str]]:
    return [(finding, "") for finding in findings]


def _name(each: FormDiff) -> str:
    one: Reviewed | None = each.new or each.old
    return one.name if one else ""
