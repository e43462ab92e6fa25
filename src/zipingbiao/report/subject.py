"""What a report is about: forms with their scores and findings, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.batch.inputs import InputFault
from zipingbiao.checks.approved import Approved
from zipingbiao.checks.finding import Checked, Finding, Severity
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.checks.waivers import Authority
from zipingbiao.form.model import Form
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.money_slip import money_doubt
from zipingbiao.scoring.reported import points_told, total_doubt, unreported
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form

#: Findings after which a total means nothing: 分值 that do not add up, 总分 that is not the sum of the scores.
_BROKEN_SUMS = ("JXS001", "JXS002")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One form, scored and checked. `n` counts from 1; `file` is its path as a reader of the report should see it."""

    n: int
    file: str
    source: str
    scored: ScoredForm
    checked: Checked

    @property
    def form(self) -> Form:
        return self.scored.form

    @property
    def name(self) -> str:
        """The project's name; where none is printed, the form's id."""
        return self.form.name or self.form.id

    @property
    def sheet(self) -> str:
        """The sheet of the first field that knows one."""
        return next((place.sheet for place in self.form.places.values() if place.sheet), "")

    @property
    def gaps(self) -> int:
        """缺口: the 【请填写：…】 and 【请核实：…】 that still stand in the notes."""
        notes = [row.note for row in self.form.indicators if "note" not in row.merged]
        notes += [line.note for line in self.form.funds]
        return sum(len(gaps_of(note)) for note in notes)

    def count(self, severity: Severity) -> int:
        return count(self.checked.open, severity)

    @property
    def left_out(self) -> str:
        """Why the total stands in no average and has no grade; "" where it counts."""
        doubt = total_doubt(self.scored)
        if doubt:
            return doubt
        broken = next((each for each in self.checked.open if each.code in _BROKEN_SUMS), None)
        if broken is not None:
            return "分值合计不对" if broken.code == _BROKEN_SUMS[0] else "总分与各项得分之和不符"
        return ""

    @property
    def total(self) -> Decimal | None:
        """总分 as the sums tell it: none that only the rule's points would make where the unit reports none."""
        return None if unreported(self.scored) else self.scored.total

    @property
    def row_points(self) -> tuple[Decimal | None, ...]:
        """The points of all rows as the sums tell them."""
        return points_told(self.scored)

    @property
    def money_doubt(self) -> str:
        """Why its money stands in no sum and no rate; "" where it does."""
        return money_doubt(self.scored)

    @property
    def grade(self) -> str | None:
        """等级 of a total that counts."""
        return None if self.left_out else self.scored.grade


@dataclass(frozen=True, slots=True)
class Review:
    """All forms in input order, what could not be read, and remarks on what was."""

    forms: tuple[Reviewed, ...]
    faults: tuple[InputFault, ...] = ()
    remarks: tuple[InputFault, ...] = ()

    @property
    def findings(self) -> tuple[tuple[Reviewed, Finding], ...]:
        """Every finding with the form it stands on."""
        return tuple((each, finding) for each in self.forms for finding in each.checked.findings)

    @property
    def waived(self) -> int:
        """How many findings were set aside."""
        return sum(len(each.checked.waived) for each in self.forms)

    @property
    def requested(self) -> int:
        """How many findings stand although the unit asks to have them set aside."""
        return sum(len(each.checked.requested) for each in self.forms)

    @property
    def totals(self) -> list[Decimal]:
        """The totals of all forms whose total counts."""
        return [
            each.scored.total for each in self.forms if each.scored.total is not None and not each.left_out
        ]

    @property
    def left_out(self) -> int:
        """How many 自评表 have a total that does not count, or none."""
        return sum(bool(each.left_out) for each in self.forms if each.form.reports)

    def count(self, severity: Severity) -> int:
        return sum(each.count(severity) for each in self.forms)


#: For all forms what each is held against.
ApprovedFor = Callable[[Sequence[Form]], Sequence[Approved | None]]


def nothing_approved(forms: Sequence[Form]) -> Sequence[Approved | None]:
    """No form is held against anything."""
    return [None] * len(forms)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A form with the path it was read from, what kind of file that was (自评表, 台账, JSON) and when it was written."""

    form: Form
    file: str
    source: str
    modified: float = 0.0
    #: What this tool called the file when it wrote it of another one (Word 版自评表 …); "" for a form of its own.
    export: str = ""


def sourced(forms: Iterable[Form]) -> list[Sourced]:
    """Forms that know no more than their file's name."""
    return [Sourced(form, form.file, "") for form in forms]


def review(
    sources: Sequence[Sourced],
    find: RulebookFor,
    bundle: str = "default",
    faults: tuple[InputFault, ...] = (),
    remarks: tuple[InputFault, ...] = (),
    approved: ApprovedFor = nothing_approved,
    authority: Authority | None = None,
) -> Review:
    """Score and check all forms, each by itself and against each other. `authority`: whose word sets a finding aside."""
    scored = [score_form(each.form, find(each.form)) for each in sources]
    beside = approved([each.form for each in sources])
    results = [check_form(each, bundle, own, authority) for each, own in zip(scored, beside, strict=True)]
    checked = cross_check(scored, results, bundle, authority)
    return Review(tuple(reviewed(sources, scored, checked)), faults, remarks)


def reviewed(
    sources: Iterable[Sourced], scored: Iterable[ScoredForm], checked: Iterable[Checked]
) -> Iterator[Reviewed]:
    """Forms with results that are there already."""
    for n, (source, one, result) in enumerate(zip(sources, scored, checked, strict=True), 1):
        yield Reviewed(n, source.file, source.source, one, result)


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings are of that severity."""
    return sum(finding.severity is severity for finding in findings)
