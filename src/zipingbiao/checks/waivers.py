"""Findings set aside by a reviewer: still listed, told apart, not counted; and what is wrong with the waivers themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from zipingbiao.checks.catalogue import catalogue, codes
from zipingbiao.checks.facts_read import facts_read, marks
from zipingbiao.checks.finding import Checked, Finding, RuleRun, Status
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.waiver import Waiver
from zipingbiao.rulebook.rulebook import Rulebook

NO_REASON, UNKNOWN, UNUSED = "JXW001", "JXW002", "JXW003"
CODES = (NO_REASON, UNKNOWN, UNUSED)
_PASSED = tuple(RuleRun(code, Status.PASSED) for code in CODES)
_JUDGED = (Status.PASSED, Status.FOUND)


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose word sets a finding aside. In a unit's own work its lines of 审核豁免 count; what it hands in only asks for it.

    `grants`: what a reviewer's own register says of a form.
    """

    own_word: bool
    grants: Callable[[Form], Sequence[Waiver]] = lambda form: ()


UNIT, REVIEWER = Authority(own_word=True), Authority(own_word=False)
_ONLY_ASKED = tuple(
    RuleRun(code, Status.SKIPPED, "报送来的“审核豁免”只是申请，由复核人决定") for code in CODES
)


def settled(form: Form, checked: Checked, rulebook: Rulebook, authority: Authority) -> Checked:
    """The same results with the waivers applied; settling twice is settling once."""
    runs = tuple(run for run in checked.runs if run.code not in CODES)
    plain = tuple(
        finding
        if finding.waiver is None and finding.request is None
        else replace(finding, waiver=None, request=None)
        for finding in checked.findings
        if finding.code not in CODES
    )
    if not authority.own_word:
        return _by_reviewer(form, Checked(plain, runs), authority.grants(form))
    if not form.waivers:
        return Checked(plain, (*runs, *_PASSED))
    findings = tuple(replace(finding, waiver=_waiver_of(form, finding, form.waivers)) for finding in plain)
    faults = tuple(_faults(form, findings, runs, rulebook))
    found = {fault.code for fault in faults}
    own = tuple(RuleRun(code, Status.FOUND if code in found else Status.PASSED) for code in CODES)
    return Checked((*findings, *faults), (*runs, *own))


def _by_reviewer(form: Form, checked: Checked, grants: Sequence[Waiver]) -> Checked:
    """What the register grants is set aside; what the form itself asks for is told and still counts."""
    if not form.waivers and not grants:
        return Checked(checked.findings, (*checked.runs, *_PASSED))
    findings = tuple(
        replace(
            finding,
            waiver=next(
                (
                    each
                    for each in grants
                    if _is_valid(each) and _names(each, finding) and _fits(each, finding, mark)
                ),
                None,
            ),
            request=next((each for each in form.waivers if _names(each, finding)), None),
        )
        for finding, mark in zip(checked.findings, marks(form, checked.findings), strict=True)
    )
    return Checked(findings, (*checked.runs, *(_ONLY_ASKED if form.waivers else _PASSED)))


def _fits(waiver: Waiver, finding: Finding, mark: str) -> bool:
    return waiver.still_fits(finding.found, mark)


def _waiver_of(form: Form, finding: Finding, waivers: Sequence[Waiver]) -> Waiver | None:
    """The first valid waiver that covers a finding."""
    return next((each for each in waivers if _is_valid(each) and _covers(each, form, finding)), None)


def _is_valid(waiver: Waiver) -> bool:
    return (
        not is_blank(waiver.reason)
        and _code(waiver) in codes()
        and _code(waiver) not in CODES
        and not waiver.is_groundless
    )


def _code(waiver: Waiver) -> str:
    return waiver.code.strip().upper()


def _names(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver means a finding, whatever stands there now."""
    return _code(waiver) == finding.code and waiver.covers(finding.sheet, finding.cell, finding.field)


def _covers(waiver: Waiver, form: Form, finding: Finding) -> bool:
    return _names(waiver, finding) and waiver.still_fits(finding.found, facts_read(form, finding))


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
        elif waiver.is_groundless:
            text = "豁免整张表的要写明填报内容，否则内容怎么改都不会失效；豁免没有生效"
            yield _fault(form, rulebook, i, UNUSED, waiver.place, "豁免时的填报内容", text)
        elif code in judged and not any(_covers(waiver, form, finding) for finding in findings):
            changed = [finding.found for finding in findings if _names(waiver, finding)]
            if changed:
                text = f"{_changed(waiver.found, changed[0])}，豁免不再适用"
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


def _changed(before: str, now: str) -> str:
    if before.strip() and "".join(before.split()) != "".join(now.split()):
        return f"填报内容已由“{before}”改为“{now}”"
    return "这个问题所依据的填报内容（同一行或资金）已经改了"


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
