"""Whether the points a unit reports make a total that can stand in a sum, and why not where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import plain, points
from zipingbiao.form.shortened import shortened
from zipingbiao.form.unscored import is_left_to_the_rule, is_unused, parts
from zipingbiao.scoring.money_slip import slip_of
from zipingbiao.scoring.result import ScoredForm

_SHORT = 12


def unreported(scored: ScoredForm) -> str:
    """Why the unit reports no total, so that only the rule's points could make one; "" where it does.

    Scores left blank in a ledger or to this tool's formulas, or all but those that were lowered, are left to the rule and
    make a total.
    """
    form = scored.form
    if not form.reports:
        return ""
    told = parts(form, scored.rulebook.number("total.weight"))
    asked = [row for i, row in enumerate(form.indicators) if i not in told and _is_asked(row)]
    unread = list(_unread(form, asked))
    if unread:
        return (
            f"得分“{shortened(unread[0], _SHORT)}”{f'等{len(unread)}格' if len(unread) > 1 else ''}不是数字"
        )
    blank = [row for row in asked if is_blank(row.score)]
    if not blank:
        return ""
    if len(blank) == len(asked) and form.on_a_sheet and not form.reading.computed:
        if _has_no_column(form):
            return "表里没有得分一栏"
        return "得分都没有填写" if is_blank(form.total.score) else "只填了总分，各项指标的得分都没有填写"
    return "" if is_left_to_the_rule(form) else f"{len(blank)}项指标的得分没有填写"


def total_doubt(scored: ScoredForm) -> str:
    """Why the total stands in no average and has no grade, as far as the form's own points tell; "" where it counts."""
    form, total = scored.form, scored.total
    if total is None:
        return "没有总分" if form.reports else "申报表没有得分"
    slip = slip_of(form, scored.rulebook)
    if slip is not None:
        return f"执行率得分不可信：{slip}"
    full = scored.rulebook.number("total.weight")
    printed = [each for each in (scored.reported_total, total) if each is not None]
    for each in printed:
        if not 0 <= each <= full:
            return f"总分{plain(each)}不在0～{plain(full)}之间"
    missing = unreported(scored)
    if missing:
        return missing
    if not is_blank(form.total.score) and scored.reported_total is None:
        return f"总分“{shortened(form.total.score, _SHORT)}”不是数字"
    return next(_out_of_range(scored), "") or _unreachable(scored)


def points_told(scored: ScoredForm) -> tuple[Decimal | None, ...]:
    """What each row adds to sums over many forms: nothing of the rule's own where the unit reports no total."""
    by_rule = not unreported(scored)
    return tuple(row.score if row.reported is not None or by_rule else None for row in scored.rows)


def _is_asked(row: Indicator) -> bool:
    """Whether a sum asks a row for points."""
    return not ("score" in row.merged or is_unused(row) or (is_blank(row.weight) and is_blank(row.score)))


def _unread(form: Form, asked: list[Indicator]) -> Iterator[str]:
    """What is written where points are asked for, and is no number."""
    line = form.fund(FundKind.TOTAL)
    for text in (*(row.score for row in asked), *((line.score,) if line is not None else ())):
        if not is_blank(text) and points(text) is None:
            yield text


def _has_no_column(form: Form) -> bool:
    return bool(form.places) and not any(
        f"indicators[{i}].score" in form.places for i in range(len(form.indicators))
    )


def _out_of_range(scored: ScoredForm) -> Iterator[str]:
    """Typed points outside 0…分值: the total would hold a bound in their place."""
    line = scored.form.fund(FundKind.TOTAL)
    typed = [(f"第{row.n}行", row.reported, row.weight) for row in scored.rows]
    if line is not None:
        typed.append(("预算执行率", points(line.score), points(line.weight)))
    for called, score, weight in typed:
        if score is None or (score >= 0 and (weight is None or score <= weight)):
            continue
        bound = "低于0分" if score < 0 or weight is None else f"高于分值{plain(weight)}分"
        yield f"{called}得分{plain(score)}分，{bound}"


def _unreachable(scored: ScoredForm) -> str:
    """The points of the execution that the amounts cannot give: neither the printed total nor the computed one stands."""
    line, earned = scored.form.fund(FundKind.TOTAL), scored.execution.score
    typed = points(line.score) if line is not None else None
    if typed is None or earned is None or typed == earned:
        return ""
    return f"执行率得分印为{plain(typed)}分，按金额应为{plain(earned)}分"
