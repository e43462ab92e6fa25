"""Whatever stands in a form, every rule ends in one of the four states and none breaks."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from zipingbiao.checks.catalogue import Scope, rules_of
from zipingbiao.checks.run import BROKEN, check_form
from zipingbiao.checks.waivers import CODES
from zipingbiao.form.interchange import read_interchange
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

TEXT = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["≥95%", "=3次", "100%", "2024年2月30日", "12月", "-", "0", "-5", "1e9", "好坏", "无", "【请填写：…】", "≤80万元", "80元", "#VALUE!"]),
)  # fmt: skip
INDICATOR = st.fixed_dictionaries(
    dict.fromkeys(
        ("level1", "level2", "level3", "target", "actual", "weight", "score", "note", "deduction"), TEXT
    )
)
FUND = st.fixed_dictionaries(
    dict.fromkeys(
        ("kind", "initial_budget", "annual_budget", "executed", "weight", "rate", "score", "note"), TEXT
    )
    | {"kind": st.sampled_from(["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金", "别的"])}
)
FORM = st.fixed_dictionaries(
    {
        "title": TEXT,
        "year": st.sampled_from(["2024年度", "", "0年", "２０２４"]),
        "funds": st.lists(FUND, max_size=4),
        "indicators": st.lists(INDICATOR, max_size=5),
        "goals": st.fixed_dictionaries({"expected": TEXT, "actual": TEXT}),
        "total": st.fixed_dictionaries({"weight": TEXT, "score": TEXT, "grade": TEXT}),
    }
)


@settings(max_examples=150, deadline=None)
@given(FORM)
def test_no_rule_breaks(data: dict[str, object]) -> None:
    (form,) = read_interchange(json.dumps(data), "x").forms
    checked = check_form(score_form(form, load("cn", 2024)), "finance")
    assert [run.code for run in checked.runs] == [
        *rules_of("finance", Scope.ROW, Scope.FORM),
        *CODES,
    ]
    assert [run for run in checked.runs if BROKEN in run.why] == []
