"""The heading row of a sheet and the columns it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.books import FUNDS, INDICATORS, PROJECTS, ledger, told

HEAD = ("项目序号", "项目名称")


@pytest.mark.parametrize(("above", "found"), [(0, True), (5, True), (29, True), (30, False)])
def test_headings_stand_in_the_first_thirty_rows(above: int, found: bool, tmp_path: Path) -> None:
    titles = [(f"说明{n}",) for n in range(above)]
    read = ledger(tmp_path, projects=(*titles, *PROJECTS))
    assert [form.name for form in read.forms] == (["甲"] if found else [])
    if not found:
        (fault,) = [each for each in read.faults if each.sheet == "项目"]
        assert (fault.found, fault.advice, fault.row) == (
            "找不到列名所在的行",
            "请在前 30 行内写一行列名，至少有：项目名称。",
            None,
        )


def test_the_row_that_names_most_columns_is_the_heading(tmp_path: Path) -> None:
    rows = (("项目名称", "填报说明"), (*HEAD, "年度"), ("1", "甲", "2024年度"))
    read = ledger(tmp_path, projects=rows)
    assert [(form.id, form.year) for form in read.forms] == [("1", "2024年度")]


def test_of_equals_the_upper_row_is_the_heading(tmp_path: Path) -> None:
    """A row that repeats the headings further down is a project of that strange name."""
    read = ledger(tmp_path, projects=(HEAD, ("1", "甲"), HEAD))
    assert [form.name for form in read.forms] == ["甲", "项目名称"]


def test_one_known_word_makes_no_heading(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("项目名称",), ("甲",)))
    assert tuple(read.forms) == ()
    assert ("项目", "", "找不到列名所在的行") in told(read)


def test_a_column_nobody_knows_is_named_with_its_place(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=((*HEAD, "经 办\n人", None, "  "), ("1", "甲", "张三", None, "x")))
    assert read.faults == ()
    assert [(each.sheet, each.found, each.advice) for each in read.remarks] == [
        (
            "项目",
            "C 列“经 办 人”不是台账的列，没有读取",
            "如果是要填的内容，请按填写说明改列名。",
        )
    ]


def test_a_columns_own_heading_wins_over_a_synonym_left_of_it(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("编号", "项目序号", "项目名称"), ("X7", "1", "甲")))
    assert [form.id for form in read.forms] == ["1"]
    assert [(each.sheet, each.found, each.advice) for each in read.faults] == [
        ("项目", "A 列“编号”与另一列都表示“项目序号”，没有读取", "请只保留一列。")
    ]


def test_of_two_synonyms_the_left_one_is_read(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("编号", "序号", "项目名称"), ("1", "X7", "甲")))
    assert [form.id for form in read.forms] == ["1"]
    assert told(read) == [("项目", "", "B 列“序号”与另一列都表示“项目序号”，没有读取")]


def test_what_must_be_there_is_named_with_what_else_it_may_be_called(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("项目序号", "年度"), ("1", "2024年度")))
    (fault,) = [each for each in read.faults if each.row is None]
    assert (fault.sheet, fault.found, fault.advice) == (
        "项目",
        "缺少“项目名称”列",
        "请加上这一列（也认得：名称、项目）。",
    )


def test_a_sheet_that_names_no_project_is_told(tmp_path: Path) -> None:
    read = ledger(tmp_path, funds=(("资金类别", "全年预算数"), ("年度资金总额", 1)))
    assert [(each.found, each.advice) for each in read.faults if each.sheet == "资金" and not each.row] == [
        ("缺少“全年执行数”列", "请加上这一列（也认得：执行数、全年执行、实际支出）。"),
        ("没有能认出项目的列", "请加上“项目序号”或“项目名称”列。"),
    ]


def test_a_field_without_a_column_is_told_at_the_leftmost_one(tmp_path: Path) -> None:
    blank = (None, None)
    read = ledger(tmp_path, projects=((None, *HEAD), (None, "1", "甲"), blank))
    form = read.forms[0]
    assert form.place("name").cell == "C2"
    assert form.place("indicators[0]").cell == "A2"


def test_the_same_sheet_twice_under_two_names(tmp_path: Path) -> None:
    read = ledger(tmp_path, others={"项目信息": (HEAD, ("2", "乙"))})
    assert [form.name for form in read.forms] == ["甲"]
    assert [(each.sheet, each.found, each.advice) for each in read.faults] == [
        ("项目信息", "“项目”工作表不止一张，这一张没有读取", "请合并为一张。")
    ]


def test_other_sheets_are_told_and_our_own_are_not(tmp_path: Path) -> None:
    read = ledger(tmp_path, others={"草稿": (("x",),), "填写说明": (("y",),), "选项": (("z",),)})
    assert [(each.sheet, each.found, each.advice) for each in read.remarks] == [
        ("草稿", "不是台账的工作表，没有读取", "台账只读“项目”“资金”“指标”三张工作表。")
    ]


def test_faults_come_by_sheet_and_row(tmp_path: Path) -> None:
    """In the order of 项目, 资金, 指标, though the sheets were read otherwise; what is of a whole sheet comes first."""
    read = ledger(
        tmp_path,
        projects=((*HEAD, "金额单位"), ("1", "甲", "美元"), ("2", "乙", "美元")),
        funds=(*FUNDS, ("2", "年度资金总额", 1, "多")),
        indicators=(
            (*INDICATORS[0], "得分"),
            ("1", "采购", "≥1台", "1台", "十", -1),
            ("2", "采", "好", "好", 9, 9),
        ),
    )
    assert [(each.sheet, each.row, each.cell) for each in read.faults] == [
        ("项目", 2, "C2"),
        ("项目", 3, "C3"),
        ("资金", 3, "D3"),
        ("指标", 2, "E2"),
        ("指标", 2, "F2"),
    ]
