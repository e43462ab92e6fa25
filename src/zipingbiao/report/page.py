"""One project's page of the HTML report: its form as printed and its findings, each bound to the place it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.labels import GROUPS, WAIVED
from zipingbiao.form.model import Form
from zipingbiao.form.money import plain
from zipingbiao.report.reviewer import SecondLook, reviewed_total, second_looks
from zipingbiao.report.subject import Reviewed
from zipingbiao.scoring.result import RowScore

_PATH = re.compile(r"(funds|indicators)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the form: its anchor, the gravest severity there ("" where nothing was found), and the findings."""

    anchor: str
    severity: str
    findings: tuple[tuple[int, str], ...]  # number on the page, code


@dataclass(frozen=True, slots=True)
class Line:
    """A printed row: cells from left to right, and what was found on it."""

    cells: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with its number on the page and the anchor of its place."""

    n: int
    anchor: str
    where: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template shows of one project."""

    each: Reviewed
    head: tuple[tuple[str, str], ...]
    head_spot: Spot
    funds: tuple[Line, ...]
    goals: tuple[tuple[str, str], ...]
    goals_spot: Spot
    rows: tuple[Line, ...]
    total: Line
    groups: tuple[tuple[str, tuple[Noted, ...]], ...]
    unchecked: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    looks: tuple[SecondLook, ...]
    reviewed_total: Decimal | None


def page_of(each: Reviewed) -> Page:
    """The page of one form."""
    form, findings = each.form, each.checked.findings
    anchors = _Anchors(each.n, findings)
    looks = second_looks(each)
    return Page(
        each=each,
        head=_head(form),
        head_spot=anchors.spot("head"),
        funds=tuple(
            Line(
                (f.kind, f.initial_budget, f.annual_budget, f.executed, f.weight, f.rate, f.score),
                anchors.spot(f"funds{i}"),
            )
            for i, f in enumerate(form.funds)
        ),
        goals=(("预期目标", form.goals.expected), ("实际完成情况", form.goals.actual)),
        goals_spot=anchors.spot("goals"),
        rows=tuple(_row(form, i, score, anchors) for i, score in enumerate(each.scored.rows)),
        total=_total(each, anchors),
        groups=tuple((name, noted) for name, noted in _groups(findings, anchors) if noted),
        unchecked=tuple((run.code, run.why) for run in each.checked.runs if run.why),
        counts={severity.value: each.count(severity) for severity in Severity},
        looks=looks,
        reviewed_total=reviewed_total(each, looks),
    )


class _Anchors:
    """Places of one page, and what was found at each."""

    def __init__(self, n: int, findings: Sequence[Finding]) -> None:
        self._page = f"p{n}"
        self._found: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(findings, 1):
            self._found.setdefault(block_of(finding.field), []).append((number, finding))

    def of(self, finding: Finding) -> str:
        return f"{self._page}-{block_of(finding.field)}"

    def spot(self, block: str) -> Spot:
        found = self._found.get(block, [])
        order = list(Severity)
        standing = (finding.severity for _, finding in found if finding.waiver is None)
        gravest = min(standing, key=order.index, default=None)
        return Spot(
            f"{self._page}-{block}",
            gravest.value if gravest else "",
            tuple((number, finding.code) for number, finding in found),
        )


def block_of(field: str) -> str:
    """The block of the page that a field path stands in: `head`, `funds0`, `goals`, `indicators3`, `total`."""
    found = _PATH.match(field)
    if found:
        return f"{found.group(1)}{found.group(2)}"
    block = field.partition(".")[0]
    return block if block in ("goals", "total") else "funds0" if block == "funds" else "head"


def _head(form: Form) -> tuple[tuple[str, str], ...]:
    given = (
        ("项目名称", form.name),
        ("项目编码", form.code),
        ("主管部门", form.department),
        ("实施单位", form.unit),
        ("年度", form.year),
        ("金额单位", form.amount_unit),
    )
    return tuple((label, text) for label, text in given if text or label != "项目编码")


def _row(form: Form, i: int, score: RowScore, anchors: _Anchors) -> Line:
    row = form.indicators[i]
    ceiling = "" if score.ceiling is None else plain(score.ceiling)
    cells = (
        str(i + 1),
        row.level1,
        row.level2,
        row.level3,
        row.target.text,
        row.actual.text,
        row.weight,
        row.score,
        ceiling,
        score.state.value,
        "" if "note" in row.merged else row.note,
    )
    return Line(cells, anchors.spot(f"indicators{i}"))


def _total(each: Reviewed, anchors: _Anchors) -> Line:
    total = each.total
    return Line(
        (each.form.total.weight, each.form.total.score, "" if total is None else format(total, "f")),
        anchors.spot("total"),
    )


def _groups(findings: Sequence[Finding], anchors: _Anchors) -> Iterator[tuple[str, tuple[Noted, ...]]]:
    """What stands, by what can be done about it; then what was set aside."""
    noted = [Noted(n, anchors.of(finding), _where(finding), finding) for n, finding in enumerate(findings, 1)]
    for group, name in GROUPS.items():
        yield name, tuple(e for e in noted if e.finding.group is group and e.finding.waiver is None)
    yield WAIVED, tuple(each for each in noted if each.finding.waiver is not None)


def _where(finding: Finding) -> str:
    """`自评表!F12`, as far as known."""
    if not finding.cell:
        return ""
    return f"{finding.sheet}!{finding.cell}" if finding.sheet else finding.cell
