"""The defined names that tie the template's cells to the form's fields.

An office may change the look of the template in Excel as it likes, as long as these names stay on their cells. The
names of a block (`ZPB_TARGET`, `ZPB_FUND_RATE` …) cover its column over all rows of the block.
"""

from __future__ import annotations

from collections.abc import Mapping

PREFIX = "ZPB_"
RULEBOOK = "ZPB_RULEBOOK"
RULEBOOK_VERSION = "ZPB_RULEBOOK_VERSION"
#: Where the 报送版 prints 资金说明; a template without it has it in the 偏差原因 column of 总分.
FUNDS_NOTE_PRINTED = "ZPB_FUNDS_NOTE_PRINTED"

#: Single cells: field path → name.
SINGLE: Mapping[str, str] = {
    "title": "ZPB_TITLE",
    "year": "ZPB_YEAR",
    "name": "ZPB_NAME",
    "code": "ZPB_CODE",
    "department": "ZPB_DEPARTMENT",
    "unit": "ZPB_UNIT",
    "funds_note": "ZPB_FUNDS_NOTE",
    "goals.expected": "ZPB_GOAL_EXPECTED",
    "goals.actual": "ZPB_GOAL_ACTUAL",
    "total.weight": "ZPB_TOTAL_WEIGHT",
    "total.score": "ZPB_TOTAL_SCORE",
    "total.grade": "ZPB_GRADE",
    "total.review": "ZPB_TOTAL_REVIEW",
}

#: Columns of the 项目资金 block.
FUNDS: Mapping[str, str] = {
    "kind": "ZPB_FUND_KIND",
    "initial_budget": "ZPB_FUND_INITIAL",
    "annual_budget": "ZPB_FUND_BUDGET",
    "executed": "ZPB_FUND_EXECUTED",
    "weight": "ZPB_FUND_WEIGHT",
    "rate": "ZPB_FUND_RATE",
    "score": "ZPB_FUND_SCORE",
    "review": "ZPB_FUND_REVIEW",
}

#: Columns of the 绩效指标 block.
INDICATORS: Mapping[str, str] = {
    "level1": "ZPB_LEVEL1",
    "level2": "ZPB_LEVEL2",
    "level3": "ZPB_LEVEL3",
    "target": "ZPB_TARGET",
    "actual": "ZPB_ACTUAL",
    "weight": "ZPB_WEIGHT",
    "score": "ZPB_SCORE",
    "note": "ZPB_NOTE",
    "state": "ZPB_STATE",
    "rule_deduction": "ZPB_RULE_DEDUCTION",
    "deduction": "ZPB_DEDUCTION",
    "reason": "ZPB_REASON",
    "detail": "ZPB_DETAIL",
    "evidence": "ZPB_EVIDENCE",
    "review": "ZPB_REVIEW",
}

#: Fields of the working columns: right of the print area, gone in the 报送版.
WORKING = frozenset({"state", "rule_deduction", "deduction", "reason", "detail", "evidence", "review"})
