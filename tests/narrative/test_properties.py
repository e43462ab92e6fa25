"""Laws: a note is always had, never too long, never without its gaps, and holds no figure of its own making."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.build import BOOK, money_note, row_note
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.form.money import round_half_up
from zipingbiao.narrative.narrate import Narrator, narrate_form
from zipingbiao.scoring.score import score_form

ALPHABET = "≥≤=%万元次人年月日前底0123456789.，。；：、“”（）【】{}请填写原因改进措施未完成达到好一般后续将无因追加项目满意度调查问卷口头\n "
texts = st.text(ALPHABET, max_size=40)
long_texts = st.one_of(texts, st.text(ALPHABET, min_size=150, max_size=600))
labels = st.sampled_from(
    ["", "未开展满意度调查", "年度追加项目", "佐证材料不足", "超额完成—任务增加", "其他", "不认识的类型"]
)
scores = st.sampled_from(["", "0", "5", "8.5", "10", "12", "x"])
levels = st.sampled_from(["产出指标", "成本指标", "满意度指标", ""])
rows = st.builds(
    lambda level, l3, t, a, score, note, reason, detail, evidence: Indicator(
        level, "", l3, Entry(t), Entry(a), "10", score, note, "", reason, detail, evidence
    ),
    levels, texts, texts, texts, scores, long_texts, labels, long_texts, texts,
)  # fmt: skip
amounts = st.sampled_from(["", "-", "0", "0.00", "100", "99.5", "12.345", "x", "-3"])


@given(st.lists(rows, max_size=4), st.tuples(amounts, amounts, amounts), long_texts)
@settings(deadline=None)
def test_any_form_gets_notes_within_the_limit(
    indicators: list[Indicator], money: tuple[str, str, str], funds_note: str
) -> None:
    line = FundLine("年度资金总额", *money, weight="10", note=funds_note)
    form = Form(year="2024年度", funds=(line,), indicators=tuple(indicators))
    narrated = narrate_form(score_form(form, BOOK), Narrator.load(()))
    assert [note.n for note in narrated.notes] == ["funds", *range(1, len(indicators) + 1)]
    assert narrated.summary
    for note in narrated.notes:
        assert len(note.text) <= 200
        assert bool(note.text) is note.required
        assert note.text.count("【请") == len(note.gaps)


@given(
    st.tuples(amounts, amounts, amounts),
    st.sampled_from(["", "依据局2024年第3次党委会追加", "合同尾款未到付款节点，2025年3月底前支付"]),
)
@settings(deadline=None)
def test_a_note_about_the_money_read_back_says_the_same(money: tuple[str, str, str], own: str) -> None:
    def noted(note: str) -> str:
        line = FundLine("年度资金总额", *money, weight="10", note=note)
        return (
            narrate_form(score_form(Form(year="2024年度", funds=(line,)), BOOK), Narrator.load(()))
            .notes[0]
            .text
        )

    once = noted(own)
    assert noted(once) == once


@given(rows)
@settings(deadline=None)
def test_cause_and_measure_are_there_or_asked_for(indicator: Indicator) -> None:
    form = Form(year="2024年度", indicators=(indicator,))
    (note,) = narrate_form(score_form(form, BOOK), Narrator.load(())).notes
    if note.required:
        assert re.search(r"原因：[^。]", note.text)
        assert re.search(r"改进措施：[^。]", note.text)


signs = st.sampled_from(["≥", "≤", "="])
values = st.decimals(min_value=0, max_value=10**6, places=2).map(lambda d: format(d, "f"))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _allowed(printed: set[str]) -> set[Decimal]:
    """The figures of the form, their differences, and their shares in % to 0.1 and 0.01, finer where that reads 0 or 100."""
    known = {Decimal(figure) for figure in printed}
    allowed = set(known)
    for one, other in permutations(known, 2):
        allowed.add(abs(one - other))
    for one, other in permutations(set(allowed) | {Decimal(0)}, 2):
        if other:
            share = one / other * 100
            finest = 12 if round_half_up(share, 1) in (0, 100) else 2
            allowed |= {round_half_up(share, places) for places in range(1, finest + 1)}
    return allowed


def _told(text: str) -> set[Decimal]:
    return {Decimal(figure) for figure in _NUMBER.findall(text)}


@given(signs, values, values, st.sampled_from(["0", "6.5", "8", "10"]))
@settings(deadline=None)
def test_every_figure_of_a_row_is_printed_or_computed_from_it(
    sign: str, target: str, actual: str, score: str
) -> None:
    note = row_note(f"{sign}{target}次", f"{actual}次", score)
    # What the rule gives is itself computed from the row (分值 × completion): points are checked by the scoring tests.
    points = {Decimal(p) for p in re.findall(r"(?:扣|应得|恢复为)(\d+(?:\.\d+)?)分", note.text)}
    assert all(0 <= each <= 10 for each in points)
    assert _told(note.text) - points <= _allowed({target, actual, score, "10"}) | {Decimal(100)}


@given(values, values, values)
@settings(deadline=None)
def test_every_figure_of_the_money_is_printed_or_a_difference(
    initial: str, annual: str, executed: str
) -> None:
    note = money_note(initial, annual, executed)
    assert _told(note.text) <= _allowed({initial, annual, executed}) | {Decimal(100)}


@given(st.lists(st.text("因果不明而甲乙丙", min_size=5, max_size=30), min_size=1, max_size=30))
@settings(deadline=None)
def test_shortening_leaves_out_whole_clauses(clauses: list[str]) -> None:
    note = row_note("≥3次", "2次", detail="，".join(clauses))
    cause = re.search(r"原因：(.*?)。改进措施：", note.text)
    assert cause is not None
    for clause in cause.group(1).split("，"):
        assert clause in clauses or clause.startswith(("【请填写", "原文过长", "请精简"))
