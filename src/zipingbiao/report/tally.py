"""What became of every rule over all forms of a report: passed, found, not checked, left to a person, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    told = {code: _told(code, review) for code in sorted(statuses)}
    return tuple(
        Tally(
            info,
            statuses[code],
            found[code],
            waived[code],
            gravest.get(code, info.severity),
            whys.get(code, {}),
        )
        for code, info in told.items()
    )


def _told(code: str, review: Review) -> RuleInfo:
    """The rule as the forms' rulebooks have it; where they differ, what each of them says, with its place."""
    infos = tuple(
        dict.fromkeys(
            (each.scored.rulebook.title, catalogue(each.scored.rulebook)[code]) for each in review.forms
        )
    )
    first = infos[0][1]
    if len(infos) == 1:
        return first
    return replace(
        first,
        severity=min((info.severity for _, info in infos), key=list(Severity).index),
        statement=_each([(place, info.statement) for place, info in infos]),
        advice=_each([(place, info.advice) for place, info in infos]),
        source=_each([(place, info.source) for place, info in infos]),
    )


def _each(texts: Sequence[tuple[str, str]]) -> str:
    """One text where all places say the same, else `全国通用：……湖北省：……`."""
    if len({text for _, text in texts}) == 1:
        return texts[0][1]
    return "".join(f"{place}：{text}" for place, text in texts)


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
