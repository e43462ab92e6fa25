"""What became of every rule over all forms of a report: passed, found, not checked, left to a person, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from zipingbiao.checks.catalogue import RuleInfo, catalogue
from zipingbiao.checks.finding import Severity, Status
from zipingbiao.report.subject import Review


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule. `statuses`: how many forms ended so; `findings`: how many places that stand; `waived`: set aside; `whys`: reasons for not checking."""

    info: RuleInfo
    statuses: Mapping[Status, int]
    findings: int = 0
    waived: int = 0
    severity: Severity = Severity.HINT
    whys: Mapping[str, int] = field(default_factory=dict)

    @property
    def forms(self) -> int:
        """How many forms the rule found something on."""
        return self.statuses.get(Status.FOUND, 0)

    @property
    def why(self) -> str:
        """The reasons, the most frequent first, with the number of forms where there are several."""
        ordered = sorted(self.whys.items(), key=lambda item: (-item[1], item[0]))
        return "；".join(f"{why}（{n} 张表）" for why, n in ordered)


def tallies(review: Review) -> tuple[Tally, ...]:
    """Every rule that was to be run, in order of code."""
    statuses: dict[str, Counter[Status]] = {}
    whys: dict[str, Counter[str]] = {}
    for each in review.forms:
        for run in each.checked.runs:
            statuses.setdefault(run.code, Counter())[run.status] += 1
            if run.why:
                whys.setdefault(run.code, Counter())[run.why] += 1
    found = Counter(f.code for _, f in review.findings if f.waiver is None)
    waived = Counter(f.code for _, f in review.findings if f.waiver is not None)
    gravest = _gravest(review)
    rules = catalogue()
    return tuple(
        Tally(
            rules[code],
            statuses[code],
            found[code],
            waived[code],
            gravest.get(code, rules[code].severity),
            whys.get(code, {}),
        )
        for code in sorted(statuses)
        if code in rules
    )


def most_frequent(all_tallies: tuple[Tally, ...], limit: int) -> tuple[Tally, ...]:
    """The rules with the most findings, most first."""
    ordered = sorted(
        (tally for tally in all_tallies if tally.findings), key=lambda t: (-t.findings, t.info.code)
    )
    return tuple(ordered[:limit])


def _gravest(review: Review) -> dict[str, Severity]:
    """The gravest severity each rule gave."""
    order = list(Severity)
    gravest: dict[str, Severity] = {}
    for _, finding in review.findings:
        before = gravest.get(finding.code, finding.severity)
        gravest[finding.code] = min(before, finding.severity, key=order.index)
    return gravest
