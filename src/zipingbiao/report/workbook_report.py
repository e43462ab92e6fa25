"""审核报告.xlsx: the sheets 总览, 项目, 问题汇总, 问题明细, 规则状态."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.finding import Finding, Severity, Status
from zipingbiao.checks.labels import GROUPS, SEVERITIES, STANDING, STATUSES, WAIVED, next_step
from zipingbiao.form.coverage import told
from zipingbiao.form.money import round_half_up
from zipingbiao.report.bins import bins
from zipingbiao.report.charts import add_frequent, add_rate_against_score, add_spread
from zipingbiao.report.collected import projects_table, related_names
from zipingbiao.report.reviewer import review_table
from zipingbiao.report.sheets import Report
from zipingbiao.report.subject import Review, Reviewed
from zipingbiao.report.tables import Column, Kind, Table, Value
from zipingbiao.report.tally import Tally, tallies
from zipingbiao.rulebook.rulebook import STATUS_LABELS

OVERVIEW, SUMMARY, DETAILS, RULES = "总览", "问题汇总", "问题明细", "规则状态"
BUNDLES = {"default": "填报单位自查", "finance": "财政复核", "review": "财政复核"}

_SUMMARY_COLUMNS = (
    Column("规则", 9),
    Column("名称", 26),
    Column("级别", 7),
    Column("处理", 14),
    Column("条数", 7, Kind.COUNT),
    Column("已豁免", 7, Kind.COUNT),
    Column("涉及项目", 9, Kind.COUNT),
    Column("规则内容", 50),
    Column("怎么办", 44),
    Column("依据", 40),
    Column("依据性质", 16),
)
_DETAIL_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 30),
    Column("文件", 26),
    Column("工作表", 12),
    Column("单元格", 8),
    Column("级别", 7),
    Column("处理", 14),
    Column("规则", 9),
    Column("问题", 56),
    Column("填报", 26),
    Column("应为", 26),
    Column("怎么办", 40),
    Column("相关", 30),
    Column("状态", 9),
    Column("豁免理由", 40),
)
_RULE_COLUMNS = (
    Column("规则", 9),
    Column("名称", 26),
    Column("级别", 7),
    Column("结果", 12),
    *(Column(f"{STATUSES[status]}（张表）", 10, Kind.COUNT) for status in Status),
    Column("未检查或须人工核对的原因", 60),
    Column("规则内容", 50),
)


def report_bytes(review: Review, bundle: str) -> bytes:
    """The workbook; the same review gives the same bytes."""
    results = tallies(review)
    report = Report("审核报告")
    projects, summary = projects_table(review), summary_table(results)
    front = report.add(overview_table(review, results, bundle))
    project_sheet, summary_sheet = report.add(projects), report.add(summary)
    report.add(details_table(review))
    report.add(rules_table(results))
    second = review_table(review)
    if second is not None:
        report.add(second)
    add_spread(report, bins(review.totals), beside=front)
    add_rate_against_score(front, project_sheet, projects)
    add_frequent(front, summary_sheet, summary)
    return report.bytes()


def overview_table(review: Review, results: tuple[Tally, ...], bundle: str) -> Table:
    """总览: the figures a reader wants first, and what the report does not cover."""
    return Table(OVERVIEW, (Column("项目", 22), Column("内容", 52)), list(overview(review, results, bundle)))


def overview(review: Review, results: tuple[Tally, ...], bundle: str) -> Iterator[tuple[str, Value]]:
    totals = review.totals
    grades = Counter(each.grade for each in review.forms)
    passed = sum(not each.count(Severity.ERROR) for each in review.forms)
    yield "自评表", f"{len(review.forms)} 张"
    if totals:
        mean = round_half_up(sum(totals, Decimal(0)) / len(totals), 2)
        yield "总分（计算）", f"平均 {mean}，最高 {max(totals)}，最低 {min(totals)}"
    if review.left_out:
        yield (
            "总分不计入的表",
            f"{review.left_out} 张（没有总分，或分值、得分、总分对不上），不定等级、不计入平均",
        )
    yield "等级", "，".join(f"{grade or '无总分'} {n}" for grade, n in grades.items())
    yield "没有错误的表", f"{passed} 张"
    for severity, name in SEVERITIES.items():
        yield name, f"{review.count(severity)} 条"
    if review.waived:
        yield WAIVED, f"{review.waived} 条，不计入上面的条数，理由见问题明细"
    if review.requested:
        yield "申请豁免", f"{review.requested} 条，是报送单位自己写的，复核人没有同意以前仍计数"
    yield "缺口（【请填写】）", f"{sum(each.gaps for each in review.forms)} 处"
    yield "规则范围", f"{BUNDLES.get(bundle, bundle)}，{len(results)} 条规则"
    workbooks = dict.fromkeys(
        f"{b.title}（{b.name}，{b.version}）" for b in (e.scored.rulebook for e in review.forms)
    )
    yield "评分规则", "；".join(workbooks)
    unchecked = [t.info.code for t in results if not (t.statuses.keys() & {Status.PASSED, Status.FOUND})]
    yield "所有表都没有检查的规则", "、".join(unchecked) or "无"
    yield "没有读出的文件", f"{len({fault.file for fault in review.faults if fault.whole})} 个"
    for each in review.forms:
        if said := told(each.form.kind, each.form.reading):
            yield f"读表：{each.name}", said
    for fault in review.faults:
        yield f"读取失败：{fault.file}", fault.message
    for remark in review.remarks:
        yield f"注意：{remark.file}", remark.message


def summary_table(results: tuple[Tally, ...]) -> Table:
    """问题汇总: each rule that found something, most frequent first."""
    found = sorted((t for t in results if t.findings or t.waived), key=lambda t: (-t.findings, t.info.code))
    return Table(SUMMARY, _SUMMARY_COLUMNS, [_summary(t) for t in found], "" if found else "没有发现问题。")


def _summary(tally: Tally) -> tuple[Value, ...]:
    info = tally.info
    return (
        info.code,
        info.title,
        SEVERITIES[tally.severity],
        GROUPS[info.group],
        tally.findings,
        tally.waived,
        tally.forms,
        info.statement,
        info.advice,
        info.source,
        STATUS_LABELS[info.status],
    )


def details_table(review: Review) -> Table:
    """问题明细: one row a finding, in order of forms and places."""
    names = {each.form.id: each.name for each in review.forms}
    rows = [_detail(each, finding, names) for each, finding in review.findings]
    return Table(DETAILS, _DETAIL_COLUMNS, rows, "" if rows else "没有发现问题。")


def _detail(each: Reviewed, finding: Finding, names: dict[str, str]) -> tuple[Value, ...]:
    return (
        each.n,
        each.name,
        each.file,
        finding.sheet,
        finding.cell,
        SEVERITIES[finding.severity],
        GROUPS[finding.group],
        finding.code,
        finding.message,
        finding.found,
        finding.expected,
        finding.advice,
        related_names(each, finding, names),
        STANDING if finding.waiver is None else WAIVED,
        "" if finding.waiver is None else next_step(finding),
    )


def rules_table(results: tuple[Tally, ...]) -> Table:
    """规则状态: what was passed, found, not checked or left to a person, and why."""
    note = "“未检查”“须人工核对”都不等于通过。"
    return Table(RULES, _RULE_COLUMNS, [_rule(tally) for tally in results], note)


def _rule(tally: Tally) -> tuple[Value, ...]:
    info = tally.info
    return (
        info.code,
        info.title,
        SEVERITIES[info.severity],
        outcome(tally),
        *(tally.statuses.get(status, 0) for status in Status),
        tally.why,
        info.statement,
    )


def outcome(tally: Tally) -> str:
    """How a rule ended over all forms; one form not checked keeps it from looking passed."""
    for status in (Status.FOUND, Status.MANUAL):
        if tally.statuses.get(status):
            return STATUSES[status]
    skipped, passed = tally.statuses.get(Status.SKIPPED, 0), tally.statuses.get(Status.PASSED, 0)
    if skipped and passed:
        return "部分未检查"
    return STATUSES[Status.SKIPPED if skipped else Status.PASSED]
