"""JXB 资金: execution rate, its score, sums, changes of the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent, total_line
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.checks.slipped import as_slipped, sound_total
from zipingbiao.deviation.row_kinds import is_output
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import FundKind, FundLine, fund_share, is_blank
from zipingbiao.form.money import (
    Interval,
    decimals,
    exact_amount,
    number,
    percent,
    percent_decimals,
    plain,
    points,
    round_half_up,
    with_unit,
)
from zipingbiao.scoring.money_slip import MoneySlip, money_slip
from zipingbiao.scoring.result import State

_AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_PARTS = (FundKind.APPROPRIATION, FundKind.CARRY_OVER, FundKind.OTHER)


@rule("JXB001")
def rate(check: Context) -> Iterator[Finding]:
    total_line(check)
    looked = told = False
    slips = list[MoneySlip]()
    for i, line in enumerate(check.form.funds):
        printed = percent(line.rate)
        span = _ratio(check, line)
        if printed is None or span is None:
            continue
        looked = True
        places = min(percent_decimals(line.rate), 2)  # 99.440% is 99.44 %
        half = Decimal(1).scaleb(-places) / 2
        if span.low * 100 < printed + half and span.high * 100 >= printed - half:
            continue
        computed = _computed(check, line)
        if (slip := money_slip(line, check.form.amount_unit, check.rulebook)) is not None:
            slips.append(slip)
            continue
        told = True
        yield check.finding(
            f"funds[{i}].rate",
            found=line.rate,
            expected=f"{plain(computed)}%",
            message=f"{line.kind}执行率印为{line.rate}，按全年执行数{line.executed}÷全年预算数{line.annual_budget}应为{plain(computed)}%。",
        )
    if slips and not told:
        raise as_slipped(slips)
    if not looked:
        raise absent(check, Block.FUNDS, "没有填写执行率，或全年预算数、全年执行数不是数、预算数为0")


def _ratio(check: Context, line: FundLine) -> Interval | None:
    executed, budget = check.amount(line.executed), check.amount(line.annual_budget)
    if executed is None or budget is None or budget.low <= 0:
        return None
    return Interval(max(executed.low, Decimal(0)) / budget.high, executed.high / budget.low)


def _computed(check: Context, line: FundLine) -> Decimal:
    unit = check.form.amount_unit
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    return round_half_up(executed / budget * 100, 2) if executed is not None and budget else Decimal(0)


@rule("JXB002")
def rate_score(check: Context) -> Iterator[Finding]:
    i, line = sound_total(check)
    execution = check.scored.execution
    if execution.score_reachable is None:
        raise absent(check, Block.FUNDS, "没有填写执行率得分，或金额、分值不是数、预算数为0")
    printed, computed = points(line.score), execution.computed_score
    if printed is None or computed is None or execution.weight is None:
        raise absent(check, Block.FUNDS, "没有填写执行率得分")
    how = f"分值{plain(execution.weight)}×执行率{plain(execution.computed_rate or Decimal(0))}%"
    if check.rulebook.optional_table("execution.intervals") is not None:
        how = f"执行率{plain(execution.computed_rate or Decimal(0))}%，分段计分"
    if not execution.score_reachable:
        yield check.finding(
            f"funds[{i}].score",
            found=line.score,
            expected=plain(computed),
            message=f"执行率得分印为{line.score}分，{how}应为{plain(computed)}分。",
        )
    elif decimals(line.score) == 0 and printed != computed and not _whole(computed):
        yield check.finding(
            f"funds[{i}].score",
            found=line.score,
            expected=plain(computed),
            message=f"执行率得分取整为{line.score}分，{how}为{plain(computed)}分，应保留两位小数。",
            severity=Severity.WARNING,
        )


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


@rule("JXB004")
def funds_parts(check: Context) -> Iterator[Finding]:
    i, total = total_line(check)
    parts = [line for line in check.form.funds if line is not total]
    if not parts or not (_are_kinds(parts) or _are_shares(parts)):
        beyond = list(_larger_than_the_whole(check, total, parts))
        if beyond:
            yield from beyond
            return
        raise Skip("资金构成不是“当年财政拨款、上年结转资金、其他资金”三项，也不是各级资金，无法判断哪些相加")
    for field, label in _AMOUNTS.items():
        whole = check.amount(getattr(total, field))
        figures = [check.amount(getattr(line, field)) for line in parts]
        known = [figure for figure in figures if figure is not None]
        yield from _parts_left_blank(check, i, total, parts, field)
        unreadable = any(
            f is None and not is_blank(getattr(p, field)) for f, p in zip(figures, parts, strict=True)
        )
        if whole is None or not known or unreadable:
            continue
        together = sum(known[1:], known[0])
        if not together.overlaps(whole):
            summed = round_half_up(together.middle, 4)
            yield check.finding(
                f"funds[{i}].{field}",
                found=getattr(total, field),
                expected=plain(summed),
                message=f"{label}：年度资金总额印为{getattr(total, field)}，各项资金之和为{plain(summed)}万元。",
            )


def _larger_than_the_whole(check: Context, total: FundLine, parts: list[FundLine]) -> Iterator[Finding]:
    """Whatever a line is called: as a part of the total it cannot be more than the total."""
    for field, label in _AMOUNTS.items():
        whole = check.amount(getattr(total, field))
        for line in parts:
            figure = check.amount(getattr(line, field))
            if whole is not None and figure is not None and figure.low > whole.high:
                n = check.form.funds.index(line)
                yield check.finding(
                    f"funds[{n}].{field}",
                    found=getattr(line, field),
                    expected=f"不超过{getattr(total, field)}",
                    message=f"{label}：{line.kind or '有一行'}印为{getattr(line, field)}，超过年度资金总额的{getattr(total, field)}。",
                )
        kinds = [line for line in parts if line.row in _PARTS]
        yield from _known_beyond(check, total, kinds, field)


def _known_beyond(check: Context, total: FundLine, kinds: list[FundLine], field: str) -> Iterator[Finding]:
    """拨款, 结转 and 其他 alone, each named once, are more than the total."""
    whole = check.amount(getattr(total, field))
    figures = [figure for line in kinds if (figure := check.amount(getattr(line, field))) is not None]
    if whole is None or len(figures) < 2 or len({line.row for line in kinds}) != len(kinds):
        return
    together = sum(figures[1:], figures[0])
    if together.low > whole.high:
        yield check.finding(
            f"funds[{check.form.funds.index(total)}].{field}",
            found=getattr(total, field),
            expected=f"不小于{plain(round_half_up(together.middle, 4))}",
            message=f"{_AMOUNTS[field]}：年度资金总额印为{getattr(total, field)}，其中几项资金之和已有{plain(round_half_up(together.middle, 4))}万元。",
        )


def _are_kinds(parts: list[FundLine]) -> bool:
    kinds = [line.row for line in parts]
    return all(kind in _PARTS for kind in kinds) and len(set(kinds)) == len(kinds)


def _are_shares(parts: list[FundLine]) -> bool:
    """中央, 省级, 市级, 县级 and the rest: each once, and 地方 not beside its own parts."""
    shares = [fund_share(line.kind) for line in parts]
    if any(not share for share in shares) or len(set(shares)) != len(shares):
        return False
    return not ("地方" in shares and set(shares) & {"省级", "市级", "县级", "本级"})


def _parts_left_blank(
    check: Context, i: int, total: FundLine, parts: list[FundLine], field: str
) -> Iterator[Finding]:
    """A column where the total has money and no part has any, though its budget is split."""
    first = check.form.funds.index(parts[0])
    if all(check.lacks(f"funds[{n}].{field}") for n in range(first, first + len(parts))):
        return  # the layout has no cells for it
    if field == "initial_budget" or not number(getattr(total, field)):
        return
    other = "executed" if field == "annual_budget" else "annual_budget"
    if any(number(getattr(line, other)) for line in parts) and all(
        is_blank(getattr(p, field)) for p in parts
    ):
        yield check.finding(
            f"funds[{i}].{field}",
            found=getattr(total, field),
            expected="分项也填写",
            message=f"{_AMOUNTS[field]}：年度资金总额为{getattr(total, field)}，其中各项都没有填写。",
            severity=Severity.WARNING,
        )


@rule("JXB005")
def low_rate_unexplained(check: Context) -> Iterator[Finding]:
    i, _ = sound_total(check)
    found, limit = check.scored.execution.rate, check.rulebook.number("check.low_rate")
    if found is None:
        raise absent(check, Block.FUNDS, "没有执行率")
    if check.facts.of_money.low and not check.facts.told.payment:
        yield check.finding(
            f"funds[{i}].rate",
            found=f"{plain(found)}%",
            expected=f"≥{plain(limit)}%，或说明原因",
            message=f"执行率{plain(found)}%，低于{plain(limit)}%，没有说明资金未支付的原因。",
        )


@rule("JXB006")
def budget_change_unexplained(check: Context) -> Iterator[Finding]:
    i, line = sound_total(check)
    unit = check.form.amount_unit
    initial, annual = exact_amount(line.initial_budget, unit), exact_amount(line.annual_budget, unit)
    if initial is None or annual is None:
        raise absent(check, Block.FUNDS, "没有填写年初预算数或全年预算数")
    if check.facts.of_money.changed and not check.facts.told.change:
        change = round_half_up(annual - initial, 2)
        word = "追加" if change > 0 else "调减"
        yield check.finding(
            f"funds[{i}].annual_budget",
            found=f"{line.initial_budget}→{line.annual_budget}",
            expected="说明调整的理由和批复",
            message=f"年初预算{with_unit(line.initial_budget, unit)}，全年预算{with_unit(line.annual_budget, unit)}，{word}{plain(abs(change))}万元，没有说明理由。",
        )


@rule("JXB007")
def part_row_scored(check: Context) -> Iterator[Finding]:
    total_line(check)
    for i, line in enumerate(check.form.funds):
        if line.row is FundKind.TOTAL:
            continue
        for field, label in (("weight", "分值"), ("score", "得分")):
            value = number(getattr(line, field))
            if value:
                yield check.finding(
                    f"funds[{i}].{field}",
                    found=plain(value),
                    expected="-",
                    message=f"“{line.kind}”一行填了{label}{plain(value)}，只有年度资金总额计分。",
                )


@rule("JXB008")
def money_and_output_disagree(check: Context) -> Iterator[Finding]:
    i, _ = sound_total(check)
    found, limit = check.scored.execution.rate, check.rulebook.number("check.money_output_rate")
    if found is None:
        raise absent(check, Block.FUNDS, "没有执行率")
    outputs = [row for row in check.rows if is_output(row.indicator)]
    if not outputs:
        raise absent(check, Block.INDICATORS, "本表没有数量、质量指标")
    if check.facts.told.payment:
        return
    if found < limit and all(_done(row) for row in outputs):
        yield check.finding(
            f"funds[{i}].rate",
            found=f"执行率{plain(found)}%，{len(outputs)}项数量、质量指标全部完成",
            expected="资金执行与产出相符，或说明原因",
            message=f"执行率只有{plain(found)}%，数量、质量指标却全部完成，须说明资金为什么没有支付。",
            related=tuple(row.field for row in outputs),
        )


def _done(row: Row) -> bool:
    return row.scored.met and row.scored.state is not State.UNREADABLE
