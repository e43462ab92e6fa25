"""Findings set aside by a reviewer: still listed, told apart, not counted; and what is wrong with the waivers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zipingbiao.checks.catalogue import catalogue, codes
from zipingbiao.checks.finding import Checked, Finding, RuleRun, Status
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.waiver import Waiver
from zipingbiao.rulebook.rulebook import Rulebook

NO_REASON, UNKNOWN, UNUSED = "JXW001", "JXW002", "JXW003"
CODES = (NO_REASON, UNKNOWN, UNUSED)
_PASSED = tuple(RuleRun(code, Status.PASSED) for code in CODES)
_JUDGED = (Status.PASSED, Status.FOUND)


def settled(form: Form, checked: Checked, rulebook: Rulebook) -> Checked:
    """The same results with the form's waivers applied; settling twice is settling once."""
    runs = tuple(run for run in checked.runs if run.code not in CODES)
    if not form.waivers:
        return Checked(checked.findings, (*runs, *_PASSED))
    findings = tuple(
        replace(finding, waiver=_waiver_of(finding, form.waivers))
        for finding in checked.findings
        if finding.code not in CODES
    )
    faults = tuple(_faults(form, findings, runs, rulebook))
    found = {fault.code for fault in faults}
    own = tuple(RuleRun(code, Status.FOUND if code in found else Status.PASSED) for code in CODES)
    return Checked((*findings, *faults), (*runs, *own))


def _waiver_of(finding: Finding, waivers: Sequence[Waiver]) -> Waiver | None:
    """The first valid waiver that covers a finding."""
    return next((waiver for waiver in waivers if _is_valid(waiver) and _covers(waiver, finding)), None)


def _is_valid(waiver: Waiver) -> bool:
    return not is_blank(waiver.reason) and _code(waiver) in codes() and _code(waiver) not in CODES


def _code(waiver: Waiver) -> str:
    return waiver.code.strip().upper()


def _names(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver means a finding, whatever stands there now."""
    return _code(waiver) == finding.code and waiver.covers(finding.sheet, finding.cell, finding.field)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return _names(waiver, finding) and waiver.still_fits(finding.found)


def _faults(
    form: Form, findings: Sequence[Finding], runs: Sequence[RuleRun], rulebook: Rulebook
) -> Iterator[Finding]:
    """One finding for each waiver that does not do what it was written for."""
    judged = {run.code for run in runs if run.status in _JUDGED}
    for i, waiver in enumerate(form.waivers):
        code = _code(waiver)
        if code not in codes() or code in CODES:
            yield _fault(
                form, rulebook, i, UNKNOWN, waiver.code, "一条审核规则的编码", "没有这条规则，豁免没有生效"
            )
        elif is_blank(waiver.reason):
            yield _fault(
                form, rulebook, i, NO_REASON, waiver.reason, "豁免的理由", "没有写理由，豁免没有生效"
            )
        elif code in judged and not any(_covers(waiver, finding) for finding in findings):
            changed = [finding.found for finding in findings if _names(waiver, finding)]
            if changed:
                text = f"填报内容已由“{waiver.found}”改为“{changed[0]}”，豁免不再适用"
                yield _fault(form, rulebook, i, UNUSED, waiver.found, changed[0] or "（空）", text)
            else:
                where = waiver.place or "整张表"
                yield _fault(
                    form,
                    rulebook,
                    i,
                    UNUSED,
                    where,
                    f"{code} 发现问题的位置",
                    "那里没有这个问题，豁免没有用上",
                )


def _fault(
    form: Form, rulebook: Rulebook, i: int, code: str, found: str, expected: str, what: str
) -> Finding:
    info, waiver = catalogue(rulebook)[code], form.waivers[i]
    called = "，".join(part for part in (waiver.at, waiver.code.strip(), waiver.place.strip()) if part)
    return Finding(
        code=code,
        severity=info.severity,
        group=info.group,
        field=f"waivers[{i}]",
        found=found.strip() or "（空）",
        expected=expected,
        message=f"豁免（{called or f'第{i + 1}条'}）：{what}。",
        advice=info.advice,
        file=form.file,
        blocking=info.blocks_final,
    )
