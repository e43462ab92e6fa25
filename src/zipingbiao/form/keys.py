"""The keys of the interchange JSON and what they are called on the form."""

from __future__ import annotations

#: No table of a form has more rows, in JSON or in any other file.
MAX_ROWS = 20_000

FORM = {
    "id": "编号",
    "title": "表名",
    "year": "年度",
    "name": "项目名称",
    "code": "项目编码",
    "department": "主管部门",
    "unit": "实施单位",
    "amount_unit": "金额单位",
    "below": "表下文字",
    "rulebook": "评分规则",
}
FUND = {
    "kind": "资金类别",
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
    "note": "资金说明",
    "review_score": "复核得分",
    "review_opinion": "复核意见",
    "rectification": "整改情况",
}
GOALS = {"expected": "预期目标", "actual": "实际完成情况"}
ENTRIES = {"target": "年度指标值", "actual": "实际完成值"}
INDICATOR = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "weight": "分值",
    "score": "得分",
    "note": "偏差原因分析及改进措施",
    "deduction": "自行扣分",
    "reason": "扣分/偏差类型",
    "detail": "补充说明",
    "evidence": "佐证材料",
    "review_score": "复核得分",
    "review_opinion": "复核意见",
    "rectification": "整改情况",
    "review_actual": "复核完成值",
    "review_deviation": "偏离度",
}
TOTAL = {"weight": "分值合计", "score": "总分", "grade": "等级"}
WAIVER = {
    "code": "编码",
    "place": "位置",
    "found": "填报内容",
    "reason": "理由",
    "who": "豁免人",
    "date": "日期",
    "facts": "核对码",
}
#: Written only where something is printed; all other keys are always there.
#: The key of the kind of form; left out for a 项目支出绩效自评表.
KIND = "kind"
#: The key that only `export` writes: by whom.
EXPORTED = "exported"
OPTIONAL = frozenset(
    {
        "code",
        "below",
        "rulebook",
        "grade",
        "deduction",
        "reason",
        "detail",
        "evidence",
        "merged",
        "review_score",
        "review_opinion",
        "rectification",
        "review_actual",
        "review_deviation",
        "facts",
    }
)
