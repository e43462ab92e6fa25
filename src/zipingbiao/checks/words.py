"""What the parts of a finding are called on a screen, on paper and in a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from zipingbiao.checks.finding import Group, Severity, Status

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
