"""A form as it will be handed on: what it prints stays, what it leaves empty is what the rulebook gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.model import Form, FundKind, FundLine, Indicator, is_blank
from zipingbiao.scoring.result import RowScore, ScoredForm


def completed(scored: ScoredForm) -> Form:
    """The form with its computed scores, execution rate, total and grade; nothing that was typed changes."""
    form = scored.form
    return replace(
        form,
        funds=tuple(_line(scored, line) for line in form.funds),
        indicators=tuple(_row(row, score) for row, score in zip(form.indicators, scored.rows, strict=True)),
        total=replace(
            form.total,
            weight=_or(form.total.weight, scored.weights),
            score=_or(form.total.score, scored.total),
        ),
    )


def _row(row: Indicator, score: RowScore) -> Indicator:
    return row if "score" in row.merged else replace(row, score=_or(row.score, score.score))


def _line(scored: ScoredForm, line: FundLine) -> FundLine:
    if line.row is not FundKind.TOTAL:
        return line
    execution = scored.execution
    rate = f"{execution.rate:f}%" if is_blank(line.rate) and execution.rate is not None else line.rate
    return replace(
        line,
        weight=_or(line.weight, execution.weight),
        rate=rate,
        score=_or(line.score, execution.score),
    )


def _or(printed: str, computed: Decimal | None) -> str:
    return printed if not is_blank(printed) or computed is None else format(computed, "f")
