"""Running the rules: every rule of the bundle ends passed, found, skipped or manual."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from zipingbiao.checks.context import Context
from zipingbiao.checks.cross import BY_HAND, cross_findings
from zipingbiao.checks.finding import Checked, Finding, RuleRun, Status
from zipingbiao.checks.registry import Check, Manual, RuleInfo, Skip, all_rules, form_rules, function_of
from zipingbiao.checks.waivers import settled
from zipingbiao.scoring.result import ScoredForm

BROKEN = "规则执行出错，没有检查"


def check_form(scored: ScoredForm, bundle: str = "default") -> Checked:
    """All rules of a bundle on one form, its waivers applied. Findings come in order of place, then code."""
    return settled(scored.form, run_rules(form_rules(bundle), scored))


def run_rules(infos: Sequence[RuleInfo], scored: ScoredForm) -> Checked:
    """The given rules on one form."""
    context = Context(scored)
    findings: list[Finding] = []
    runs: list[RuleRun] = []
    for info, function, passed in _bound(tuple(infos)):
        found, run = _run(info, function, passed, context)
        findings += found
        runs.append(run)
    return Checked(tuple(sorted(findings, key=_order)), tuple(runs))


@lru_cache(maxsize=16)
def _bound(infos: tuple[RuleInfo, ...]) -> tuple[tuple[RuleInfo, Check | None, RuleRun], ...]:
    """Each rule with its function, and with how it ends where nothing is found."""
    return tuple((info, function_of(info.code), RuleRun(info.code, Status.PASSED)) for info in infos)


def _run(
    info: RuleInfo, function: Check | None, passed: RuleRun, context: Context
) -> tuple[list[Finding], RuleRun]:
    if function is None:
        return [], RuleRun(info.code, Status.SKIPPED, "这条规则还没有实现")
    context.info = info
    try:
        found = list(function(context))
    except Skip as why:
        return [], RuleRun(info.code, Status.SKIPPED, str(why))
    except Manual as why:
        return [], RuleRun(info.code, Status.MANUAL, str(why))
    except Exception as problem:
        return [], RuleRun(info.code, Status.SKIPPED, f"{BROKEN}（{type(problem).__name__}）")
    return found, RuleRun(info.code, Status.FOUND) if found else passed


def _order(finding: Finding) -> tuple[int, int, str]:
    """Head, money, goals, rows, total; within them by row, then by code."""
    return (*_rank(finding.field), finding.code)


@lru_cache(maxsize=4096)
def _rank(field: str) -> tuple[int, int]:
    head, _, rest = field.partition("[")
    blocks = ("title", "year", "name", "department", "unit", "funds", "goals", "indicators", "total")
    block = head.split(".")[0]
    index = int(rest.split("]")[0]) if rest else -1
    return (blocks.index(block) if block in blocks else len(blocks), index)


def cross_check(
    scored: Sequence[ScoredForm], checked: Sequence[Checked], bundle: str = "default"
) -> list[Checked]:
    """The same results with what only shows between forms; a single form leaves those rules skipped."""
    infos = [info for info in all_rules() if info.scope == "set" and bundle in (info.bundle, "review")]
    results = [(list(each.findings), list(each.runs)) for each in checked]
    for info in infos:
        found = cross_findings(info, scored)
        for n, (findings, runs) in enumerate(results):
            mine = found.get(n, [])
            findings += mine
            runs.append(_cross_run(info, alone=len(scored) < 2, found=bool(mine)))
    return [
        settled(each.form, Checked(tuple(sorted(findings, key=_order)), tuple(runs)))
        for each, (findings, runs) in zip(scored, results, strict=True)
    ]


def _cross_run(info: RuleInfo, *, alone: bool, found: bool) -> RuleRun:
    if info.code in BY_HAND:
        return RuleRun(info.code, Status.MANUAL, BY_HAND[info.code])
    if alone:
        return RuleRun(info.code, Status.SKIPPED, "只有一张表，无从比较")
    return RuleRun(info.code, Status.FOUND if found else Status.PASSED)
