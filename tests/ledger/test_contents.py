"""What the cells of a ledger may hold, and what is said of those that hold something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.books import FUNDS, INDICATORS, PROJECTS, ledger, told
from zipingbiao.ledger.faults import Fault, Faults, in_order
from zipingbiao.ledger.layout import ledger_layout

MONEY = ("项目序号", "资金类别", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率")
TOTAL = ("1", "年度资金总额", 1, 1, 1, 10)
NOT_A_NUMBER = "请只写阿拉伯数字，不带单位、百分号和文字，如 10 或 200.25。"
NEGATIVE = "金额、分值、得分和扣分不能为负，请核对。"


@pytest.mark.parametrize(
    ("amount", "found", "advice"),
    [
        (0, "", ""),
        ("1,234.5", "", ""),
        ("-", "", ""),
        (None, "", ""),
        (-0.01, "是负数", NEGATIVE),
        ("十万", "不是数字", NOT_A_NUMBER),
        ("5万元", "不是数字", NOT_A_NUMBER),
        ("5%", "不是数字", NOT_A_NUMBER),
    ],
)
def test_amounts(amount: object, found: str, advice: str, tmp_path: Path) -> None:
    rows = (MONEY, ("1", "年度资金总额", amount, 1, 1, 10, "100%"))
    faults = ledger(tmp_path, funds=rows).faults
    assert [(each.cell, each.column, each.found, each.advice) for each in faults] == (
        [("C2", "年初预算数", found, advice)] if found else []
    )


@pytest.mark.parametrize(
    ("rate", "found", "advice"),
    [
        ("99.44%", "", ""),
        (0.9944, "", ""),
        (0, "", ""),
        ("-", "", ""),
        ("高", "不是执行率", "请写百分数，如 99.44%，或空着由程序计算。"),
        ("-5%", "是负数", "执行率不能为负，请核对。"),
    ],
)
def test_rates(rate: object, found: str, advice: str, tmp_path: Path) -> None:
    faults = ledger(tmp_path, funds=(MONEY, (*TOTAL, rate))).faults
    assert [(each.cell, each.found, each.advice) for each in faults] == (
        [("G2", found, advice)] if found else []
    )


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("年度资金总额", ""),
        ("其中：当年财政拨款", ""),
        ("杂项", "不是已知的资金类别"),
        (None, "缺少资金类别"),
    ],
)
def test_kinds_of_money(kind: str | None, found: str, tmp_path: Path) -> None:
    faults = ledger(tmp_path, funds=(FUNDS[0], ("1", kind, 1, 1))).faults
    known = "、".join(ledger_layout().lists["funds"])
    assert [(each.cell, each.value, each.found, each.advice) for each in faults] == (
        [("B2", kind or "", found, f"请填 {known} 之一。")] if found else []
    )


def test_a_kind_twice_in_one_project_keeps_both_rows(tmp_path: Path) -> None:
    rows = (
        *FUNDS,
        ("1", " 年度资金总额 ", 2, 2),
        ("1", "其他资金", 3, 3),
        ("1", None, 4, 4),
        ("1", None, 5, 5),
    )
    read = ledger(tmp_path, funds=rows)
    twice = [each for each in read.faults if "不止一次" in each.found]
    assert [(each.cell, each.value, each.found, each.advice) for each in twice] == [
        (
            "B3",
            "年度资金总额",
            "在同一个项目里出现不止一次",
            "请合并为一行，或改正资金类别。",
        )
    ]
    assert [line.executed for line in read.forms[0].funds] == ["1", "2", "3", "4", "5"]


def test_the_same_kind_in_two_projects_is_none(tmp_path: Path) -> None:
    read = ledger(
        tmp_path,
        projects=(*PROJECTS, ("2", "乙")),
        funds=(*FUNDS, ("2", "年度资金总额", 2, 2)),
        indicators=(*INDICATORS, ("2", "采购", "≥1台", "1台", 90)),
    )
    assert read.faults == ()


@pytest.mark.parametrize(
    ("headings", "own", "unit", "faults"),
    [
        (("", ""), None, "万元", []),
        (("（元）", ""), None, "元", []),
        (("（元）", "(单位：元)"), None, "元", []),
        (("（元）", "（万元）"), None, "万元", [("资金", "", "各列的金额单位不一致（元、万元）")]),
        (("", ""), "元", "元", []),
        (("（元）", ""), "元", "元", []),
        (("（元）", ""), "万元", "万元", [("项目", "C2", "与“资金”表列名里的金额单位（元）不一致")]),
        (("（万元）", ""), "元", "元", [("项目", "C2", "与“资金”表列名里的金额单位（万元）不一致")]),
        (("（元）", ""), "美元", "美元", [("项目", "C2", "不是可用的金额单位")]),
        (("", ""), "美元", "美元", [("项目", "C2", "不是可用的金额单位")]),
        (("", ""), "亿元", "亿元", []),
        (("（千元）", ""), None, "千元", []),
        (("（元）", ""), "亿元", "亿元", [("项目", "C2", "与“资金”表列名里的金额单位（元）不一致")]),
    ],
)
def test_units_of_money(
    headings: tuple[str, str],
    own: str | None,
    unit: str,
    faults: list[tuple[str, str, str]],
    tmp_path: Path,
) -> None:
    budget, spent = headings
    read = ledger(
        tmp_path,
        projects=(("项目序号", "项目名称", "金额单位"), ("1", "甲", own)),
        funds=(
            ("项目序号", "资金类别", f"全年预算数{budget}", f"全年执行数{spent}"),
            ("1", "年度资金总额", 1, 1),
        ),
    )
    assert told(read) == faults
    assert read.forms[0].amount_unit == unit


def test_what_to_do_about_units(tmp_path: Path) -> None:
    heads = ("项目序号", "资金类别", "全年预算数（元）", "全年执行数（万元）")
    (mixed,) = ledger(tmp_path, funds=(heads, FUNDS[1])).faults
    assert (mixed.advice, mixed.row) == ("请统一成一个单位，并换算金额。", None)
    own = (("项目序号", "项目名称", "金额单位"), ("1", "甲", "美元"))
    (unknown,) = ledger(tmp_path, projects=own).faults
    assert unknown.advice == "请填万元或元，并把金额换算成这个单位。"


def test_a_reason_nobody_knows_is_kept_and_remarked(tmp_path: Path) -> None:
    rows = ((*INDICATORS[0], "扣分/偏差类型"), (*INDICATORS[1], "天气"), (*INDICATORS[1], " 未按期完成 "))
    read = ledger(tmp_path, indicators=rows, known_reasons={"未按期完成"})
    assert [(each.cell, each.value, each.found, each.advice) for each in read.remarks] == [
        (
            "F2",
            "天气",
            "不在扣分/偏差类型的列表里",
            "请从下拉里选一种，没有合适的就空着。",
        )
    ]
    assert read.forms[0].indicators[0].reason == "天气"
    assert ledger(tmp_path, indicators=rows).remarks == ()


def test_a_cell_is_told_once(tmp_path: Path) -> None:
    """#REF! in a column of figures is an error value, and not one more fault for being no number."""
    rows = (INDICATORS[0], ("1", "采购", "≥10台", "10台", "#REF!"))
    read = ledger(tmp_path, indicators=rows)
    assert told(read) == [("指标", "E2", "是 Excel 的错误值")]


