"""What became of the findings of an earlier version: mended, hidden, still there; and which are new or set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zipingbiao.checks.catalogue import Scope, scope_of
from zipingbiao.checks.finding import Finding, Status
from zipingbiao.form.model import Form, FundLine, Indicator, is_blank
from zipingbiao.form.pairing import Pairs, alike
from zipingbiao.report.comparison.as_approved import gone_by_approval
from zipingbiao.report.comparison.asked import restores
from zipingbiao.report.comparison.changes import Change
from zipingbiao.report.comparison.places import ROW, place_now
from zipingbiao.report.subject import Reviewed
from zipingbiao.scoring.result import State

_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")
#: What a row must hold to be judged; emptied, nothing is found there any more.
_OF_A_ROW = {
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
}
_OF_MONEY = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
}
_OF_GOALS = {"expected": "预期目标", "actual": "实际完成情况"}
_OF_TOTAL = {"weight": "分值合计", "score": "总分", "grade": "等级"}
_OF_HEAD = {"name": "项目名称", "department": "主管部门", "unit": "实施单位", "year": "年度"}
_NOTES = {"note": "说明"}
#: Two indicators less alike than this are two, not one that was reworded.
_ANOTHER = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A finding that is gone because what it was found on is gone or can no longer be judged; `why` says which."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class Fates:
    """The findings of two versions, each in one list. `kept` and `waived` are those of the new version.

    `lapsed`: gone because other forms are others now; nothing was done about them in this one.
    """

    new: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    kept: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    lapsed: tuple[Finding, ...] = ()


def fates(
    old: Reviewed, new: Reviewed, rows: Pairs, changes: Sequence[Change], first: Form | None = None
) -> Fates:
    """The same rule at the same place is the same finding, wherever the row stands now.

    `first`: what was handed in first, where `old` came in place of it; who goes back to it hides nothing.
    """
    to_new = {a: b for a, b in rows if a is not None and b is not None}
    waiting: dict[tuple[str, str], list[Finding]] = {}
    for finding in old.checked.findings:
        waiting.setdefault(place_now(finding.code, finding.field, to_new), []).append(finding)
    fresh: list[Finding] = []
    kept: list[Finding] = []
    waived: list[Finding] = []
    for finding in new.checked.findings:
        same = waiting.get((finding.code, finding.field))
        before = same.pop(0) if same else None
        if finding.waiver is not None and (before is None or before.waiver is None):
            waived.append(finding)
        else:
            (fresh if before is None else kept).append(finding)
    left = [finding for found in waiting.values() for finding in found]
    by_approval = gone_by_approval(old, new, rows, changes, left, first)
    mended: list[Finding] = []
    hidden: list[Hidden] = []
    lapsed: list[Finding] = []
    for finding in old.checked.findings:
        if not any(finding is each for each in left):
            continue
        why = why_hidden(old, new, finding, to_new) or by_approval.get(id(finding), "")
        if first is not None and _is_taken_back(finding, old.form, new.form, first, changes):
            why = ""
        if why:
            hidden.append(Hidden(finding, why))
        elif scope_of(finding.code) is Scope.SET and not _is_touched(finding, changes):
            lapsed.append(finding)
        else:
            mended.append(finding)
    return Fates(tuple(fresh), tuple(mended), tuple(hidden), tuple(kept), tuple(waived), tuple(lapsed))


def _is_taken_back(finding: Finding, old: Form, new: Form, first: Form, changes: Sequence[Change]) -> bool:
    """Whether a finding stood on a row that had been added to what was approved, and is gone again."""
    row = ROW.match(finding.field)
    gone = (change for change in changes if change.field == "row" and not change.is_added_row)
    return row is not None and any(
        change.row == int(row.group(1)) + 1 and restores(change, old, new, first) for change in gone
    )


def _is_touched(finding: Finding, changes: Sequence[Change]) -> bool:
    """Whether the place of a finding, or the row or part in which it lies, says something else now."""
    part = _PATH.match(finding.field)
    if part is None or not finding.field:
        return bool(changes)
    head = finding.field.partition(".")[0]
    return any(change.path == finding.field or change.path.partition(".")[0] == head for change in changes)


def why_hidden(old: Reviewed, new: Reviewed, finding: Finding, to_new: Mapping[int, int]) -> str:
    """Why a finding that is gone was not mended; "" where it was."""
    paths = (finding.field, *(path for path in finding.related if _PATH.match(path)))
    return next((why for path in paths for why in _reasons(old, new, path, to_new)), "") or _not_asked(
        old, new, finding
    )


def _not_asked(old: Reviewed, new: Reviewed, finding: Finding) -> str:
    """A rule that could be asked of the old version and not of the new one has found nothing, and passed nothing."""
    run = next((run for run in new.checked.runs if run.code == finding.code), None)
    if run is not None and run.status in (Status.SKIPPED, Status.MANUAL):
        return f"这条规则这次没有检查：{run.why}"
    if new.form.reading.unread and not old.form.reading.unread:
        return "这次有内容没有读出"
    return ""


def _reasons(old: Reviewed, new: Reviewed, path: str, to_new: Mapping[int, int]) -> Iterator[str]:
    found = _PATH.match(path)
    if found is None:
        return
    head, index, leaf = found[1], found[2], found[3] or ""
    if head == "indicators" and index is not None and int(index) < len(old.form.indicators):
        yield from _of_row(old, new, int(index), leaf, to_new)
    elif head == "indicators" and old.form.indicators and not new.form.indicators:
        yield "绩效指标整块没有了"
    elif head == "funds":
        yield from _of_money(old.form, new.form, int(index or 0), leaf)
    elif head == "goals":
        yield from _emptied(old.form.goals, new.form.goals, _OF_GOALS, "年度总体目标")
    elif head == "total":
        yield from _emptied(old.form.total, new.form.total, _OF_TOTAL, "总分行")
    elif head in _OF_HEAD:
        yield from _emptied(old.form, new.form, {head: _OF_HEAD[head]}, "表头")


def _of_row(old: Reviewed, new: Reviewed, a: int, leaf: str, to_new: Mapping[int, int]) -> Iterator[str]:
    b, before = to_new.get(a), old.form.indicators[a]
    if b is None:
        yield "这一行被删除"
        return
    after = new.form.indicators[b]
    fields = _OF_A_ROW | (_NOTES if leaf == "note" else {})
    where = f"第{b + 1}行"
    yield from _emptied(before, after, fields, where)
    yield from _merged_away(before, new.form, b, fields, where)
    if alike(before.level3, after.level3) < _ANOTHER:
        yield "这一行换成了别的指标"
    if new.scored.rows[b].state is State.UNREADABLE and old.scored.rows[a].state is not State.UNREADABLE:
        yield "改成了无法判断的写法"


def _of_money(old: Form, new: Form, i: int, leaf: str) -> Iterator[str]:
    if i >= len(old.funds):
        return
    before = old.funds[i]
    after = next((line for line in new.funds if _same_line(before, line)), None)
    if after is None:
        yield f"资金“{before.kind}”一行没有了"
    else:
        yield from _emptied(before, after, _OF_MONEY | (_NOTES if leaf == "note" else {}), before.kind)


def _same_line(old: FundLine, new: FundLine) -> bool:
    return old.row is new.row if old.row else old.kind == new.kind


def _emptied(old: object, new: object, fields: Mapping[str, str], where: str) -> Iterator[str]:
    for name, label in fields.items():
        if not is_blank(_text(old, name)) and is_blank(_text(new, name)) and not _is_merged(new, name):
            yield f"{where}的{label}被删空"


def _merged_away(
    before: Indicator, form: Form, b: int, fields: Mapping[str, str], where: str
) -> Iterator[str]:
    """A cell that was merged with the one above, which does not say what it said."""
    for name, label in fields.items():
        said = _text(before, name)
        if is_blank(said) or not _is_merged(form.indicators[b], name):
            continue
        if name in before.merged or said in _covering(form, b, name):
            continue
        yield f"{where}的{label}并进了上面的格，原来的内容没有了"


def _covering(form: Form, b: int, name: str) -> str:
    """What stands in the merged cell that covers a row's own."""
    while b > 0 and _is_merged(form.indicators[b], name):
        b -= 1
    return _text(form.indicators[b], name)


def _is_merged(row: object, name: str) -> bool:
    return name in getattr(row, "merged", ())


def _text(source: object, name: str) -> str:
    value = getattr(source, name)
    return value if isinstance(value, str) else str(value.text)
