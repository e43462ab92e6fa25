"""Cached values are the published ones, and what a formula will show when it is computed anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from workbook_write.kit import (
    FORMS,
    PUBLISHED,
    formulas,
    made,
    one_row,
    opened,
    processed,
    published,
    scored,
    values,
    write,
)
from workbook_write.recalculation import Recalculated
from zipingbiao.form.model import Entry, Form, FundLine
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import FilledForm, Mode

EACH = range(len(FORMS))


def naive(line: dict[str, str]) -> tuple[Decimal, Decimal]:
    """Rate and score as a formula over the printed amounts gives them."""
    ratio = Decimal(line["executed"]) / Decimal(line["annual_budget"])
    score = Decimal(line["weight"]) * min(ratio, Decimal(1))
    return ratio.quantize(Decimal("0.0001"), ROUND_HALF_UP), score.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("n", EACH)
def test_published_numbers(n: int, mode: Mode) -> None:
    form, found = PUBLISHED[n], values(published(n, mode))
    first = 6 + len(form["funds"]) + 3
    total = first + len(form["indicators"])
    for i, row in enumerate(form["indicators"]):
        assert Decimal(found[f"H{first + i}"]) == Decimal(row["score"])
        assert Decimal(found[f"G{first + i}"]) == Decimal(row["weight"])
    money = form["funds"][0]
    assert Decimal(found["K6"]) == Decimal(money["score"])
    assert Decimal(found["J6"]) * 100 == Decimal(money["rate"].rstrip("%"))
    assert Decimal(found["F6"]) == Decimal(money["annual_budget"])
    assert Decimal(found[f"G{total}"]) == Decimal(form["total"]["weight"])
    assert Decimal(found[f"H{total}"]) == Decimal(form["total"]["score"])


def test_four_forms_print_what_their_printed_amounts_do_not_give() -> None:
    """Their rate or score is a constant with a comment; the others' is a formula."""
    apart = set()
    for n in EACH:
        money = PUBLISHED[n]["funds"][0]
        rate, score = naive(money)
        computed, sheet = formulas(published(n, Mode.FORMULAS)), opened(published(n, Mode.FORMULAS))["自评表"]
        same = {
            "J6": rate * 100 == Decimal(money["rate"].rstrip("%")),
            "K6": score == Decimal(money["score"]),
        }
        for cell, holds in same.items():
            assert (cell in computed) == holds, (n, cell)
            comment = sheet[cell].comment
            assert (comment is None) == holds
            if comment is not None:
                apart.add(n)
                given = f"{(rate * 100).normalize():f}%" if cell == "J6" else f"{score.normalize():f}分"
                assert comment.text == f"公布数，由未四舍五入的金额计算；按表内金额计算为{given}。"
    assert len(apart) == 4


@pytest.mark.parametrize("n", EACH)
def test_recalculating_changes_nothing_in_the_published_forms(n: int) -> None:
    check_recalculation(processed(n))


def check_recalculation(filled: FilledForm) -> dict[str, tuple[str, str]]:
    package = write(filled)
    sheet = Recalculated(opened(package)["自评表"], load("cn", filled.form.evaluated_year))
    found = formulas(package)
    for cell, (_, cached) in found.items():
        value = sheet.value(cell)
        assert value == (Decimal(cached) if isinstance(value, Decimal) else cached), (cell, found[cell])
    return found


def row(
    score: str = "", deduction: str = "", actual: str = "100%", target: str = "=100%", weight: str = "90"
) -> Form:
    return one_row(target=target, actual=actual, weight=weight, score=score, deduction=deduction)


@pytest.mark.parametrize(
    ("form", "score", "deduction", "rule", "total"),
    [
        (row(), "90", "", "0", "97.50"),
        (row(score="88"), "88", "2", "0", "95.50"),
        (row(deduction="2"), "88", "2", "0", "95.50"),
        (row(actual="50%"), "45", "", "45", "52.50"),
        (row(actual="50%", deduction="5"), "40", "5", "45", "47.50"),
        # typed twice, and differently: both stay as typed, and nothing is computed from them
        (row(score="88", deduction="5"), "88", "5", "0", "95.50"),
        (row(score="90", deduction="5"), "90", "5", "0", "97.50"),
        (row(score="88", deduction="2分"), "88", "2分", "0", "95.50"),
        # beyond the 分值: never silently repaired
        (row(score="95"), "95", "", "0", "97.50"),
        (row(score="-3"), "-3", "90", "0", "7.50"),
        # the unit gave more than the rule
        (row(score="60", actual="50%"), "60", "", "45", "67.50"),
    ],
)  # fmt: skip
def test_what_was_typed_stays(form: Form, score: str, deduction: str, rule: str, total: str) -> None:
    """Row 10 of a form with one money line (75 % of 10 points): 得分, 自行扣分, 规则扣分; 总分 in row 11."""
    found = values(write(scored(replace(form, funds=form.funds[:1]))))
    shown = {
        key: found.get(cell, "") for key, cell in {"H": "H10", "O": "O10", "N": "N10", "T": "H11"}.items()
    }
    assert {key: text.rstrip("0").rstrip(".") if "." in text else text for key, text in shown.items()} == {
        "H": score, "O": deduction, "N": rule, "T": total.rstrip("0").rstrip("."),
    }  # fmt: skip
    check_recalculation(scored(replace(form, funds=form.funds[:1])))


def test_a_score_beyond_the_weight_is_told_in_comments() -> None:
    sheet = opened(write(scored(row(score="95"))))["自评表"]
    assert sheet["H13"].comment.text == "填报数，超出0分至分值的范围；计分时按90分计。"
    assert sheet["H14"].comment.text == "按计分结果合计；表内各格相加为102.5。"
    assert sheet["H14"].value == 97.5