def test_rows_without_anything_are_passed_over(tmp_path: Path) -> None:
    blank = (None, "  ", None, None, None)
    read = ledger(tmp_path, indicators=(*INDICATORS, blank, ("1", "安装", "≥1台", "1台", 0)))
    assert [row.level3 for row in read.forms[0].indicators] == ["采购", "安装"]
    assert read.forms[0].place("indicators[1].level3").cell == "B4"
    assert read.faults == ()


def test_numbers_and_texts_of_targets(tmp_path: Path) -> None:
    rows = (INDICATORS[0], ("1", 2024, 95, 0.5, 90))
    (row,) = ledger(tmp_path, indicators=rows).forms[0].indicators
    assert (row.target.text, row.target.numeric, row.actual.text, row.actual.numeric) == (
        "95",
        True,
        "0.5",
        True,
    )
    assert (row.level3, row.weight) == ("2024", "90")


def test_a_project_holds_what_its_row_says(tmp_path: Path) -> None:
    heads = {
        "项目序号": " 7 ", "项目编码": " A-1 ", "项目名称": "甲", "表名": "自评表", "年度": "2024年度",
        "主管部门": "某局", "实施单位": "某中心", "预期目标": "做好", "实际完成情况": "做好了",
        "分值合计": 100, "总分": 98.5, "等级": "优", "评分规则": "cn-hubei",
    }  # fmt: skip
    read = ledger(
        tmp_path,
        projects=(tuple(heads), tuple(heads.values())),
        funds=(FUNDS[0], ("7", "年度资金总额", 1, 1)),
        indicators=(INDICATORS[0], ("7", "采购", "≥10台", "10台", 90)),
    )
    form = read.forms[0]
    assert (form.id, form.code, form.name, form.title, form.year) == ("7", "A-1", "甲", "自评表", "2024年度")
    assert (form.department, form.unit, form.rulebook, form.file) == (
        "某局",
        "某中心",
        "cn-hubei",
        "台账.xlsx",
    )
    assert (form.goals.expected, form.goals.actual) == ("做好", "做好了")
    assert (form.total.weight, form.total.score, form.total.grade) == ("100", "98.5", "优")
    assert read.faults == ()


def test_a_fault_in_words() -> None:
    long = "一二三四五" * 8
    assert str(Fault("a", "指标", "不对", "请改。", 3, "分值", "E3", long)) == (
        f"工作表“指标”第 3 行“分值”列（E3）：“{long}”不对。请改。"
    )
    assert f"“{long}…”不对" in str(Fault("a", "指标", "不对", "请改。", value=f"{long}六"))
    assert str(Fault("a", "", "打不开", "请核对。")) == "：打不开。请核对。"
    assert str(Fault("a", "指标", "空的", "请填。", 3)) == "工作表“指标”第 3 行：空的。请填。"


def test_faults_in_order() -> None:
    collected = Faults("a")
    collected.fault("资金", "第一", "请改。")
    collected.remark("资金", "旁注", "随便。")
    own = [Fault("a", "项目", "二", "", 9), Fault("a", "项目", "一", "", 2), Fault("a", "草稿", "零", "", 5)]
    ordered = in_order([*own, *collected.faults], ("项目", "资金"))
    assert [each.found for each in ordered] == ["零", "一", "二", "第一"]
    assert [(each.file, each.sheet, each.found) for each in collected.remarks] == [("a", "资金", "旁注")]
