"""A reading said back in words, as findings and traces show it: short, exact, by hand."""

from __future__ import annotations

import pytest

from zipingbiao.form.model import Entry
from zipingbiao.form.quantity.targets import read_target
from zipingbiao.form.quantity.words import in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不低于95.50%", "≥95.5%"),
        ("大于3台", ">3台"),
        ("10天以内", "≤10天"),
        ("小于5次", "<5次"),
        ("=60台", "=60台"),
        ("60台", "60台"),
        ("约300人", "约300人"),
        ("≥3万人", "≥30000人"),
        ("80%-90%", "80～90%"),
        ("2024年6月底前", "不晚于2024年6月30日"),
        ("2024年6月30日", "2024年6月30日"),
        ("2024年6月", "2024年6月1日至2024年6月30日"),
        ("是", "是"),
        ("否", "否"),
        ("好坏", "选项“好坏”，按达到最高一档理解"),
        ("二级", "“二级”"),
        ("好", "定性“好”（达成）"),
        ("", "未填写"),
        ("详见附件", "无法识别（不是数、日期、是/否，也不在定性用语表内）"),
        ("#REF!", "无法识别（是 Excel 的错误值，请改正公式或直接填写）"),
        ("培训3期，参训200人次", "培训3期、参训200人次"),
        ("2座、3座", "无法识别（一格内有多个数，无法判断以哪个为准）"),
        ("2024年2月30日前", "无法识别（日期不存在：2024年2月30日前）"),
    ],
)
def test_a_target_in_words(text: str, words: str) -> None:
    assert in_words(read_target(Entry(text), year=2024)) == words
