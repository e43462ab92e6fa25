"""A new ledger from what an office has: last year's forms and ledgers, this year's 申报表, in any number.

Every form that came in either starts a project of the ledger or is told with the reason why it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from zipingbiao.form.coverage import KIND_NAMES, FormKind
from zipingbiao.form.model import Form, FundKind
from zipingbiao.form.money import exact_amount, number
from zipingbiao.form.stale_years import StaleYear, stale_years
from zipingbiao.ledger.carry import carry_over, from_targets


@dataclass(frozen=True, slots=True)
class Source:
    """A form as it was read, and the file it came from as a person should see it."""

    form: Form
    file: str

    @property
    def said(self) -> str:
        """The project, its kind and year, for a message."""
        form = self.form
        return f"“{form.name or form.id}”（{form.evaluated_year or '未印年度'}，{KIND_NAMES[form.kind]}）"


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the new ledger: its form, where it came from, and the earlier years that still stand in it."""

    form: Form
    source: Source
    stale: tuple[StaleYear, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A form that starts no project, and why."""

    source: Source
    why: str


@dataclass(frozen=True, slots=True)
class Start:
    """The projects in the order in which they came; `assumed`: no form prints a year, so this one was taken."""

    year: int
    assumed: bool
    projects: tuple[Project, ...]
    left_out: tuple[LeftOut, ...]


def start(sources: Iterable[Source], year: int | None = None) -> Start:
    """The ledger of `year`; without it the year of the newest 申报表, or the one after the newest 自评表."""
    given = list(sources)
    known = [natural for each in given if (natural := _year_for(each.form)) is not None]
    chosen = year or max(known, default=date.today().year)
    projects: list[Project] = []
    left_out: list[LeftOut] = []
    for group in _same_projects(given):
        kept, others = _kept(group)
        projects += [_project(each, chosen, len(kept)) for each in kept]
        left_out += others
    order = {id(each.form): n for n, each in enumerate(given)}
    projects.sort(key=lambda project: order[id(project.source.form)])
    left_out.sort(key=lambda each: order[id(each.source.form)])
    numbered = tuple(_numbered(projects, len({each.file for each in given})))
    return Start(chosen, year is None and not known, numbered, tuple(left_out))


def _year_for(form: Form) -> int | None:
    """The year that a form starts: an application its own, a report the next."""
    printed = form.evaluated_year
    return printed if printed is None or not form.reports else printed + 1


def _same_projects(sources: Sequence[Source]) -> list[list[Source]]:
    """The forms of one project together: of one name, and of no different unit or code."""
    by_name: dict[str, list[list[Source]]] = {}
    groups: list[list[Source]] = []
    for each in sources:
        name = "".join(each.form.name.split())
        found = next((group for group in by_name.get(name, ()) if name and _agree(each, group[0])), None)
        if found is not None:
            found.append(each)
            continue
        groups.append([each])
        by_name.setdefault(name, []).append(groups[-1])
    return groups


def _agree(one: Source, other: Source) -> bool:
    pairs = ((one.form.unit, other.form.unit), (one.form.code, other.form.code))
    return all(not a.strip() or not b.strip() or a.split() == b.split() for a, b in pairs)


def _kept(group: Sequence[Source]) -> tuple[list[Source], list[LeftOut]]:
    """The newest form of a project, an application before a report; a different one of the same rank too."""

    def rank(source: Source) -> tuple[int, bool]:
        return _year_for(source.form) or 0, not source.form.reports

    best = max(map(rank, group))
    kept: list[Source] = []
    left_out: list[LeftOut] = []
    for each in group:
        twin = next((other for other in kept if _content(other.form) == _content(each.form)), None)
        if twin is not None:
            left_out.append(LeftOut(each, f"与 {twin.file} 里的同一项目内容相同，只放一个"))
        elif rank(each) == best:
            kept.append(each)
        else:
            newer = max(group, key=rank)
            left_out.append(
                LeftOut(each, f"同一项目以 {newer.file} 里的{newer.said}为准，这一张没有放进台账")
            )
    return kept, left_out


def _content(form: Form) -> tuple[object, ...]:
    """What a new year takes over from a form: two that have it in common start the same project.

    A form made from a ledger prints lines of money and a title that the ledger does not hold; nothing of those goes on.
    """
    approved = form.fund(FundKind.TOTAL) if not form.reports else None
    rows = tuple(
        (*map(_plain, (row.level1, row.level2, row.level3, row.target.text)), _figure(row.weight))
        for row in form.indicators
    )
    budget = "" if approved is None else approved.initial_budget or approved.annual_budget
    return (
        form.kind,
        form.evaluated_year,
        _plain(form.goals.expected),
        rows,
        exact_amount(budget, form.amount_unit) or _plain(budget),
    )


def _figure(text: str) -> Decimal | str:
    value = number(text)
    return _plain(text) if value is None else value


def _plain(text: str) -> str:
    return "".join(text.split())


def _project(source: Source, year: int, alike: int) -> Project:
    printed = source.form.evaluated_year
    remarks = []
    if alike > 1:
        remarks.append("几张表是同一项目，内容不同，都放进了台账：请只留一个")
    if printed is None:
        remarks.append(f"没有印年度，按 {year} 年度放进台账")
    elif _year_for(source.form) != year:
        remarks.append(f"由 {printed} 年度的表得来，台账是 {year} 年度，请核对指标是否还适用")
    given = source.form
    if not given.name.strip():
        given = replace(given, name=PurePath(source.file).stem)
        remarks.append("表上没有项目名称，暂用文件名，请改成批复的名称")
    if given.kind not in (FormKind.PROJECT, FormKind.TARGETS):
        remarks.append(f"是{KIND_NAMES[given.kind]}；台账不记表的种类，由台账生成的是项目支出绩效自评表")
    form = carry_over(given, year) if given.reports else replace(from_targets(given), year=f"{year}年度")
    return Project(form, source, stale_years(form), tuple(remarks))


def _numbered(projects: Sequence[Project], files: int) -> Iterable[Project]:
    """From one file the numbers stay as they were; from several they begin anew, or two projects would share one."""
    for n, each in enumerate(projects, 1):
        yield each if files == 1 else replace(each, form=replace(each.form, id=str(n)))
