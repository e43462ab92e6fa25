"""Figures that were typed and are not what is counted: said wherever a total is told, so that it is not taken for their sum."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.form.model import FundKind
from zipingbiao.form.money import plain, points
from zipingbiao.scoring.lowered import why_lowered
from zipingbiao.scoring.reported import unreported
from zipingbiao.scoring.result import RowScore, ScoredForm


def is_clipped(row: RowScore) -> bool:
    """Whether the typed score lies outside 0…分值, so that its bound is counted in its place."""
    return row.reported is not None and row.score is not None and row.reported != row.score


def remarks(scored: ScoredForm) -> Iterator[str]:
    """All there is to say of a total: where no score was typed that could be taken, and what `typed_remarks` tells."""
    missing = unreported(scored)
    if missing and scored.total is not None:
        yield f"{missing}，总分{plain(scored.total)}分是按规则算的，不是填报的，汇总时不计入。"
    yield from typed_remarks(scored)


def typed_remarks(scored: ScoredForm) -> Iterator[str]:
    """One sentence for what lowers the total, for each typed score that it does not take as it stands, and for money that earns no score."""
    if scored.added is not None and scored.total is not None and scored.added != scored.total:
        yield f"各项得分之和{plain(scored.added)}分，{why_lowered(scored, scored.added)}，总分按{plain(scored.total)}分计。"
    line, execution = scored.form.fund(FundKind.TOTAL), scored.execution
    if scored.form.reports and execution.weight is not None and execution.score is None:
        yield "预算执行率没有得分，总分算不出：全年预算数、全年执行数要都填数字。"
    typed = points(line.score) if line is not None else None
    if typed is not None and execution.score is not None and typed != execution.score:
        yield f"预算执行率得分填报{plain(typed)}分，按表内金额得不到，总分按{plain(execution.score)}分计。"
    for row in scored.rows:
        if row.reported is None or row.score is None or not is_clipped(row):
            continue
        bound = "低于0分" if row.reported < 0 else f"高于分值{plain(row.weight or row.score)}分"
        yield f"第{row.n}行填报得分{plain(row.reported)}分，{bound}，总分按{plain(row.score)}分计，请改正填报的得分。"
