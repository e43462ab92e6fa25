"""Rows of which each has its own 分值 and that share one 得分 cell: no figure in it is the score of them all."""

from __future__ import annotations

from zipingbiao.commands.places import OpenForm
from zipingbiao.form.money import points
from zipingbiao.form.shared_cells import rows_sharing

_TOTAL = frozenset({"total.score", "total.grade"})


def shared_scores(opened: OpenForm) -> list[range]:
    """Those rows, from 0, cell by cell. Rows that share their 分值 too have one score together."""
    rows = opened.form.indicators
    areas = [rows_sharing(rows, i, "score") for i, row in enumerate(rows) if "score" not in row.merged]
    return [
        area
        for area in areas
        if sum("weight" not in rows[i].merged and points(rows[i].weight) is not None for i in area) > 1
    ]


def unplaced_fields(opened: OpenForm) -> frozenset[str]:
    """The fields that are not written there: the shared score, and the total, which no cell would add up to."""
    areas = shared_scores(opened)
    return _TOTAL | {f"indicators[{area.start}].score" for area in areas} if areas else frozenset()


def told_shared(opened: OpenForm, area: range) -> str:
    """What is said of one of them."""
    place = opened.place(f"indicators[{area.start}].score")
    cell = f"（{place.cell}）" if place is not None and place.cell else ""
    return (
        f"第{area.start + 1}—{area.stop}行各有分值，得分却合为一格{cell}，一格写不下几行的得分："
        "这一格和总分没有写。请取消这一格的合并，或把这几行的分值也合为一格。"
    )