def test_values_mode_has_no_formula_at_all() -> None:
    for n in EACH:
        assert formulas(published(n, Mode.VALUES)) == {}
        assert formulas(published(n, Mode.FINAL)) == {}
        assert len(formulas(published(n, Mode.FORMULAS))) >= 2 + len(FORMS[n].indicators)


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5, 6])
def test_the_total_adds_the_money_row(lines: int) -> None:
    """5 rows of 2 points and 7.5 of 10 for the money: 20 and 17.5."""
    form = made(5, lines)
    found = check_recalculation(scored(form))
    total = 6 + lines + 3 + 5
    assert found[f"H{total}"][1] == "17.50"
    assert found[f"G{total}"][1] == "20"


def test_the_money_row_need_not_be_the_first() -> None:
    """当年财政拨款 stands above 年度资金总额: the sum takes the score of the latter."""
    form = made(5)
    form = replace(form, funds=(form.funds[1], form.funds[0]))
    found = check_recalculation(scored(form))
    assert found["H16"] == ("ROUND(SUM(H11:H15,K7),2)", "17.50")


def test_a_single_line_of_any_name_is_the_money_row() -> None:
    form = made(5)
    form = replace(form, funds=(replace(form.funds[0], kind="项目经费"),))
    assert check_recalculation(scored(form))["H15"][1] == "17.50"


def test_a_weight_that_is_no_number_takes_no_part_in_a_formula() -> None:
    form = made(5)
    form = replace(form, funds=(replace(form.funds[0], weight="10分"), *form.funds[1:]))
    found = values(write(scored(form)))
    assert found["I6"] == "10分"
    assert found["K6"] == "7.50"
    assert found["G18"] == "20"
    check_recalculation(scored(form))


def test_a_wrong_rate_of_a_further_line_is_not_called_rounded() -> None:
    """150 of 200 printed as 80 %: no rounding gives that."""
    form = made(2)
    form = replace(form, funds=(form.funds[0], replace(form.funds[1], rate="80%")))
    sheet = opened(write(scored(form)))["自评表"]
    assert sheet["J7"].value == 0.8
    assert sheet["J7"].comment.text == "填报数，与表内金额不符；按表内金额计算为75%。"


def test_a_rate_printed_with_one_decimal_is_written_with_two() -> None:
    """99.4 % of 199.13 / 200.25 shown as 99.40 % would be a figure that the amounts do not give."""
    line = FundLine("年度资金总额", "200.25", "200.25", "199.13", "10", "99.4%", "9.94")
    sheet = opened(write(scored(made(2, funds=(line,)))))["自评表"]
    assert sheet["J6"].value == "=ROUND(G6/F6,4)"
    assert sheet["J6"].comment is None


def test_amounts_in_yuan_are_written_in_wan() -> None:
    """The template's money block says 万元: 2002469 元 are 200.2469 万元."""
    line = FundLine("年度资金总额", "2002469", "2002469", "1991300", "10", "99.44%", "9.94")
    sheet = opened(write(scored(made(2, funds=(line,), amount_unit="元"))))["自评表"]
    assert [sheet[cell].value for cell in ("E6", "F6", "G6")] == [200.2469, 200.2469, 199.13]
    assert sheet["K6"].value == "=ROUND(I6*MAX(0,MIN(1,G6/F6)),2)"


def test_a_total_that_cannot_be_computed_stays_as_printed() -> None:
    """No score, nothing to compute it from: 无法识别."""
    form = one_row(target="优", actual="？", weight="90")
    form = replace(
        form, indicators=(replace(form.indicators[0], target=Entry("3台"), actual=Entry("若干公里")),)
    )
    form = replace(form, total=replace(form.total, score="88.00", weight="100"))
    filled = scored(form)
    assert filled.scored.total is None
    assert values(write(filled))["H14"] == "88.00"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("2024年度", "（2024年度）"), ("2024", "（2024年度）"), ("（2024年度）", "（2024年度）"), ("2023—2024年度", "（2023—2024年度）"), ("", None)],
)  # fmt: skip
def test_the_period_is_printed_as_given(printed: str, shown: str | None) -> None:
    assert opened(write(scored(made(1, year=printed))))["自评表"]["A2"].value == shown


def test_notes_to_several_lines_are_all_written() -> None:
    form = made(1)
    funds = tuple(
        replace(line, note=note) for line, note in zip(form.funds, ("甲", "", "乙", ""), strict=True)
    )
    assert values(write(scored(replace(form, funds=funds))))["M6"] == "年度资金总额：甲\n上年结转资金：乙"


def test_cells_covered_by_a_merged_one_hold_nothing() -> None:
    """得分 20 stands for two rows; a value hidden under it would be added up."""
    form = made(3)
    first, second, third = form.indicators
    covered = replace(second, weight="", score="", merged=frozenset({"weight", "score"}))
    form = replace(form, indicators=(replace(first, weight="4", score="4.00"), covered, third))
    found = values(write(scored(form)))
    assert "G14" not in found
    assert "H14" not in found
    assert found["H16"] == "13.50"
    check_recalculation(scored(form))


def test_a_text_under_a_merged_cell_is_not_lost() -> None:
    """A source may call a cell merged that has its own text: it is written in a cell of its own."""
    form = made(2)
    second = replace(form.indicators[1], note="第二行的说明", merged=frozenset({"note"}))
    sheet = opened(write(scored(replace(form, indicators=(form.indicators[0], second)))))["自评表"]
    assert sheet["I14"].value == "第二行的说明"
    assert {"I13:K13", "I14:K14"} <= {str(area) for area in sheet.merged_cells.ranges}
