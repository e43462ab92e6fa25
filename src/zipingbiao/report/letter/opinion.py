"""退回意见: what a unit has to mend, explain or improve, over all its forms; from the findings, nothing added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.checks.catalogue import RuleInfo, Scope, catalogue, scope_of
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.identity import finding_ids
from zipingbiao.checks.labels import GROUPS, SEVERITIES, WAIVED, next_step
from zipingbiao.form.unit_name import NO_UNIT
from zipingbiao.report.letter.beside import NOTHING, Beside
from zipingbiao.report.letter.plain import Item, Lot, said_once, to_a_unit
from zipingbiao.report.letter.wording import Wording, filled
from zipingbiao.report.subject import Review, Reviewed
from zipingbiao.rulebook.rulebook import STATUS_LABELS

ANNEX = "提示（供参考，不要求修改）"
STILL = "上次指出仍未改"
Wanted = Callable[[Finding], bool]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the reviewer says of the return itself."""

    due: str
    reviewer: str
    date: str


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one group, errors first."""

    heading: str
    lead: str
    lots: tuple[Lot, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for lot in self.lots for item in lot.items)


@dataclass(frozen=True, slots=True)
class Judged:
    """One form of the unit and how it stands. `counts`: open findings by group, hints apart, then the hints."""

    name: str
    file: str
    counts: tuple[int, ...]
    waived: int
    returned: bool

    @property
    def verdict(self) -> str:
        if self.returned:
            return "退回修改"
        return "不退回，请核对" if any(self.counts[:-1]) else "不须修改"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One letter to one unit. `key`: the unit as it is grouped by; `notes`: the grounds, in the order of their numbers; `annex`: hints."""

    key: str
    unit: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    forms: tuple[Judged, ...]
    sections: tuple[Section, ...]
    annex: Section
    beside: Beside
    notes: tuple[str, ...]
    closing: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def returned(self) -> int:
        """How many forms go back."""
        return sum(form.returned for form in self.forms)


def opinions(
    review: Review,
    wording: Wording,
    terms: Terms,
    called: Mapping[str, str] | None = None,
    beside: Mapping[str, Beside] | None = None,
) -> tuple[Opinion, ...]:
    """One letter for each unit, in the order of the forms; a unit of which nothing has to be said gets none.

    `called`: what a unit is called; `beside`: what is said of it beside findings, also of one without a form.
    """
    extra = beside or {}
    units: dict[str, list[Reviewed]] = {}
    for each in review.forms:
        units.setdefault(each.form.unit_key, []).append(each)
    for key in extra:
        units.setdefault(key, [])
    theirs = _ids_by_unit(review)
    return tuple(
        _Writer(key, forms, wording, terms, extra.get(key, NOTHING), theirs).letter(
            (called or {}).get(key) or _name(key, forms)
        )
        for key, forms in units.items()
        if key in extra or any(_told(form) for form in forms)
    )


def _name(key: str, forms: Sequence[Reviewed]) -> str:
    """As most plainly written: without code and 本级 where one form writes it so."""
    written = ["".join(each.form.unit.split()) for each in forms]
    return (
        next((text for text in written if text.casefold() == key), next(iter(filter(None, written)), key))
        or NO_UNIT
    )


