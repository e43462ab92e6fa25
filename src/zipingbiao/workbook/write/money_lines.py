"""项目资金 as the official form prints it: all four lines, under their official labels, whatever was typed of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zipingbiao.form.model import Form, FundKind, FundLine

OFFICIAL: Mapping[FundKind, str] = {
    FundKind.TOTAL: "年度资金总额",
    FundKind.APPROPRIATION: "其中：当年财政拨款",
    FundKind.CARRY_OVER: "上年结转资金",
    FundKind.OTHER: "其他资金",
}


def with_official_lines(form: Form) -> Form:
    """The form with its four lines; those it lacks stand without amounts, behind the last line of an earlier kind.

    A kind that stands there once gets its official label; several of a kind keep their own, which tells them apart.
    """
    if tuple(line.kind for line in form.funds) == tuple(OFFICIAL.values()):
        return form
    lines = _labelled(form.funds)
    at = 0
    for kind, label in OFFICIAL.items():
        present = [i for i, line in enumerate(lines) if line.row is kind]
        if not present:
            lines.insert(at, FundLine(label))
        at = (present[-1] if present else at) + 1
    return replace(form, funds=tuple(lines))


def _labelled(funds: Sequence[FundLine]) -> list[FundLine]:
    """A single line that names no kind is the whole sum."""
    if len(funds) == 1 and not funds[0].row:
        return [replace(funds[0], kind=OFFICIAL[FundKind.TOTAL])]
    counts = Counter(line.row for line in funds)
    return [
        replace(line, kind=OFFICIAL[line.row]) if line.row and counts[line.row] == 1 else line
        for line in funds
    ]
