"""A deduction policy: which rows it meets, what it takes off; every figure worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.form.model import Entry, Indicator
from zipingbiao.resources import templates_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.policy import Policy, PolicyFault, read_policy
from zipingbiao.scoring.score import score_row

SHIPPED = (templates_path() / "policy" / "满意度无调查.toml").read_text("utf-8")
BOOK = load("cn", 2024)


def row(
    note: str = "", *, target: str = "≥95%", actual: str = "100%", weight: str = "10", **more: str
) -> Indicator:
    given = {"level1": "满意度指标", "level2": "服务对象满意度指标", **more}
    return Indicator(target=Entry(target), actual=Entry(actual), weight=weight, note=note, **given)


@pytest.mark.parametrize(
    ("indicator", "met"),
    [
        (row("口头满意度结果较好，后续采取问卷调查等方式的满意度调查工作。"), True),
        (row(), True),
        (row("发放问卷200份，回收195份。"), False),
        (row("下一步改进。", evidence="问卷汇总表"), False),
        (row("口头较好", level1="效益指标", level2="社会效益指标"), False),
    ],
)
def test_rows_without_a_survey(indicator: Indicator, met: bool) -> None:
    assert read_policy(SHIPPED).meets(indicator, BOOK) is met


MEANS = ("问卷", "满意度调查问卷", "电话回访", "座谈", "走访")
DENIALS = (
    "没有做{}",
    "未发放{}",
    "没有开展{}",
    "尚未组织{}",
    "{}尚未开展",
    "{}没有做",
    "{}未实施",
    "{}回收0份",
    "正在开展{}",
    "{}尚未回收",
)
DONE = (
    "发放{}120份",
    "开展{}3次",
    "{}显示满意",
    "已做{}，没有收到投诉",
    "没有网上评价，改为{}",
    "未做网评但开展了{}",
)


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("said", DENIALS)
def test_what_says_that_nothing_was_done_spares_nobody(means: str, said: str) -> None:
    assert read_policy(SHIPPED).meets(row(f"反馈较好，{said.format(means)}。"), BOOK)


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("said", DONE)
def test_what_says_that_it_was_done_spares(means: str, said: str) -> None:
    policy = read_policy(SHIPPED)
    words = policy.spared_by(row(f"反馈较好，{said.format(means)}。"), BOOK)
    assert means in words


@pytest.mark.parametrize(
    ("indicator", "deduction"),
    [
        (row(), "2"),  # 10 × 20 %
        (row(weight="5"), "1"),
        (row(actual="85.5%"), "1"),  # 85.5/95 = 90 %: the rule takes 1, the unit 1 more
        (row(actual="57%"), "0"),  # 60 %: the rule takes 4 already
        (row(target="看情况", actual="看情况"), None),
        (row(weight=""), None),
    ],
)
def test_what_is_taken_off(indicator: Indicator, deduction: str | None) -> None:
    found = read_policy(SHIPPED).deduction(score_row(indicator, 1, rulebook=BOOK))
    assert found == (None if deduction is None else Decimal(deduction))


def test_half_a_cent_is_rounded_up() -> None:
    policy = Policy("试", Decimal("12.5"), ("满意",))
    assert policy.deduction(score_row(row(weight="0.2"), 1, rulebook=BOOK)) == Decimal("0.03")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("percent = 20", "rows"),
        (SHIPPED.replace("percent = 20", "percent = 0"), "percent"),
        (SHIPPED.replace("percent = 20", "percent = true"), "percent"),
        (SHIPPED.replace('levels = ["满意"]', 'levels = "满意"'), "levels"),
        (SHIPPED.replace("without =", "except ="), "except"),
        (SHIPPED.replace("name =", "name"), "TOML"),
    ],
)
def test_a_broken_policy_is_told(text: str, says: str) -> None:
    with pytest.raises(PolicyFault, match=says):
        read_policy(text)
