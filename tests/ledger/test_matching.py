"""Which project a row of 资金 or 指标 belongs to: by 序号, 编码 and 名称 as far as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.books import ledger, told

PROJECTS = (
    ("项目序号", "项目编码", "项目名称"),
    ("1", "A1", "甲"),
    ("2", "B2", "乙"),
    ("3", "", "丙"),
    ("4", "D4", "丙"),
    ("", "E5", "戊"),
)
FUNDS = (
    ("项目序号", "资金类别"),
    ("1", "年度资金总额"),
    ("2", "年度资金总额"),
    ("3", "年度资金总额"),
    ("4", "年度资金总额"),
)
HEAD = ("项目序号", "项目编码", "项目名称", "三级指标", "年度指标值", "分值")
NONE = "在“项目”表里没有这个项目，这一行没有读取"
SEVERAL = "有几个项目都符合，这一行没有读取"
OTHER_NAME = "与“项目”表中同一序号的项目名称不一致"


@pytest.mark.parametrize(
    ("key", "project", "cell", "found", "advice"),
    [
        (("1", "", ""), "甲", "", "", ""),
        (("", "A1", ""), "甲", "", "", ""),
        (("", "", "甲"), "甲", "", "", ""),
        (("1", "A1", "甲"), "甲", "", "", ""),
        (("１", "", " 甲 "), "甲", "", "", ""),
        (("", "E5", ""), "戊", "", "", ""),
        (("3", "", "丙"), "丙", "", "", ""),
        # The number and the code know better than a name.
        (("2", "", "某"), "乙", "C2", OTHER_NAME, "已按项目序号归入；请核对这一行的项目。"),
        (("2", "", "甲"), "乙", "C2", OTHER_NAME, "已按项目序号归入；请核对这一行的项目。"),
        (("", "B2", "甲"), "乙", "C2", OTHER_NAME, "已按项目编码归入；请核对这一行的项目。"),
        # Two projects of one name, and nothing to tell them apart.
        (("", "", "丙"), None, "C2", SEVERAL, "请填写项目序号以区分。"),
        (("9", "", "某"), None, "A2", NONE, "请核对序号和名称，或在“项目”表里加上这个项目。"),
        (("", "Z9", ""), None, "B2", NONE, "请核对序号和名称，或在“项目”表里加上这个项目。"),
        (("", "", "某"), None, "C2", NONE, "请核对序号和名称，或在“项目”表里加上这个项目。"),
        (("9", "A1", ""), None, "A2", NONE, "请核对序号和名称，或在“项目”表里加上这个项目。"),
        (("9", "", "甲"), None, "A2", NONE, "请核对序号和名称，或在“项目”表里加上这个项目。"),
        (("", "", ""), None, "A2", "没有写是哪个项目，这一行没有读取", "请填写项目序号或项目名称。"),
    ],
)
def test_whose_row_it_is(
    key: tuple[str, str, str], project: str | None, cell: str, found: str, advice: str, tmp_path: Path
) -> None:
    read = ledger(tmp_path, projects=PROJECTS, funds=FUNDS, indicators=(HEAD, (*key, "采购", "≥10台", 90)))
    owners = [form.name for form in read.forms if form.indicators]
    assert owners == ([] if project is None else [project])
    faults = [each for each in read.faults if each.sheet == "指标" and each.row]
    value = dict(zip(("A2", "B2", "C2"), key, strict=True)).get(cell)
    assert [(each.cell, each.value, each.found, each.advice) for each in faults] == (
        [(cell, value, found, advice)] if found else []
    )


def test_a_repeated_number_needs_the_name_beside_it(tmp_path: Path) -> None:
    projects = (("项目序号", "项目名称"), ("2", "乙"), ("2", "丁"), ("2", "乙"))
    rows = (
        ("项目序号", "项目名称", "三级指标", "年度指标值", "分值"),
        ("2", "乙", "一", "≥1台", 30),
        ("2", "丁", "二", "≥1台", 30),
        ("2", "", "三", "≥1台", 30),
        ("2", "戊", "四", "≥1台", 30),
    )
    read = ledger(tmp_path, projects=projects, funds=(), indicators=rows)
    assert [[row.level3 for row in form.indicators] for form in read.forms] == [["一"], ["二"]]
    assert [(each.row, each.cell, each.found, each.advice) for each in read.faults if each.row] == [
        (3, "A3", "项目序号重复", "请给每个项目不同的序号，并同样改“资金”“指标”两表。"),
        (
            4,
            "A4",
            "与第 2 行是同一个项目，这一行没有生成自评表",
            "请删除重复的行，或给不同的项目不同的项目序号。",
        ),
        (4, "A4", SEVERAL, "请填写项目序号以区分。"),
        (5, "A5", SEVERAL, "请填写项目序号和名称以区分。"),
    ]


def test_a_project_written_twice_without_a_number_is_told_at_its_name(tmp_path: Path) -> None:
    projects = (("项目序号", "项目名称"), ("", "甲"), ("", "甲"))
    read = ledger(
        tmp_path,
        projects=projects,
        funds=(("项目名称", "资金类别"), ("甲", "年度资金总额")),
        indicators=(("项目名称", "三级指标", "年度指标值", "分值"), ("甲", "采购", "≥1台", 90)),
    )
    assert [each for each in told(read) if each[1]] == [
        ("项目", "B3", "与第 2 行是同一个项目，这一行没有生成自评表")
    ]
    assert [form.id for form in read.forms] == ["1"]


def test_a_row_without_a_name_is_no_project_though_it_has_a_number(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("项目序号", "项目名称"), ("1", "甲"), ("2", " ")))
    assert told(read) == [("项目", "B3", "缺少项目名称，这一行没有生成自评表")]
    assert read.faults[0].advice == "请填写项目名称，或删除这一行。"
    assert [form.name for form in read.forms] == ["甲"]


def test_without_a_column_of_names_a_number_is_enough(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("项目序号", "年度"), ("1", "2024年度"), ("", "2024年度")))
    assert [(form.id, form.year) for form in read.forms] == [("1", "2024年度")]
    assert ("项目", "", "缺少项目名称，这一行没有生成自评表") in told(read)


def test_a_fault_of_a_key_the_sheet_has_no_column_for_is_told_of_the_row(tmp_path: Path) -> None:
    read = ledger(
        tmp_path, indicators=(("项目名称", "三级指标", "年度指标值", "分值"), ("", "采购", "≥1台", 90))
    )
    (fault,) = [each for each in read.faults if each.row == 2 and each.sheet == "指标"]
    assert (fault.cell, fault.column, fault.found) == (
        "A2",
        "项目名称",
        "没有写是哪个项目，这一行没有读取",
    )


def test_projects_without_rows_are_told_sheet_by_sheet(tmp_path: Path) -> None:
    read = ledger(tmp_path, projects=(("项目序号", "项目名称"), ("1", "甲"), ("2", "乙")))
    assert [(each.cell, each.value, each.found, each.advice) for each in read.faults] == [
        (
            "B3",
            "乙",
            f"这个项目在“{sheet}”表里一行也没有",
            f"请在“{sheet}”表里填写，项目序号与这里一致。",
        )
        for sheet in ("资金", "指标")
    ]
    assert [(form.funds, form.indicators) for form in read.forms][1] == ((), ())


def test_a_ledger_without_projects_says_so_and_still_tells_what_is_wrong(tmp_path: Path) -> None:
    empty = ledger(tmp_path, projects=PROJECTS[:1])
    assert tuple(empty.forms) == ()
    assert [(each.sheet, each.row) for each in empty.faults] == [("资金", 2), ("指标", 2)]
    assert [(each.sheet, each.found, each.advice) for each in empty.remarks] == [
        ("项目", "还没有项目", "请先在这张工作表里一个项目写一行。")
    ]
    bad = (("项目序号", "三级指标", "年度指标值", "分值"), ("1", "采购", "≥1台", "十"))
    without = ledger(tmp_path, projects=(("随便",),), funds=(("随便",),), indicators=bad)
    assert tuple(without.forms) == ()
    assert ("指标", "D2", "不是数字") in told(without)
    assert "没有这个项目" not in str(told(without))


def test_a_code_alone_is_enough_to_name_a_project(tmp_path: Path) -> None:
    read = ledger(
        tmp_path,
        projects=PROJECTS[:2],
        funds=(("项目编码", "资金类别", "全年预算数", "全年执行数"), ("A1", "年度资金总额", 1, 1)),
        indicators=((*HEAD, "实际完成值"), ("1", "", "", "采购", "≥10台", 90, "10台")),
    )
    assert read.faults == ()
    assert [line.executed for line in read.forms[0].funds] == ["1"]


RENAMED = (
    ("项目序号", "项目名称"),
    ("1", "新名"),
    ("2", "乙"),
)


def _rows(names: tuple[str, ...]) -> tuple[tuple[object, ...], ...]:
    rows = ((n, name, f"第{i}项", "≥1台", 30) for i, (n, name) in enumerate(zip("1112", names, strict=True)))
    return (("项目序号", "项目名称", "三级指标", "年度指标值", "分值"), *rows)


def test_a_renamed_project_is_told_once_and_leaves(tmp_path: Path) -> None:
    read = ledger(
        tmp_path,
        projects=RENAMED,
        funds=(
            ("项目序号", "项目名称", "资金类别"),
            ("1", "旧名", "年度资金总额"),
            ("2", "乙", "年度资金总额"),
        ),
        indicators=_rows(("旧名", "旧名", "旧名", "乙")),
    )
    (remark,) = read.remarks
    assert (remark.sheet, remark.cell, remark.found) == (
        "资金",
        "B2",
        f"{OTHER_NAME}（“资金”1 行、“指标”3 行都是）",
    )
    assert "一并改过来" in remark.advice
    assert [each for each in read.faults if each.found.startswith(OTHER_NAME)] == []
    assert not [told for form in read.forms for told in form.unusable if OTHER_NAME in told]


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        # One row is another's: its number may be wrong.
        (("新名", "旧名", "旧名", "乙"), ["B3", "B4"]),
        # All rows bear the name of another project: nobody renamed that one into this.
        (("乙", "乙", "乙", "乙"), ["B2", "B3", "B4"]),
        (("旧名", "旧名", "更旧", "乙"), ["B2", "B3", "B4"]),
        (("新名", "新名", "新名", "旧名"), ["B5"]),
    ],
)
def test_other_names_than_one_old_one_are_told_row_by_row(
    names: tuple[str, ...], cells: list[str], tmp_path: Path
) -> None:
    read = ledger(tmp_path, projects=RENAMED, funds=(), indicators=_rows(names))
    assert [each.cell for each in read.faults if each.found == OTHER_NAME] == cells
    assert any(OTHER_NAME in told for form in read.forms for told in form.unusable)
