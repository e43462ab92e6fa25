"""File names for workbooks, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.batch.names import (
    Names,
    count_workbooks,
    pattern_fault,
    safe_stem,
    unique,
    without_project,
)
from zipingbiao.form.model import Form


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("管网改造", "管网改造"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("一  二\t三\n四", "一 二 三 四"),
        (" 尾点. ", "尾点"),
        ("._甲_.", "甲"),
        ("a\u202eb", "a_b"),
        ("e\u0301", "é"),
        ("", "未命名项目"),
        ("...", "未命名项目"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1 ", "_com1"),
        ("LPT²", "_LPT²"),
        ("conin$", "_conin$"),
        ("console", "console"),
        ("com", "com"),
        ("x" * 121, "x" * 120),
        ("._ " + "x" * 120, "x" * 120),  # what goes anyway takes no room
        ("长" * 41, "长" * 40),
        ("a" + "长" * 40, "a" + "长" * 39),  # a sign is never cut in two
    ],
)
def test_a_title_as_a_stem(title: str, stem: str) -> None:
    assert safe_stem(title) == stem


def test_which_workbooks_stand_in_a_folder(tmp_path: Path) -> None:
    """Not what Excel puts beside an open one, nothing hidden, no other kind; a project is known whatever the case."""
    for name in (
        "01-甲.xlsx",
        "02-B.XLSX",
        "03-丙.xlsm",
        "~$01-甲.xlsx",
        ".x.xlsx",
        "01-甲.xlsx.bak",
        "x.docx",
    ):
        (tmp_path / name).write_bytes(b"")
    assert count_workbooks(tmp_path, ".xlsx") == 2
    assert count_workbooks(tmp_path, ".xlsm") == 1
    assert count_workbooks(tmp_path / "无", ".xlsx") == 0
    assert without_project(tmp_path, ".xlsx", ["02-b.xlsx", "09-别.xlsx"]) == ["01-甲.xlsx"]
    assert without_project(tmp_path, ".xlsx", []) == ["01-甲.xlsx", "02-B.XLSX"]
    assert without_project(tmp_path / "无", ".xlsx", ["01-甲.xlsx"]) == []


@pytest.mark.parametrize("pattern", ["项目-项目", "序号-单位-序号"])
def test_a_word_twice_in_a_pattern_is_a_slip(pattern: str) -> None:
    assert "写了两次" in pattern_fault(pattern)


def test_names_given_before_are_numbered() -> None:
    given: set[str] = set()
    assert [unique(stem, given) for stem in ("甲A", "甲a", "甲A", "甲A（2）")] == [
        "甲A",
        "甲a（2）",
        "甲A（3）",
        "甲A（2）（2）",
    ]
    assert given == {"甲a", "甲a（2）", "甲a（3）", "甲a（2）（2）"}


def test_a_numbered_name_keeps_within_its_bytes() -> None:
    given: set[str] = set()
    assert unique("x" * 120, given) == "x" * 120
    assert unique("x" * 120, given) == "x" * 113 + "（2）"  # （2） is seven bytes


@pytest.mark.parametrize(
    ("count", "n", "name"), [(1, 1, "01-甲.xlsx"), (99, 7, "07-甲.xlsx"), (100, 7, "007-甲.xlsx")]
)
def test_numbers_are_as_wide_as_the_count(count: int, n: int, name: str) -> None:
    assert Names(count).name(n, Form(name="甲"), ".xlsx") == name


def test_what_a_pattern_can_tell() -> None:
    form = Form(name="甲", year="2024年度", department="某局", unit="某中心", code="A1")
    assert (
        Names(1, "编码_项目-单位·主管部门 年度（序号）").name(3, form, ".xlsm")
        == "A1_甲-某中心·某局 2024（03）.xlsm"
    )
    assert Names(1, "序号-编码-项目").name(3, Form(), ".xlsx") == "03-未命名项目.xlsx"
    assert Names(1, "编码_-_序号").name(3, Form(), ".xlsx") == "03.xlsx"
    assert Names(1, "序号_-编码_-项目").name(3, Form(name="甲"), ".xlsx") == "03_甲.xlsx"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("序号", ""),
        ("项目", ""),
        ("编码-单位", ""),
        ("单位", "文件名样式“单位”分不清项目，请至少用上 序号、项目、编码 之一，如 序号-单位-项目。"),
        ("", "文件名样式“”分不清项目，请至少用上 序号、项目、编码 之一，如 序号-单位-项目。"),
        ("序号/项目", "文件名样式“序号/项目”里有文件名不能用的字符，请改用 - 或 _ 连接。"),
        ("序号\n项目", "文件名样式“序号\n项目”里有文件名不能用的字符，请改用 - 或 _ 连接。"),
    ],
)
def test_patterns_that_cannot_name_files(pattern: str, fault: str) -> None:
    assert pattern_fault(pattern) == fault
