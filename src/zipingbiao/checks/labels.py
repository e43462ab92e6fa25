"""What the parts of a finding are called on a screen, on paper and in a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from zipingbiao.checks.finding import Finding, Group, Severity, Status
from zipingbiao.form.waiver import Waiver

#: Gravest first.
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.HINT: "提示",
}
GROUPS: Mapping[Group, str] = {
    Group.NOW: "本次可改",
    Group.EXPLAIN: "须说明",
    Group.NEXT: "下年申报时改进",
}
STATUSES: Mapping[Status, str] = {
    Status.PASSED: "通过",
    Status.FOUND: "发现问题",
    Status.SKIPPED: "未检查",
    Status.MANUAL: "须人工核对",
}
STANDING, WAIVED, REQUESTED = "待处理", "已豁免", "申请豁免"


def next_step(finding: Finding) -> str:
    """What to do about a finding; for one set aside, why nothing has to be done."""
    waiver = finding.waiver
    if waiver is None:
        return finding.advice
    by = "，".join(part for part in (waiver.who.strip(), waiver.date.strip()) if part)
    return f"{WAIVED}{f'（{by}）' if by else ''}：{waiver.reason.strip()}"


def requested(waiver: Waiver) -> str:
    """What a unit asks for in its own file: `申请豁免（张三，2025-03-01）：批复文件即如此`."""
    by = "，".join(part for part in (waiver.who.strip(), waiver.date.strip()) if part)
    return f"{REQUESTED}{f'（{by}）' if by else ''}：{waiver.reason.strip() or '（没有写理由）'}"
