"""Running the rules: every rule of the bundle ends passed, found, skipped or manual."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from zipingbiao.checks.approved import Approved
from zipingbiao.checks.catalogue import BUNDLES, DEFAULT, Scope, catalogue, rules_of, unfit
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Checked, Finding, Group, RuleRun, Severity, Status
from zipingbiao.checks.registry import FormRule, Manual, Skip, form_rule, set_rule
from zipingbiao.checks.waivers import REVIEWER, UNIT, Authority, settled
from zipingbiao.form.coverage import FormKind
from zipingbiao.log import record_fault
from zipingbiao.scoring.result import ScoredForm

BROKEN = "规则执行出错，没有检查"
ALONE = "只有一张表，无从比较"


def authority_of(bundle: str) -> Authority:
    """Whose word counts where nobody says: a bureau's own look takes no unit's word."""
    return UNIT if BUNDLES[bundle] == DEFAULT else REVIEWER


def check_form(
    scored: ScoredForm,
    bundle: str = DEFAULT,
    approved: Approved | None = None,
    authority: Authority | None = None,
) -> Checked:
    """All rules of a bundle on one form, its waivers applied. Findings come in order of place, then code.

    `approved`: what the form is held against; without it, the rules that compare with it are not asked. `authority`:
    whose word sets a finding aside, else told by the bundle.
    """
    scopes = (Scope.ROW, Scope.FORM) if approved is None else (Scope.ROW, Scope.FORM, Scope.AGAINST)
    received = BUNDLES[bundle] != DEFAULT
    checked = run_rules(rules_of(bundle, *scopes), scored, approved, received=received)
    return settled(scored.form, checked, scored.rulebook, authority or authority_of(bundle))


def run_rules(
    codes: Sequence[str],
    scored: ScoredForm,
    approved: Approved | None = None,
    *,
    received: bool = False,
) -> Checked:
    """The rules of these codes on one form, as its rulebook has them."""
    context = Context(scored, approved, received=received)
    infos = catalogue(scored.rulebook)
    findings: list[Finding] = []
    runs: list[RuleRun] = []
    for function, run in _bound(tuple(codes), scored.form.kind):
        if run.status is Status.PASSED:
            context.info = infos[run.code]
            found, run = _run(function, run, context)
            findings += found
        runs.append(run)
    return Checked(tuple(sorted(findings, key=_order)), tuple(runs))


@lru_cache(maxsize=64)
def _bound(codes: tuple[str, ...], kind: FormKind) -> tuple[tuple[FormRule, RuleRun], ...]:
    """The function of each rule, and how it ends where nothing is found; skipped where it does not fit such a form."""
    return tuple((form_rule(code), _unless_found(code, unfit(code, kind))) for code in codes)


def _unless_found(code: str, why_not: str) -> RuleRun:
    return RuleRun(code, Status.SKIPPED, why_not) if why_not else RuleRun(code, Status.PASSED)


def _run(function: FormRule, passed: RuleRun, context: Context) -> tuple[list[Finding], RuleRun]:
    code = passed.code
    try:
        found = list(function(context))
    except Skip as why:
        return [], RuleRun(code, Status.SKIPPED, str(why))
    except Manual as why:
        return [], RuleRun(code, Status.MANUAL, str(why))
    except Exception as fault:
        return [_broken(context, record_fault().name)], _not_run(code, fault)
    return found, RuleRun(code, Status.FOUND) if found else passed


def _not_run(code: str, fault: Exception) -> RuleRun:
    return RuleRun(code, Status.SKIPPED, f"{BROKEN}（{type(fault).__name__}）")


def _broken(context: Context, log: str) -> Finding:
    """A rule on which the program itself failed: an error, for nobody looked at what it asks."""
    return Finding(
        code=context.info.code,
        severity=Severity.ERROR,
        group=Group.NOW,
        field="rule",
        found="",
        expected="",
        message=f"{context.info.title}：{BROKEN}，不知道有没有问题。",
        advice=f"请把这个文件和日志 {log} 发给维护人员，并由人核对这一条。",
        file=context.form.file,
        blocking=True,
    )


def _order(finding: Finding) -> tuple[int, int, str]:
    """Head, money, goals, rows, total; within them by row, then by code."""
    return (*_rank(finding.field), finding.code)


@lru_cache(maxsize=4096)
def _rank(field: str) -> tuple[int, int]:
    head, _, rest = field.partition("[")
    blocks = (
        "reading",
        "title",
        "year",
        "name",
        "department",
        "unit",
        "funds",
        "goals",
        "indicators",
        "total",
    )
    block = head.split(".")[0]
    index = int(rest.split("]")[0]) if rest else -1
    return (blocks.index(block) if block in blocks else len(blocks), index)


def cross_check(
    scored: Sequence[ScoredForm],
    checked: Sequence[Checked],
    bundle: str = DEFAULT,
    authority: Authority | None = None,
) -> list[Checked]:
    """The same results with what only shows between forms; a single form leaves those rules skipped."""
    results = [(list(each.findings), list(each.runs)) for each in checked]
    for code in rules_of(bundle, Scope.SET):
        fit = [n for n, each in enumerate(scored) if not unfit(code, each.form.kind)]
        found, ended = _run_set(code, [scored[n] for n in fit])
        for n, (findings, runs) in enumerate(results):
            if n not in fit:
                runs.append(RuleRun(code, Status.SKIPPED, unfit(code, scored[n].form.kind)))
                continue
            mine = [finding for m, finding in found if fit[m] == n]
            findings += mine
            runs.append(RuleRun(code, Status.FOUND) if mine and BROKEN not in ended.why else ended)
    word = authority or authority_of(bundle)
    return [
        settled(each.form, Checked(tuple(sorted(findings, key=_order)), tuple(runs)), each.rulebook, word)
        for each, (findings, runs) in zip(scored, results, strict=True)
    ]


def _run_set(code: str, scored: Sequence[ScoredForm]) -> tuple[list[tuple[int, Finding]], RuleRun]:
    """The findings of one rule over several forms, and how it ends on a form without any.

    A rule that finds what is plain and leaves the rest to a person says so last: what it found stands.
    """
    contexts = [Context(each) for each in scored]
    for context in contexts:
        context.info = catalogue(context.rulebook)[code]
    found: list[tuple[int, Finding]] = []
    ended = RuleRun(code, Status.PASSED)
    try:
        for each in set_rule(code)(contexts):
            found.append(each)
    except Skip as why:
        return [], RuleRun(code, Status.SKIPPED, str(why))
    except Manual as why:
        ended = RuleRun(code, Status.MANUAL, str(why))
    except Exception as fault:
        log = record_fault().name
        return [(n, _broken(context, log)) for n, context in enumerate(contexts)], _not_run(code, fault)
    if len(scored) < 2 and ended.status is not Status.MANUAL:
        return [], RuleRun(code, Status.SKIPPED, ALONE)
    return found, ended
