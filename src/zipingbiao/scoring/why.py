"""Why a number is what it is: inputs, rule with source and status, steps. Made on demand from the scored facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.model import Form, FundKind, Indicator
from zipingbiao.form.money import plain, round_half_up, with_unit
from zipingbiao.form.quantity.words import in_words
from zipingbiao.rulebook.rulebook import STATUS_LABELS, Parameter, Rulebook
from zipingbiao.scoring.bands import band_of
from zipingbiao.scoring.below import why_below
from zipingbiao.scoring.lowered import lowering, why_lowered
from zipingbiao.scoring.result import Hint, RowScore, ScoredForm, State

HINT_WORDS = {
    Hint.BARE_TARGET: "指标值未写比较符，按≥理解（成本指标和0按≤）",
    Hint.ACTUAL_HAS_COMPARATOR: "完成值带比较符，按其界限值读取",
    Hint.LENIENT_MONTH: "“X月前”从宽读到该月月末",
    Hint.WITHIN_LENIENT_MONTH: "完成日期落在“X月前”的当月内，从宽视为按期",
    Hint.NO_YEAR: "完成日期未写年份，按评价年度理解",
    Hint.UNIT_SLIP: "元与万元混用，按资金表支持的单位读取（按万元读取）",
    Hint.UNIT_MISMATCH: "指标值与完成值的单位不能换算，规则无法计算上限",
    Hint.DONE_FOR_NUMBER: "指标值是数而完成值只写“完成”，规则不扣分，请补填数值",
    Hint.DONE_FOR_DATE: "指标值是日期而完成值未写日期，规则不扣分，请补填日期",
    Hint.WORD_OUTSIDE_LEXICON: "完成值的表述看不出是否达到，规则不定分，由人判断",
    Hint.WAY_UNKNOWN: "指标值未写比较符，也看不出多了好还是少了好：只有相等才算达到",
    Hint.SEVERAL_FIGURES: "完成值里有几个数，看不出以哪个为准，结论也不相同",
    Hint.BOUND_ONLY: "完成值只说了界限（近、约、少于……），不足以判断",
    Hint.ONLY_PLANNED: "完成值写的是打算做的，不是做成的",
    Hint.ONLY_BEGUN: "完成值写的是开始的日期，指标值问的是完成的日期",
    Hint.COARSE_DATE: "完成日期写得太粗，最晚的一天已过期限，请写到月、日",
    Hint.CONTRARY: "完成值说的与指标值相反",
    Hint.WORDS_BESIDE: "指标值除了数还有别的要求，完成值没有说到",
    Hint.LEFT_OVER: "完成值里有一句像是没有做到、打折扣的话，没有读懂，由人判断",
    Hint.LATER_DAY: "指标值里还写了期限，完成值写的日期比它晚，由人判断",
    Hint.OTHER_RANK: "完成值的等级与指标值的不同，由人判断",
    Hint.FRACTION_READ_AS_PERCENT: "不超过1的小数按比例读取（0.98 即 98%）",
    Hint.IMPOSSIBLE_DATE: "日期不存在，无法比较",
    Hint.NO_SURVEY: "没有满意度调查的依据，按所用规则计分",
    Hint.NO_DEADLINE: "完成值是日期，但指标未写期限，无法判断是否按期",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One number (or verdict) with everything it was made from. `value` is a decimal string or a word."""

    name: str
    value: str
    how: str
    inputs: tuple[tuple[str, str], ...] = ()
    rule: Parameter | None = None
    steps: tuple[Trace, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The trace as indented Chinese lines."""
        pad = "  " * depth
        yield f"{pad}{self.name} = {self.value}" + (f"：{self.how}" if self.how else "")
        for label, value in self.inputs:
            yield f"{pad}  {label}：{value}"
        if self.rule is not None:
            yield f"{pad}  依据：{rule_words(self.rule)}"
        for step in self.steps:
            yield from step.lines(depth + 1)

    def as_data(self) -> dict[str, object]:
        """The trace as JSON data."""
        data: dict[str, object] = {"name": self.name, "value": self.value, "how": self.how}
        if self.inputs:
            data["inputs"] = dict(self.inputs)
        if self.rule is not None:
            rule = self.rule
            data["rule"] = {
                "id": rule.id,
                "label": rule.label,
                "value": rule.says if isinstance(rule.value, str) else str(rule.value),
                "effective": rule.effective.isoformat(),
                "source": str(rule.source),
                "quote": rule.source.quote,
                "status": rule.status.value,
            }
        if self.steps:
            data["steps"] = [step.as_data() for step in self.steps]
        return data


def rule_words(rule: Parameter) -> str:
    """A rule with its source and how sure it is: `未达到指标值…（《…》；公开表格或系统的做法）`."""
    quote = f"，原文“{rule.source.quote}”" if rule.source.quote else ""
    return f"{rule.says}（{rule.source}{quote}；{STATUS_LABELS[rule.status]}）"


def _text(value: Decimal | None) -> str:
    return "无法计算" if value is None else plain(value)


def why_row(row: RowScore, indicator: Indicator, rulebook: Rulebook) -> Trace:
    """Why a row has its ceiling and its score."""
    ceiling = Trace(
        name="规则得分上限",
        value=_text(row.ceiling),
        how=_ceiling_words(row, rulebook),
        inputs=(
            ("年度指标值", f"{indicator.target.text or '（空）'} → {in_words(row.target)}"),
            *((("三级指标中的期限", in_words(row.deadline)),) if row.deadline is not None else ()),
            ("实际完成值", f"{indicator.actual.text or '（空）'} → {in_words(row.actual)}"),
            ("完成情况", row.state.value),
            *(("提示", HINT_WORDS[hint]) for hint in row.hints),
        ),
        rule=rulebook.parameters.get(row.rule),
    )
    return Trace(
        name="得分",
        value=_text(row.score),
        how=_score_words(row),
        inputs=(("分值", _text(row.weight)),),
        rule=rulebook.parameter("score.self_deduction") if row.deduction else rulebook.parameter("score.cap"),
        steps=(ceiling,),
    )


def _ceiling_words(row: RowScore, rulebook: Rulebook) -> str:
    band = band_of(row, rulebook)
    if band is not None:
        return f"{row.state.value}，由人在{plain(band.low)}分（含）到{plain(band.top)}分（不含）之间定分"
    if row.ceiling is None:
        return "指标值或完成值无法比较" if row.weight is not None else "本表没有分值"
    weight = _text(row.weight)
    if row.rule == "indicator.reverse" and row.state is State.MISSED:
        return f"分值{weight} × {plain(round_half_up(row.ceiling / row.weight * 100, 2)) if row.weight else 0}%，超出几成减几成"
    if (
        row.rule in ("indicator.ratio", "indicator.range")
        and row.completion is not None
        and row.state is State.MISSED
    ):
        told = f"分值{weight} × 完成比例{plain(round_half_up(row.completion * 100, 4))}%，四舍五入到0.01"
        whole = row.weight is not None and round_half_up(row.weight * row.completion, 2) >= row.weight
        return f"{told}；没有达到的不进成满分" if whole else told
    if row.ceiling == row.weight:
        return f"{row.state.value}，不扣分"
    if row.rule == "over_completion.deduction":
        return f"{row.state.value}，{why_below(row, rulebook)}最高得{_text(row.ceiling)}分"
    return f"分值{weight} × {plain(row.ceiling / row.weight * 100) if row.weight else 0}%"


def _score_words(row: RowScore) -> str:
    if row.score is None and row.unclear_deduction:
        return "自行扣分不是不小于0的数，不知道扣多少，没有得分"
    if row.score is None and row.in_band:
        return "没有填报得分，也没有填自行扣分：这一档由人定分"
    if row.score is None:
        return "没有填报得分，规则也无法计算上限"
    if row.reported is None:
        taken = row.deduction or Decimal(0)
        return f"规则得分上限{_text(row.ceiling)} − 自行扣分{plain(taken)}"
    clipped = "" if row.reported == row.score else f"（填报{plain(row.reported)}，按0至分值截取）"
    if row.ceiling is None:
        return f"填报得分{clipped}；规则无法计算上限"
    if row.score > row.ceiling:
        return f"填报得分{clipped}，高于规则得分上限{_text(row.ceiling)}"
    return f"填报得分{clipped}；规则扣分{_text(row.rule_deduction)}，自行扣分{_text(row.deduction)}"


def why_execution(scored: ScoredForm) -> Trace:
    """Why the money row has its rate and its score."""
    execution, form, rulebook = scored.execution, scored.form, scored.rulebook
    line = form.fund(FundKind.TOTAL)
    amounts = (
        (
            ("全年预算数", with_unit(line.annual_budget, form.amount_unit) or "（空）"),
            ("全年执行数", with_unit(line.executed, form.amount_unit) or "（空）"),
        )
        if line is not None
        else ()
    )
    rate = Trace(
        name="执行率",
        value="无法计算" if execution.rate is None else f"{plain(execution.rate)}%",
        how=_reach_words(execution.rate_reachable, execution.computed_rate, "%", "执行率"),
        inputs=amounts,
        rule=rulebook.parameter("execution.rate"),
    )
    width = rulebook.parameter("amount.half_width")
    return Trace(
        name="执行率得分",
        value=_text(execution.score),
        how=_reach_words(execution.score_reachable, execution.computed_score, "分", "得分"),
        inputs=(("分值", _text(execution.weight)), ("印出金额的舍入误差", f"±{plain(width.value)}万元以内")),
        rule=rulebook.parameter("execution.score"),
        steps=(rate,),
    )


def _reach_words(reachable: bool | None, computed: Decimal | None, unit: str, name: str) -> str:
    made = "无法计算" if computed is None else f"{plain(computed)}{unit}"
    if reachable is None:
        return f"按表内金额计算为{made}"
    if reachable:
        return f"填报的{name}；按表内金额计算为{made}，在金额舍入误差内可以得到填报数"
    return f"填报的{name}在金额舍入误差内得不到，按表内金额计算为{made}"


def why_total(scored: ScoredForm) -> Trace:
    """Why the form has its 总分 and 等级."""
    steps = []
    if scored.execution.weight is not None:
        steps.append(why_execution(scored))
    steps += [
        why_row(row, indicator, scored.rulebook)
        for row, indicator in zip(scored.rows, scored.form.indicators, strict=True)
    ]
    reported, took = scored.reported_total, lowering(scored, scored.added)
    steps += [
        Trace(
            name="总分调整",
            value=f"减{plain(each.points)}分" if each.limit is None else f"不超过{plain(each.limit)}分",
            how="" if each in took else "没有降低总分",
            rule=scored.rulebook.parameter(each.rule),
        )
        for each in scored.adjustments
    ]
    printed = f"填报总分{plain(reported)}" if reported is not None else "本表没有填报总分"
    return Trace(
        name="总分",
        value=_text(scored.total),
        how=f"执行率得分与各项指标得分之和{_lowered_words(scored)}；{printed}；等级{scored.grade or '无法判定'}",
        rule=scored.rulebook.parameter("grades"),
        steps=tuple(steps),
    )


def _lowered_words(scored: ScoredForm) -> str:
    if scored.added is None or scored.added == scored.total:
        return ""
    return f"{plain(scored.added)}，{why_lowered(scored, scored.added)}"


def why_place(scored: ScoredForm, form: Form, field: str) -> Trace | None:
    """The trace behind a field path (`indicators[3].score`, `funds[0].score`, `total.score`), None if nothing is computed there."""
    if field.startswith("indicators["):
        n = int(field[len("indicators[") : field.index("]")])
        return why_row(scored.rows[n], form.indicators[n], scored.rulebook)
    if field.startswith("funds["):
        return why_execution(scored)
    if field.startswith("total"):
        return why_total(scored)
    return None
