"""Interchange JSON: what the schema allows is read, what it does not is told, and nothing raises."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.form.interchange import read_interchange, write_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total, is_blank

SEED_TEXT = (Path(__file__).parent.parent / "data" / "forms.json").read_text("utf-8")


def test_the_14_forms() -> None:
    found = read_interchange(SEED_TEXT, "forms.json")
    assert (len(found.forms), found.errors, found.warnings) == (14, (), ())
    first = found.forms[0]
    assert (first.id, first.year, first.amount_unit, first.file) == (
        "seed-01",
        "2024年度",
        "万元",
        "forms.json",
    )
    assert first.funds[1] == FundLine("其中：当年财政拨款", "0.00", "200.25", "199.13", "", "99.44%", "")
    assert first.funds[2] == FundLine("上年结转资金")
    assert (first.indicators[7].target, first.indicators[7].score) == (Entry("≥99%"), "8.00")
    assert first.total == Total("100", "97.94")
    assert first.place("indicators[7].score").file == "forms.json"


def test_writing_gives_the_published_schema_back() -> None:
    def printed(data: object) -> object:
        if isinstance(data, dict):
            return {key: printed(value) for key, value in data.items()}
        if isinstance(data, list):
            return [printed(value) for value in data]
        return "" if data is None or is_blank(str(data)) else data

    written = json.loads(write_interchange(read_interchange(SEED_TEXT, "").forms))
    assert written == printed(json.loads(SEED_TEXT))
    assert [list(form) for form in written] == [list(form) for form in json.loads(SEED_TEXT)]


def test_numbers_keep_their_digits_and_dashes_are_nothing() -> None:
    text = '{"year": 2024, "funds": [{"kind": "年度资金总额", "executed": 199.130, "weight": 10, "rate": "—", "score": null}],'
    text += '"indicators": [{"target": 0.980, "actual": "/", "weight": 1e1}], "total": "-", "goals": null}'
    found = read_interchange(text, "a.json")
    form = found.forms[0]
    assert (found.errors, found.warnings, form.year) == ((), (), "2024")
    assert form.funds == (FundLine("年度资金总额", executed="199.130", weight="10"),)
    assert form.indicators == (Indicator(target=Entry("0.980", numeric=True), weight="10"),)
    assert (form.total, form.goals) == (Total(), Goals())


def test_optional_keys() -> None:
    text = (
        '[{"code": "110-1", "rulebook": "cn-beijing", "total": {"grade": "优"}, "funds": [{"note": "追加"}],'
    )
    text += '"indicators": [{"deduction": 2, "reason": "政策变化", "detail": "停办", "evidence": "通知"}]}]'
    form = read_interchange(text, "").forms[0]
    assert (form.code, form.rulebook, form.total.grade, form.funds[0].note) == (
        "110-1",
        "cn-beijing",
        "优",
        "追加",
    )
    assert form.indicators[0] == Indicator(deduction="2", reason="政策变化", detail="停办", evidence="通知")


def test_one_bad_form_does_not_stop_the_others() -> None:
    found = read_interchange(
        '[{"name": "甲"}, 3, null, {"name": "甲", "id": [1]}, "x", {"name": "乙"}]', "a.json"
    )
    assert [form.name for form in found.forms] == ["甲", "甲", "乙"]
    assert [error.split("应为")[0] for error in found.errors] == [
        "第 2 张表",
        "第 3 张表",
        "第 4 张表的 id（编号）",
        "第 5 张表",
    ]


def test_one_bad_row_keeps_its_number() -> None:
    found = read_interchange(
        '{"indicators": [{"level3": "一"}, 7, null, {"level3": "四", "weight": {}, "actual": true}]}', ""
    )
    assert [row.level3 for row in found.forms[0].indicators] == ["一", "", "", "四"]
    assert found.errors == (
        "indicators[1]（绩效指标第 2 行）应为一行（{…}），实为数字，已按空行处理，请更正。",
        "indicators[3].weight（分值）应为文字或数字，实为{…}，已按空白处理，请更正。",
        "indicators[3].actual（实际完成值）应为文字或数字，实为是非值（true/false），已按空白处理，请更正。",
    )


def test_unknown_and_repeated_keys_are_warned_of() -> None:
    found = read_interchange('{"name": "甲", "name": "乙", "colour": 1, "goals": {"x": 1}}', "")
    assert found.forms[0].name == "乙"
    assert found.errors == ()
    assert [("colour" in said, "name" in said, "goals" in said) for said in found.warnings] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.parametrize(
    ("text", "forms", "words"),
    [
        ("", 0, "不是有效的 JSON"),
        ('[{"name": "甲"},', 0, "第 1 行"),
        ("null", 0, "空值"),
        ("[" * 200_000, 0, "嵌套层数太深"),
        ('{"name": ' * 200_000, 0, "嵌套层数太深"),
        ('[{"name": NaN}, {"name": "乙"}]', 2, "无效数字 NaN"),
        ('[{"funds": [{"executed": -Infinity}]}]', 1, "无效数字 -Infinity"),
        ('[{"name": 1e999999999}, {"name": "乙"}]', 2, "数字"),
        ('[{"name": 1e99999999999999999999}]', 1, "无效数字"),
        ('[{"name": ' + "9" * 5000 + "}]", 1, "数字"),
        ('[{"name": "\\ud800"}]', 1, "代理字符"),
        ('[{"goals": "做好"}]', 1, "goals（年度总体目标）"),
        ('[{"funds": {"kind": "总额"}}]', 1, "funds（项目资金）应为列表"),
    ],
)
def test_bad_json_is_told(text: str, forms: int, words: str) -> None:
    found = read_interchange(text, "a.json")
    assert len(found.forms) == forms
    assert len(found.errors) == 1
    assert words in found.errors[0]


def test_a_byte_order_mark_and_an_empty_list() -> None:
    assert read_interchange('\ufeff{"name": "甲"}', "").forms[0].name == "甲"
    assert read_interchange("[]", "").warnings == ("列表是空的，没有自评表。",)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "funds", "goals", "indicators", "total", "target", "weight", "kind", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_without_raising(data: object) -> None:
    found = read_interchange(json.dumps(data), "a.json")
    entries = data if isinstance(data, list) else [data]
    assert len(found.forms) == sum(isinstance(entry, dict) for entry in entries)
    assert read_interchange(write_interchange(found.forms), "a.json").forms == found.forms


texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=8).map(
    lambda text: "" if is_blank(text) else text
)
entries = texts.map(Entry) | st.decimals(-1000, 1000, places=3).map(
    lambda value: Entry(f"{value:f}", numeric=True)
)
rows = st.builds(
    Indicator,
    *[texts] * 3,
    entries,
    entries,
    *[texts] * 7,
    merged=st.frozensets(st.sampled_from(["weight", "score", "actual"])),
)
forms = st.builds(
    Form,
    *[texts] * 7,
    amount_unit=st.sampled_from(["万元", "元"]),
    funds=st.lists(st.builds(FundLine, *[texts] * 8), max_size=3).map(tuple),
    goals=st.builds(Goals, texts, texts),
    indicators=st.lists(rows, max_size=3).map(tuple),
    total=st.builds(Total, texts, texts, texts),
    rulebook=texts,
)


@given(st.lists(forms, max_size=3))
def test_read_after_write_is_identity(made: list[Form]) -> None:
    found = read_interchange(write_interchange(made), "a.json")
    assert found.errors == ()
    assert found.forms == tuple(replace(form, file="a.json") for form in made)
