"""Of figures that are told by rank, those of the rank that was asked for: 县级14项、市级以上6项 beside 市级以上."""

from __future__ import annotations

from zipingbiao.form.quantity.answer.ranks import Reached, reached
from zipingbiao.form.quantity.answer.roles import Said


def of_the_rank(done: list[Said], asked: str) -> list[Said]:
    """The figures whose words name the rank asked for or a better one; all of them where none or each does."""
    ranks = [reached(asked, each.before) for each in done]
    good = [e for e, rank in zip(done, ranks, strict=True) if rank in (Reached.SAME, Reached.BETTER)]
    lower = any(rank is Reached.WORSE for rank in ranks)
    return good if good and lower else done
