"""The ZPB_ names of a template, one by one: found, missing, misspelt, pointing nowhere, lying over each other.

An office changes its template by hand; a name that was dragged, copied or lost there costs data or writes over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from zipingbiao.edits.snapshot import Sheet
from zipingbiao.form.field_names import called
from zipingbiao.package.address import Area, cell_name, parse_reference
from zipingbiao.workbook import slots
from zipingbiao.workbook.template_cells import covered_by, label_under, text_under

OFFICIAL_TITLE = "项目支出绩效自评表"
_SHORT = 20
_BLOCKS = (slots.FUNDS, slots.INDICATORS)
_CONSTANTS = (slots.RULEBOOK, slots.RULEBOOK_VERSION, slots.FUNDS_NOTE_PRINTED)
#: Without these there is no form; every other name may be missing, and what it is for is not written.
REQUIRED = (
    *(slots.SINGLE[field] for field in ("name", "department", "unit")),
    slots.FUNDS["kind"],
    *(slots.INDICATORS[field] for field in ("level3", "target", "actual", "weight", "score", "note")),
)
#: The standard form prints something there, and it is replaced as a rule: by the project's, or not at all.
_PRINTED = frozenset({"title", "year", "kind"})
_LEADING = {"funds": slots.FUNDS["kind"], "indicators": slots.INDICATORS["target"]}


class NameState(StrEnum):
    """`FOUND` is good; `MISSING` loses what the name is for; `BROKEN` and `ELSEWHERE` do so too; `OVERLAPPING` writes over another.

    `LABEL` writes over what the form prints, `COVERED` where a merged cell hides it.
    """

    FOUND = "found"
    MISSING = "missing"
    OVERLAPPING = "overlapping"
    LENGTH = "length"
    BROKEN = "broken"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    LABEL = "label"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class NameFinding:
    """One name. `label`: what the form calls its field; `where`: its cells; `message`: what is wrong, or what will be replaced.

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
        """Whether writing would put a field over another or over a label, or where nobody sees it."""
        return self.state in (NameState.OVERLAPPING, NameState.LABEL, NameState.COVERED)

    @property
    def required(self) -> bool:
        """Whether no workbook can be made without the name."""
        return self.name in REQUIRED


def review_names(names: Mapping[str, str], sheet: str, cells: Sheet | None) -> list[NameFinding]:
    """Every name that a template can have, in the order of the form, then those that nobody knows.

    `names`: defined name → what it stands for; `sheet`: where the form is; `cells`: what stands there, None where it
    could not be read.
    """
    wanted = {name: label for name, (label, _) in _fields().items()}
    areas: dict[str, Area] = {}
    found: dict[str, NameFinding] = {}
    for name, (label, field) in _fields().items():
        found[name] = _one(name, label, names.get(name), sheet, areas)
        if name in areas and cells is not None:
            block = name not in slots.SINGLE.values()
            found[name] = _on_its_cell(found[name], field, areas[name], cells, block=block)
    for one, other in combinations(areas, 2):
        if _meet(areas[one], areas[other]):
            for this, that in ((one, other), (other, one)):
                text = f"名称 {this}（{wanted[this]}）与 {that}（{wanted[that]}）压在同一些格上（{_told(areas[this])}），写了这个就盖掉那个"
                found[this] = NameFinding(this, wanted[this], NameState.OVERLAPPING, _told(areas[this]), text)
    for finding in _lengths(areas, wanted):
        if found[finding.name].state is NameState.FOUND:
            found[finding.name] = finding
    return [*found.values(), *_printed_note(names, sheet, cells), *_unknown(names, wanted)]


def _printed_note(names: Mapping[str, str], sheet: str, cells: Sheet | None) -> Iterator[NameFinding]:
    """The same of the place that an office chose for 资金说明 in print, if it did; it may share a cell with the working one."""
    target, areas = names.get(slots.FUNDS_NOTE_PRINTED), dict[str, Area]()
    if target is None:
        return
    finding = _one(slots.FUNDS_NOTE_PRINTED, "报送版的资金说明", target, sheet, areas)
    area = areas.get(finding.name)
    if area is None or cells is None:
        yield finding
    else:
        yield _on_its_cell(finding, "funds_note", area, cells, block=False)


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, tuple[str, str]]:
    """Every name with what the form calls its field, and the field."""
    found = {name: (_SPECIAL.get(path) or called(path), path) for path, name in slots.SINGLE.items()}
    for block, names in (("funds", slots.FUNDS), ("indicators", slots.INDICATORS)):
        for field, name in names.items():
            label = _SPECIAL.get(field) or called(f"{block}[0].{field}").rpartition(" ")[2]
            found[name] = f"{'资金' if block == 'funds' else '指标'}各行的{label}", field
    return found


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
        needed = "必须有，没有它不能用这个模板" if name in REQUIRED else f"{label}不会写进去"
        return NameFinding(name, label, NameState.MISSING, "", f"没有名称 {name}：{needed}", label)
    place = parse_reference(target)
    if place is None:
        text = f"名称 {name}（{label}）{no_place(target)}"
        return NameFinding(name, label, NameState.BROKEN, target, text, label)
    if place[0] != sheet:
        text = f"名称 {name}（{label}）指到了工作表“{place[0]}”，自评表在“{sheet}”：{label}不会写进去"
        return NameFinding(name, label, NameState.ELSEWHERE, target, text, label)
    areas[name] = place[1]
    return NameFinding(name, label, NameState.FOUND, _told(place[1]))


def no_place(target: str) -> str:
    """What a name stands for that is no fixed rectangle of cells."""
    if "#REF!" in target:
        return "指的格已被删掉（#REF!）"
    if "(" in target:
        return f"指的是公式算出来的位置（{target}），会变；请改成固定的单元格"
    if "," in target:
        return f"指了几块区域（{target}）；请只指连着的一块"
    if "!" not in target:
        return f"是一个固定的值（{target}），不是单元格；请改成单元格"
    return f"指的不是一处单元格（{target}）；请改成固定的单元格"


def _on_its_cell(finding: NameFinding, field: str, area: Area, cells: Sheet, *, block: bool) -> NameFinding:
    """The same name, looked at where it points. `block`: it is that of a column."""
    name, label = finding.name, finding.label
    merge = covered_by(cells, area)
    if merge is not None:
        at = cell_name(area.top, area.left)
        text = f"名称 {name}（{label}）指的 {at} 盖在合并格 {_told(merge)} 下面，写进去看不见；请改指填写的格"
        return replace(finding, state=NameState.COVERED, message=text)
    if field in _PRINTED:
        return finding
    printed = label_under(cells, area, field, block=block)
    if printed is not None:
        text = f"名称 {name}（{label}）指的 {printed[0]} 印着“{_short(printed[1])}”，写进去就把它盖掉；请改指填写的格"
        return replace(finding, state=NameState.LABEL, message=text)
    standing = text_under(cells, area)
    return replace(finding, message=f"这一格现有“{_short(standing)}”，写表时换掉") if standing else finding


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


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
