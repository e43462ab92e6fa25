"""The names a narrative template may use: every fact of a row, of the money block and of the whole form.

A template gets all of them; a fact that does not apply is "", False or 0. Texts come as they are printed in the
form; differences and shares are computed from printed numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

Value = str | bool | int

TEXTS: Mapping[str, str] = {
    "fact": "事实一句（由 fact-….j2 写成）",
    "kind": "情形：satisfaction met missed over late date later word cost saving other",
    "state": "完成情况",
    "target": "年度指标值",
    "actual": "实际完成值",
    "deadline": "期限",
    "due": "期限前应做的事（取自三级指标）",
    "when_done": "填报人写明的完成时间（原文），与完成值是同一日期",
    "year": "评价年度",
    "weight": "分值",
    "score": "得分",
    "ceiling": "规则得分上限",
    "deduction": "共扣分",
    "rule_deduction": "规则扣分",
    "self_deduction": "自行扣分",
    "share": "扣分占该项分值的百分比",
    "side": "完成值比指标值：多、少",
    "difference": "完成值与指标值之差，带单位",
    "difference_percent": "差额占指标值的百分比",
    "times_percent": "完成值为指标值的百分之几",
    "text_figure": "三级指标文字里与指标值不同的数",
    "basis": "填报依据（原文）",
    "method": "已开展的调查（原文）",
    "dated": "填报人写明的日期事实（原文）",
    "stated": "填报人写明的其他事实（原文）",
    "proof": "已有说明里写的佐证材料",
    "object": "服务对象（取自三级指标）",
    "evidence": "佐证材料",
    "cause": "原因（填报人原文，含背景）",
    "ask": "还要问填报人的内容：所选类型的，或已有说明里还没有填的",
    "measure": "改进措施（填报人原文）",
    "measure_ask": "已有说明里改进措施还要问的内容",
    "label": "扣分/偏差类型",
    "target_gap": "成本指标值与预算数之差",
    "actual_gap": "成本完成值与执行数之差",
    "target_unit": "指标值计量单位",
    "actual_unit": "完成值计量单位",
    "initial": "年初预算数",
    "annual": "全年预算数",
    "executed": "全年执行数",
    "change": "全年预算数与年初预算数之差",
    "change_word": "调增或调减",
    "rate": "执行率",
    "unspent": "未执行数",
    "overspent": "超出全年预算的金额",
    "amount_unit": "金额单位",
    "cost": "成本指标完成值",
    "cost_share": "执行数占成本指标完成值的百分比",
    "adjustment": "预算调整依据（填报人原文）",
    "total": "总分",
    "grade": "等级",
    "lowered": "总分低于各项得分之和的缘由，没有时为空",
    "above": "填报得分高于规则允许的行，没有时为空",
    "rows": "指标行数",
    "unfilled": "没有填完成值的指标数，没有时为空",
    "unjudged": "完成值无法判断的指标数，没有时为空",
    "missed": "未完成指标数",
    "deducted": "扣分指标数",
    "gaps": "待填写处数",
}

FLAGS: Mapping[str, str] = {
    "exact": "指标值用“=”",
    "people": "满意度指标",
    "survey_told": "完成值或佐证材料里写了开展过满意度调查",
    "open": "原因还要填报人补充",
    "timed": "改进措施写了时限",
    "hearsay": "满意度只凭口头了解",
    "one_off": "原因是一次性的任务",
    "no_survey": "未开展问卷调查（填报人已说明）",
    "surveying": "改进措施里有满意度调查",
    "conflict": "选了未开展调查，说明里却写了已开展的调查",
    "cause_long": "填报人写的原因太长，放不下",
    "measure_long": "填报人写的措施太长，放不下",
    "vague": "原因只写了客观因素之类，没写是什么因素",
    "no_figure": "完成值没有填具体数值",
    "unit_slip": "指标值与完成值的计量单位是元与万元混用",
    "within_month": "完成日期在“X月前”的当月内",
    "zero_initial": "年初预算为0",
    "changed": "预算调整须说明",
    "low": "执行率偏低",
    "over": "执行率超过100%",
    "carried": "资金全部为上年结转资金",
    "adjustment_open": "预算调整依据还要补充",
}

NUMBERS: Mapping[str, str] = {
    "brief": "0 全文；1 省略次要事实；2 只写最要紧的",
}

DEFAULTS: Mapping[str, Value] = {
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(FLAGS, False),
    **dict.fromkeys(NUMBERS, 0),
}
