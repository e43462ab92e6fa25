"""退回意见: what a unit has to mend, explain or improve, over all its forms; from the findings, nothing added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zipingbiao.checks.catalogue import catalogue
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.labels import GROUPS, SEVERITIES, WAIVED, next_step
from zipingbiao.report.letter.wording import Wording, filled
from zipingbiao.report.subject import Review, Reviewed
from zipingbiao.rulebook.rulebook import STATUS_LABELS


@dataclass(frozen=True, slots=True)
class Terms:
    """What the reviewer says of the return itself."""

    due: str
    reviewer: str
    date: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as it stands in the letter. `place`: sheet and cell, else the field in words."""

    n: int
    project: str
    file: str
    place: str
    severity: str
    code: str
    fault: str
    found: str
    expected: str
    advice: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one group."""

    heading: str
    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One form of the unit and how it stands. `counts`: open findings by group, in the order of the groups."""

    name: str
    file: str
    counts: tuple[int, ...]
    waived: int
    returned: bool

    @property
    def verdict(self) -> str:
        return "退回修改" if self.returned else "不须修改"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One letter to one unit."""

    unit: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    forms: tuple[Judged, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def returned(self) -> int:
        """How many forms go back."""
        return sum(form.returned for form in self.forms)


def opinions(review: Review, wording: Wording, terms: Terms) -> tuple[Opinion, ...]:
    """One letter for each 实施单位, in the order of the forms. A unit without any finding gets none."""
    units: dict[str, list[Reviewed]] = {}
    for each in review.forms:
        units.setdefault("".join(each.form.unit.split()) or "（未填实施单位）", []).append(each)
    return tuple(
        _opinion(unit, forms, wording, terms)
        for unit, forms in units.items()
        if any(form.checked.findings for form in forms)
    )


def _opinion(unit: str, forms: Sequence[Reviewed], wording: Wording, terms: Terms) -> Opinion:
    judged = tuple(_judged(form, wording) for form in forms)
    sections = tuple(section for section in _sections(forms, wording) if section.items)
    returned, waived = sum(each.returned for each in judged), sum(each.waived for each in judged)
    values = {
        "unit": unit,
        "year": "、".join(dict.fromkeys(form.form.year for form in forms if form.form.year)),
        "forms": str(len(forms)),
        "returned": str(returned),
        "waived": str(waived),
        "due": terms.due,
        "reviewer": terms.reviewer,
        "date": terms.date,
        **{group.value: str(sum(j.counts[i] for j in judged)) for i, group in enumerate(GROUPS)},
    }
    texts = [wording.opening, wording.returned if returned else wording.passed]
    texts += [wording.waived] if waived else []
    return Opinion(
        unit,
        filled(wording.title, values),
        filled(wording.addressee, values),
        tuple(filled(text, values) for text in texts),
        judged,
        sections,
        tuple(filled(text, values) for text in wording.closing),
        tuple(filled(text, values) for text in wording.signature),
    )


def _judged(each: Reviewed, wording: Wording) -> Judged:
    standing = each.checked.open
    return Judged(
        each.name,
        each.file,
        tuple(sum(finding.group is group for finding in standing) for group in GROUPS),
        len(each.checked.waived),
        any(wording.returns(finding) for finding in standing),
    )


def _sections(forms: Sequence[Reviewed], wording: Wording) -> Iterator[Section]:
    found = [(each, finding) for each in forms for finding in each.checked.findings]
    for group, heading in GROUPS.items():
        mine = [(e, f) for e, f in found if f.waiver is None and f.group is group]
        yield Section(heading, wording.leads[Group(group)], _items(mine))
    yield Section(WAIVED, "", _items([(e, f) for e, f in found if f.waiver is not None]))


def _items(found: Sequence[tuple[Reviewed, Finding]]) -> tuple[Item, ...]:
    return tuple(_item(n, each, finding) for n, (each, finding) in enumerate(found, 1))


def _item(n: int, each: Reviewed, finding: Finding) -> Item:
    info = catalogue(each.scored.rulebook)[finding.code]
    cell = finding.cell or ""
    return Item(
        n=n,
        project=each.name,
        file=each.file,
        place=f"{finding.sheet}!{cell}" if cell and finding.sheet else cell or "整张表",
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        fault=finding.message,
        found=finding.found,
        expected=finding.expected,
        advice=next_step(finding),
        source=f"{info.source}（{STATUS_LABELS[info.status]}）",
    )