def _ids_by_unit(review: Review) -> Mapping[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for each in review.forms:
        ids.setdefault(each.form.unit_key, set()).add(each.form.id)
    return ids


def _told(each: Reviewed) -> list[Finding]:
    """What is the unit's business: what the rules say of waivers is the reviewer's own."""
    return [finding for finding in each.checked.findings if scope_of(finding.code) is not Scope.WAIVER]


class _Writer:
    """Writes one letter: numbers the items and the grounds in the order in which they are read."""

    def __init__(
        self,
        key: str,
        forms: Sequence[Reviewed],
        wording: Wording,
        terms: Terms,
        beside: Beside,
        ids: Mapping[str, set[str]],
    ) -> None:
        self.key, self.forms, self.wording, self.terms, self.beside = key, forms, wording, terms, beside
        self._others = {id for unit, own in ids.items() if unit != key for id in own} - ids.get(key, set())
        self._notes: dict[str, int] = {}
        self._found = [
            (each, finding, id)
            for each in forms
            for id, finding in zip(
                finding_ids(each.form, each.checked.findings), each.checked.findings, strict=True
            )
            if scope_of(finding.code) is not Scope.WAIVER
        ]

    def letter(self, unit: str) -> Opinion:
        judged = tuple(self._judged(form) for form in self.forms)
        sections = tuple(section for section in self._sections() if section.lots)
        annex = Section(
            ANNEX, "", tuple(map(said_once, self._lots(lambda f: f.waiver is None and _is_hint(f))))
        )
        wording, values = self.wording, self._values(unit, judged)
        returned, waived = sum(each.returned for each in judged), sum(each.waived for each in judged)
        still = sum(bool(item.remark.startswith(STILL)) for section in sections for item in section.items)
        texts = [wording.opening] if self.forms else []
        if returned:
            texts.append(wording.returned)
        elif self.forms:
            texts.append(wording.passed)
        texts += [wording.late] if self.beside.late else []
        if self.beside.wants_files and not returned:
            texts.append(wording.handed_in)
        texts += [wording.still] if still else []
        texts += [wording.waived] if waived else []
        values |= {
            "still": str(still),
            "late": str(len(self.beside.late)),
            "drafts": str(len(self.beside.drafts)),
            "unread": str(len(self.beside.unread)),
            "missing": str(len(self.beside.missing)),
        }
        texts += [wording.unread] if self.beside.unread else []
        texts += [wording.missing] if self.beside.missing else []
        texts += [wording.drafts] if self.beside.drafts else []
        return Opinion(
            self.key,
            unit,
            filled(wording.title, values),
            filled(wording.addressee, values),
            tuple(filled(text, values) for text in texts),
            judged,
            sections,
            annex,
            self.beside,
            tuple(self._notes),
            tuple(filled(text, values) for text in (wording.closing if returned else wording.kept)),
            tuple(filled(text, values) for text in wording.signature),
        )

    def _values(self, unit: str, judged: Sequence[Judged]) -> dict[str, str]:
        return {
            "unit": unit,
            "year": "、".join(dict.fromkeys(form.form.year for form in self.forms if form.form.year)),
            "forms": str(len(self.forms)),
            "returned": str(sum(each.returned for each in judged)),
            "waived": str(sum(each.waived for each in judged)),
            "hints": str(sum(each.counts[-1] for each in judged)),
            "due": self.terms.due,
            "reviewer": self.terms.reviewer,
            "date": self.terms.date,
            **{group.value: str(sum(j.counts[i] for j in judged)) for i, group in enumerate(GROUPS)},
        }

    def _judged(self, each: Reviewed) -> Judged:
        standing = [finding for finding in _told(each) if finding.waiver is None]
        grave = [finding for finding in standing if not _is_hint(finding)]
        counts = [sum(finding.group is group for finding in grave) for group in GROUPS]
        waived = len([finding for finding in _told(each) if finding.waiver is not None])
        altered = self.wording.altered and self.beside.is_altered(each.name, each.file)
        returned = altered or any(self.wording.returns(finding) for finding in standing)
        return Judged(each.name, each.file, (*counts, len(standing) - len(grave)), waived, returned)

    def _sections(self) -> Iterator[Section]:
        for group, heading in GROUPS.items():
            lots = self._lots(_standing_in(group))
            yield Section(heading, self.wording.leads[Group(group)], lots)
        yield Section(WAIVED, "", self._lots(lambda f: f.waiver is not None))

    def _lots(self, wanted: Wanted) -> tuple[Lot, ...]:
        """The findings that are wanted, one lot a rule and severity, gravest first, then in the order of the forms."""
        lots: dict[tuple[int, str, str], list[tuple[Reviewed, Finding, str]]] = {}
        order = list(Severity)
        for each, finding, id in self._found:
            if wanted(finding):
                key = (order.index(finding.severity), finding.code, finding.advice)
                lots.setdefault(key, []).append((each, finding, id))
        made, n = [], 0
        for _, found in sorted(lots.items(), key=lambda item: item[0][0]):
            made.append(self._lot(found, n))
            n += len(found)
        return tuple(made)

    def _lot(self, found: Sequence[tuple[Reviewed, Finding, str]], before: int) -> Lot:
        each, finding, _ = found[0]
        info = catalogue(each.scored.rulebook)[finding.code]
        items = tuple(self._item(before + n, *one) for n, one in enumerate(found, 1))
        return Lot(
            SEVERITIES[finding.severity],
            finding.code,
            info.title,
            to_a_unit(finding.advice),
            self._note(info),
            items,
        )

    def _note(self, info: RuleInfo) -> int:
        ground = f"{info.source}（{STATUS_LABELS[info.status]}）"
        return self._notes.setdefault(ground, len(self._notes) + 1)

    def _item(self, n: int, each: Reviewed, finding: Finding, id: str) -> Item:
        cell = finding.cell or ""
        fault, found, expected = finding.message, finding.found, finding.expected
        if scope_of(finding.code) is Scope.SET and self._others.intersection(finding.related):
            # What is the same elsewhere is told without saying where: other units' projects are not this unit's business.
            fault, found, expected = catalogue(each.scored.rulebook)[finding.code].title + "。", "", ""
        return Item(
            n=n,
            id=id,
            project=each.name,
            file=each.file,
            place=f"{finding.sheet}!{cell}" if cell and finding.sheet else cell or "整张表",
            fault=fault,
            found=found,
            expected=expected,
            remark=self._remark(finding, id),
        )

    def _remark(self, finding: Finding, id: str) -> str:
        if finding.waiver is not None:
            return next_step(finding)
        letter = self.beside.pointed.get(id, "")
        told = [f"{STILL}（见{letter}）" if letter else STILL] if id in self.beside.still else []
        told += ["申请豁免，未同意"] if finding.request is not None else []
        answer = self.beside.answers.get(id, "")
        return "；".join((*told, *([f"上次填的整改情况：{answer}"] if answer else [])))


def _standing_in(group: Group) -> Wanted:
    return lambda finding: finding.waiver is None and finding.group is group and not _is_hint(finding)


def _is_hint(finding: Finding) -> bool:
    return finding.severity is Severity.HINT
