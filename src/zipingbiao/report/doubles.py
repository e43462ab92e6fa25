"""One project, one form: copies and earlier drafts among the files that came in are told and not counted twice."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from zipingbiao.form.interchange import write_interchange
from zipingbiao.form.model import Form
from zipingbiao.package.address import parse_cell
from zipingbiao.report.subject import Sourced

#: Files written within so many seconds of each other were copied or unpacked together: their times tell nothing.
_TOGETHER = 60.0


class Why(StrEnum):
    """Why a form is not counted."""

    COPY = "重复"
    OLDER = "旧稿"
    NOT_CHOSEN = "没有选定"
    UNDECIDED = "待定"
    EXPORT = "导出"
    REVIEWED = "复核副本"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A form that is not counted, beside the one that is."""

    form: Sourced
    counted: Sourced
    why: Why

    @property
    def message(self) -> str:
        name, other = self.form.form.name or self.form.form.id, self.counted.file
        if self.counted.file == self.form.file and self.why in (Why.UNDECIDED, Why.NOT_CHOSEN):
            return self._of_one_file(name)
        if self.why is Why.COPY:
            return f"项目“{name}”与“{other}”中的一字不差，没有重复计入。"
        if self.why is Why.EXPORT:
            return f"本工具导出的{self.form.export}，项目“{name}”以“{other}”为准，没有重复计入。"
        if self.why is Why.REVIEWED:
            return f"项目“{name}”的复核副本，单位填的与“{other}”一样，没有重复计入。"
        if self.why is Why.NOT_CHOSEN:
            return f"项目“{name}”已选定以“{other}”为准，这一稿没有计入。"
        if self.why is Why.OLDER:
            return f"项目“{name}”在“{other}”中有更新的一稿，以修改时间晚的为准，这一稿没有计入。"
        return f"项目“{name}”在“{other}”中另有一稿，内容不同、修改时间分不出先后，这一稿没有计入；请确认以哪一稿为准。"

    def _of_one_file(self, name: str) -> str:
        """Two drafts that one file holds are told by where they stand in it."""
        here, counted = stands_at(self.form.form), stands_at(self.counted.form)
        if self.why is Why.NOT_CHOSEN:
            return f"项目“{name}”已选定以这个文件里“{counted}”起的一稿为准，“{here}”起的一稿没有计入。"
        return (
            f"项目“{name}”在这个文件里有内容不同的几稿：“{counted}”起的一稿计入，“{here}”起的一稿没有计入；"
            "请确认以哪一稿为准。"
        )


def stands_at(form: Form) -> str:
    """Where a form begins in its file (`Sheet2!B3`): what tells it from another one of the same file. "" where nobody knows."""
    places = [place for place in form.places.values() if place.cell]
    if not places:
        return ""
    # In a file without cells the places stand in reading order.
    first = min(places, key=lambda place: parse_cell(place.cell or "") or (0, 0))
    return f"{first.sheet}!{first.cell}" if first.sheet else str(first.cell)


def digest_of(form: Form) -> str:
    """What a form says, as one mark: the same for a copy under another name."""
    text = "".join(write_interchange((replace(form, id="", waivers=()),)).split())
    return sha256(text.encode()).hexdigest()[:16]


def without_review(form: Form) -> Form:
    """What the unit says in a form, whatever a reviewer wrote into a copy of it."""
    return replace(
        form,
        funds=tuple(replace(line, review_score="", review_opinion="") for line in form.funds),
        indicators=tuple(
            replace(row, review_score="", review_opinion="", review_actual="", review_deviation="")
            for row in form.indicators
        ),
    )


def counted_once(
    forms: Sequence[Sourced], chosen: Container[str] = ()
) -> tuple[list[Sourced], list[SetAside]]:
    """The forms to count, in order, and the others. `chosen`: marks of the forms that a person has decided for."""
    groups: dict[object, list[Sourced]] = {}
    for n, each in enumerate(forms):
        groups.setdefault(project_key(each.form) or n, []).append(each)
    aside = [out for same in groups.values() if len(same) > 1 for out in _aside(same, chosen)]
    left_out = {id(each.form) for each in aside}  # the very objects: equal forms are what it is about
    return [each for each in forms if id(each) not in left_out], aside


def project_key(form: Form) -> tuple[str, ...] | None:
    """A project of a unit and year; its application and its 自评表 are two things. None where nobody can tell."""
    name = "".join(form.name.split())
    if not name:
        return None
    return (
        form.unit_key,
        name,
        "".join(form.code.split()),
        str(form.evaluated_year or ""),
        str(form.reports),
    )


def _aside(same: Sequence[Sourced], chosen: Container[str]) -> Iterator[SetAside]:
    """Copies first; of what differs the chosen one counts, else the newest. Nothing tells which of one file is the newer one."""
    different: dict[str, Sourced] = {}
    told: dict[str, str] = {}
    # A copy's name is the longer one (表 - 副本); what a reviewer wrote into is the copy, what we exported even more so.
    for each in sorted(
        same, key=lambda each: (bool(each.export), without_review(each.form) != each.form, len(each.file))
    ):
        mark = digest_of(without_review(each.form))
        if mark in different:
            reviewed = told[mark] != digest_of(each.form)
            why = Why.EXPORT if each.export else Why.REVIEWED if reviewed else Why.COPY
            yield SetAside(each, different[mark], why)
        elif each.export and (originals := [other for other in different.values() if not other.export]):
            yield SetAside(each, originals[0], Why.EXPORT)
        else:
            different[mark], told[mark] = each, digest_of(each.form)
    decided = [each for mark, each in different.items() if mark in chosen]
    newest = decided[0] if decided else max(different.values(), key=lambda each: each.modified)
    for each in different.values():
        if each is newest or _are_listed(each, newest):
            continue
        if decided:
            yield SetAside(each, newest, Why.NOT_CHOSEN)
            continue
        clear = newest.modified - each.modified > _TOGETHER
        yield SetAside(each, newest, Why.OLDER if clear else Why.UNDECIDED)


def _are_listed(one: Sourced, other: Sourced) -> bool:
    """Whether two forms are entries of one list (JSON, a ledger), whose writer made two projects of them."""
    return one.file == other.file and not (one.form.on_a_sheet and other.form.on_a_sheet)
