"""The cell functions: what each is called in a cell, who answers it, and what is said of it and of what it takes.

The one source: Excel's and LibreOffice's functions, both wizards, the manual and their tests are made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zipingbiao.hosts.functions import answers
from zipingbiao.hosts.functions.values import Result

#: The heading under which both wizards list the functions.
CATEGORY = "绩效自评"
#: Excel cuts longer descriptions off.
MAX_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its identifier, what the form calls it, and what to hand over."""

    name: str
    label: str
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CellFunction:
    """One function: its name in a cell, its answer, what it gives in a word and in a sentence, its arguments in order.

    `answer` takes the arguments in this order, and the rulebook by its name.
    """

    name: str
    answer: Callable[..., Result]
    title: str
    text: str
    parameters: tuple[Parameter, ...]


def cell_function(name: str) -> CellFunction:
    """The function of a name. KeyError for a name that is none of ours."""
    return {each.name: each for each in FUNCTIONS}[name]


_TARGET = Parameter(
    "target", "年度指标值", "年度指标值单元格，例如 ≥100次、98%、2024年12月前、优良。可以是一列。"
)
_ACTUAL = Parameter(
    "actual", "实际完成值", "实际完成值单元格，例如 105次、97.5%、2024年11月。与年度指标值同样大小。"
)
_WEIGHT = Parameter("weight", "分值", "这一行的分值（权重）。")
_SCORE = Parameter("score", "得分", "这一行的得分。")
_DEDUCTION = Parameter("deduction", "自行扣分", "单位在规则扣分之外自己多扣的分，没有就不填。", optional=True)
_INDICATOR = Parameter(
    "indicator",
    "指标",
    "三级指标，或“一级指标/二级指标/三级指标”；成本指标、时效指标要靠它辨认。",
    optional=True,
)
_NOTED_INDICATOR = Parameter("indicator", "指标", "三级指标，或“一级指标/二级指标/三级指标”。")
_NOTE = Parameter(
    "note",
    "偏差说明",
    "偏差原因分析及改进措施的单元格：空的也给，才查得出扣分没有说明；不给就不查。",
    optional=True,
)
_REASON = Parameter("reason", "扣分/偏差类型", "从“扣分/偏差类型”列表选的原因，没有就不填。", optional=True)
_DETAIL = Parameter("detail", "补充说明", "这一行的具体情况，照原文写进说明，没有就不填。", optional=True)
_EXECUTED = Parameter("executed", "全年执行数", "全年执行数（与预算数单位相同）。")
_BUDGET = Parameter("annual_budget", "全年预算数", "全年预算数（调整后）。")
_RATE_WEIGHT = Parameter("weight", "分值", "预算执行率的分值，不填按评分规则（通常10分）。", optional=True)
_TOTAL = Parameter("total", "总分", "总分，0至100。")

FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "PERF_SCORE",
        answers.perf_score,
        "指标得分",
        "按评分规则算出一行绩效指标的得分：完成得满分，未完成按完成比例，定性指标按档次，再减自行扣分。无法识别时返回错误值。",
        (_TARGET, _ACTUAL, _WEIGHT, _DEDUCTION, _INDICATOR),
    ),
    CellFunction(
        "PERF_STATE",
        answers.perf_state,
        "完成情况",
        "一行绩效指标的完成情况：完成、未完成、超额完成、按期完成、未按期完成、达成、部分达成、未达成或无法识别。",
        (_TARGET, _ACTUAL, _INDICATOR),
    ),
    CellFunction(
        "PERF_RATE",
        answers.perf_rate,
        "预算执行率",
        "预算执行率 = 全年执行数 ÷ 全年预算数，四舍五入到0.01%。预算数为0或不是数时返回错误值。",
        (_EXECUTED, _BUDGET),
    ),
    CellFunction(
        "PERF_RATE_SCORE",
        answers.perf_rate_score,
        "执行率得分",
        "预算执行率得分 = 分值 × 执行率，最多得满分。预算数为0或不是数时返回错误值。",
        (_EXECUTED, _BUDGET, _RATE_WEIGHT),
    ),
    CellFunction(
        "PERF_CHECK",
        answers.perf_check,
        "审核一行",
        "审核一行绩效指标，每个问题一行，例如“JXT004 单位不一致……”；没有问题时为空。",
        (_TARGET, _ACTUAL, _WEIGHT, _SCORE, _NOTE, _INDICATOR),
    ),
    CellFunction(
        "PERF_NOTE",
        answers.perf_note,
        "偏差原因及措施",
        "写出一行绩效指标的偏差原因分析及改进措施；没有人填过的原因和措施写成【请填写：…】，不需要说明时为空。",
        (_NOTED_INDICATOR, _TARGET, _ACTUAL, _WEIGHT, _SCORE, _REASON, _DETAIL),
    ),
    CellFunction(
        "PERF_WHY",
        answers.perf_why,
        "得分依据",
        "用文字说明一行绩效指标的得分怎样算出来，依据哪条规则、出自哪里。",
        (_TARGET, _ACTUAL, _WEIGHT, _DEDUCTION, _INDICATOR),
    ),
    CellFunction(
        "PERF_GRADE",
        answers.perf_grade,
        "自评等级",
        "由总分得出自评等级：优（90分及以上）、良（80分及以上）、中（60分及以上）、差；各地评分规则另有规定的从其规定。",
        (_TOTAL,),
    ),
)
