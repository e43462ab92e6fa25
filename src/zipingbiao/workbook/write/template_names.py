"""The ZPB_ names of a template, one by one: found, missing, misspelt, pointing nowhere, lying over each other.

An office changes its template by hand; a name that was dragged, copied or lost there costs data or writes over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from itertools import combinations

from zipingbiao.form.field_names import called
from zipingbiao.package.address import Area, cell_name, parse_reference
from zipingbiao.workbook import slots

OFFICIAL_TITLE = "项目支出绩效自评表"
_BLOCKS = (slots.FUNDS, slots.INDICATORS)
_CONSTANTS = (slots.RULEBOOK, slots.RULEBOOK_VERSION, slots.FUNDS_NOTE_PRINTED)
_LEADING = {"funds": slots.FUNDS["kind"], "indicators": slots.INDICATORS["target"]}


class NameState(StrEnum):
    """`FOUND` is good; `MISSING` loses what the name is for; `BROKEN` and `ELSEWHERE` do so too; `OVERLAPPING` writes over another."""

    FOUND = "found"
    MISSING = "missing"
    OVERLAPPING = "overlapping"
    LENGTH = "length"
    BROKEN = "broken"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NameFinding:
    """One name. `label`: what the form calls its field; `where`: its cells; `message`: what is wrong, "" for a good one.

    `loses`: what stands in a project and would not be written.
    """

    name: str
    label: str
    state: NameState
    where: str = ""
    message: str = ""
    loses: str = ""

    @property
    def destroys(self) -> bool:
        """Whether writing would put one field over another."""
        return self.state is NameState.OVERLAPPING


def review_names(names: Mapping[str, str], sheet: str) -> list[NameFinding]:
    """Every name that a template can have, in the order of the form, then those that nobody knows.

    `names`: defined name → what it stands for; `sheet`: where the form is.
    """
    wanted = dict(_labels())
    areas: dict[str, Area] = {}
    found: dict[str, NameFinding] = {}
    for name, label in wanted.items():
        found[name] = _one(name, label, names.get(name), sheet, areas)
    for one, other in combinations(areas, 2):
        if _meet(areas[one], areas[other]):
            for this, that in ((one, other), (other, one)):
                text = f"名称 {this}（{wanted[this]}）与 {that}（{wanted[that]}）压在同一些格上（{_told(areas[this])}），写了这个就盖掉那个"
                found[this] = NameFinding(this, wanted[this], NameState.OVERLAPPING, _told(areas[this]), text)
    for finding in _lengths(areas, wanted):
        if found[finding.name].state is NameState.FOUND:
            found[finding.name] = finding
    return [*found.values(), *_unknown(names, wanted)]


def _labels() -> Iterator[tuple[str, str]]:
    for path, name in slots.SINGLE.items():
        yield name, _SPECIAL.get(path) or called(path)
    for block, names in (("funds", slots.FUNDS), ("indicators", slots.INDICATORS)):
        for field, name in names.items():
            label = _SPECIAL.get(field) or called(f"{block}[0].{field}").rpartition(" ")[2]
            yield name, f"{'资金' if block == 'funds' else '指标'}各行的{label}"


_SPECIAL = {
    "title": "标题",
    "funds_note": "资金说明",
    "total.review": "总分的审核栏",
    "kind": "名称",
    "state": "完成情况",
    "rule_deduction": "规则扣分",
    "review": "审核",
}


def _one(name: str, label: str, target: str | None, sheet: str, areas: dict[str, Area]) -> NameFinding:
    if target is None:
        text = f"没有名称 {name}：{label}不会写进去"
        return NameFinding(name, label, NameState.MISSING, "", text, label)
    if "#REF!" in target:
        text = f"名称 {name}（{label}）指的格已被删掉（#REF!）"
        return NameFinding(name, label, NameState.BROKEN, target, text, label)
    place = parse_reference(target)
    if place is None:
        text = f"名称 {name}（{label}）指的不是一处单元格（{target}）"
        return NameFinding(name, label, NameState.BROKEN, target, text, label)
    if place[0] != sheet:
        text = f"名称 {name}（{label}）指到了工作表“{place[0]}”，自评表在“{sheet}”：{label}不会写进去"
        return NameFinding(name, label, NameState.ELSEWHERE, target, text, label)
    areas[name] = place[1]
    return NameFinding(name, label, NameState.FOUND, _told(place[1]))


def _lengths(areas: Mapping[str, Area], labels: Mapping[str, str]) -> Iterator[NameFinding]:
    """The columns of a block are as long as its leading one."""
    for names in _BLOCKS:
        leading = next(name for name in names.values() if name in _LEADING.values())
        if leading not in areas:
            continue
        rows = areas[leading].top, areas[leading].bottom
        for name in names.values():
            own = areas.get(name)
            if own is not None and (own.top, own.bottom) != rows:
                text = f"名称 {name}（{labels[name]}）是第{own.top}—{own.bottom}行，{leading} 是第{rows[0]}—{rows[1]}行，应一样"
                yield NameFinding(name, labels[name], NameState.LENGTH, _told(own), text)


def _unknown(names: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[NameFinding]:
    for name in sorted(names):
        bare = name.rpartition("!")[2]
        if not bare.upper().startswith(slots.PREFIX) or bare in wanted or bare in _CONSTANTS:
            continue
        near = get_close_matches(bare.upper(), wanted, n=1)
        hint = f"，是不是 {near[0]}？" if near else ""
        yield NameFinding(bare, "", NameState.UNKNOWN, names[name], f"没有 {bare} 这个名称{hint}")


def _meet(one: Area, other: Area) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def _told(area: Area) -> str:
    first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"
