"""A ledger with planted faults: all are told at once, each with sheet, row and column, and the good project is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from ledger.reading import read_ledger
from zipingbiao.ledger.faults import Fault
from zipingbiao.ledger.forms import Ledger
from zipingbiao.ledger.recognise import holds_ledger
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import open_package

PROJECTS = [
    ["某局2024年度自评台账"],
    ["序号", "项目名称", "年度", "金额单位", "经办人"],
    ["1", "甲项目", "2024年度", "万元", "张"],
    ["2", "乙项目", "2024年度", "美元", "李"],
    ["2", "丙项目", "2024年度", "", ""],
    ["3", "丁项目", "2024年度", "", ""],
    ["3", "丁项目", "2024年度", "", ""],
    ["4", "", "2024年度", "", ""],
    ["5", "戊项目", "2024年度", "", ""],
]
FUNDS = [
    ["序号", "项目名称", "资金来源", "年初预算数", "全年预算数（万元）", "执行数", "分值", "执行率"],
    ["1", "甲项目", "年度资金总额", 100, 100, 99.5, 10, 0.995],
    ["2", "乙项目", "年度资金总额", "一百", 100, -5, 10, "高"],
    ["2", "丙项目", "杂项", 1, 1, 1, 10, ""],
    ["3", "丁项目", "年度资金总额", 1, 1, 1, 10, ""],
    ["3", "丁项目", "年度资金总额", 1, 1, 1, 10, ""],
    ["9", "某项目", "年度资金总额", 1, 1, 1, 10, ""],
    ["", "", "年度资金总额", 1, 1, 1, 10, ""],
]
INDICATORS = [
    ["序号", "项目名称", "一级指标", "三级指标", "指标值", "完成值", "分值", "自评得分", "扣分类型", "分值"],
    ["1", "甲项目", "产出指标", "完成巡检", "≥12次", 12, 45, 45, "", ""],
    [None] * 10,
    ["1", "甲项目", "效益指标", "好评", "≥95%", 0.98, 45, 45, "", ""],
    ["2", "乙项目", "产出指标", "采购", "=10台", "#REF!", "十分", "", "天气", ""],
    ["2", "丙项目", "产出指标", "采购", "=10台", "=1/3", 10, -1, "", ""],
    ["2", "", "产出指标", "采购", "=10台", "10台", 10, 10, "", ""],
    ["3", "丁工程", "产出指标", "采购", "=10台", "10台", 10, 10, "", ""],
    ["8", "", "产出指标", "采购", "=10台", "10台", 10, 10, "", ""],
    ["", "", "产出指标", "采购", "=10台", "10台", 10, 10, "", ""],
]


def saved(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c)
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str) and value.startswith("=") and value != "=1/3":
                    cell.data_type = "s"
    if "指标" in sheets and len(sheets["指标"]) > 3:
        book["指标"]["F4"].number_format = "0%"
        book["资金"]["H2"].number_format = "0.0%"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    path = tmp_path_factory.mktemp("ledger") / "台账.xlsx"
    sheets = {"项目信息": PROJECTS, "资金": FUNDS, "指标": INDICATORS, "草稿": [["随手记"]]}
    return read_ledger(saved(path, sheets), known_reasons={"未按期完成"})


PLANTED = [
    ("项目信息", 4, "金额单位", "D4", "美元", "不是可用的金额单位"),
    ("项目信息", 5, "序号", "A5", "2", "项目序号重复"),
    ("项目信息", 7, "序号", "A7", "3", "与第 6 行是同一个项目"),
    ("项目信息", 8, "项目名称", "B8", "", "缺少项目名称"),
    ("项目信息", 9, "项目名称", "B9", "戊项目", "在“资金”表里一行也没有"),
    ("项目信息", 9, "项目名称", "B9", "戊项目", "在“指标”表里一行也没有"),
    ("资金", 3, "年初预算数", "D3", "一百", "不是数字"),
    ("资金", 3, "执行数", "F3", "-5", "是负数"),
    ("资金", 3, "执行率", "H3", "高", "不是执行率"),
    ("资金", 4, "资金来源", "C4", "杂项", "不是已知的资金类别"),
    ("资金", 6, "资金来源", "C6", "年度资金总额", "出现不止一次"),
    ("资金", 7, "序号", "A7", "9", "没有这个项目"),
    ("资金", 8, "序号", "A8", "", "没有写是哪个项目"),
    ("指标", 5, "完成值", "F5", "#REF!", "错误值"),
    ("指标", 5, "分值", "G5", "十分", "不是数字"),
    ("指标", 6, "完成值", "F6", "=1/3", "没有计算结果的公式"),
    ("指标", 6, "自评得分", "H6", "-1", "是负数"),
    ("指标", 7, "序号", "A7", "2", "有几个项目都符合"),
    ("指标", 8, "项目名称", "B8", "丁工程", "项目名称不一致"),
    ("指标", 9, "序号", "A9", "8", "没有这个项目"),
    ("指标", 10, "序号", "A10", "", "没有写是哪个项目"),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda p: f"{p[0]}{p[3]}{p[5]}")
def test_every_planted_fault_is_named(planted: tuple[str, int, str, str, str, str], result: Ledger) -> None:
    sheet, row, column, cell, value, found = planted
    hits = [
        f
        for f in result.faults
        if (f.sheet, f.row, f.column, f.cell) == (sheet, row, column, cell) and found in f.found
    ]
    assert [hit.value for hit in hits] == [value]
    assert (hits[0].file, bool(hits[0].advice)) == ("台账.xlsx", True)


def test_nothing_else_is_a_fault(result: Ledger) -> None:
    extra = [fault for fault in result.faults if fault.row is None]
    assert [(fault.sheet, fault.found) for fault in extra] == [
        ("指标", "J 列“分值”与另一列都表示“分值”，没有读取")
    ]
    assert len(result.faults) == len(PLANTED) + 1


def test_a_fault_reads_as_one_sentence(result: Ledger) -> None:
    fault = next(each for each in result.faults if each.value == "十分")
    assert (
        str(fault)
        == "工作表“指标”第 5 行“分值”列（G5）：“十分”不是数字。请只写阿拉伯数字，不带单位、百分号和文字，如 10 或 200.25。"
    )


def test_unread_columns_sheets_and_unknown_reasons_are_remarks(result: Ledger) -> None:
    said = [(remark.sheet, remark.value or remark.found) for remark in result.remarks]
    assert sorted(said) == [
        ("指标", "天气"),
        ("草稿", "不是台账的工作表，没有读取"),
        ("项目信息", "E 列“经办人”不是台账的列，没有读取"),
    ]


def test_the_others_are_read(result: Ledger) -> None:
    assert [form.name for form in result.forms] == ["甲项目", "乙项目", "丙项目", "丁项目", "戊项目"]
    good = result.forms[0]
    assert [(row.target.text, row.actual.text, row.actual.numeric) for row in good.indicators] == [
        ("≥12次", "12", True),
        ("≥95%", "98%", False),
    ]
    assert (good.funds[0].executed, good.funds[0].rate) == ("99.5", "99.5%")
    assert good.place("indicators[1].actual").cell == "F4"
    assert [len(form.indicators) for form in result.forms] == [2, 1, 1, 1, 0]


def test_missing_sheets_and_columns(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "缺.xlsx",
        {
            "项目": [["项目序号", "项目名称"], ["1", "甲"]],
            "指标": [["项目序号", "三级指标", "完成值"], ["1", "采购", "10台"]],
        },
    )
    found = read_ledger(path)
    assert [(fault.sheet, fault.found) for fault in found.faults] == [
        ("资金", "缺少这张工作表"),
        ("指标", "缺少“年度指标值”列"),
        ("指标", "缺少“分值”列"),
    ]
    assert [row.actual.text for row in found.forms[0].indicators] == ["10台"]


def test_a_sheet_without_headings(tmp_path: Path) -> None:
    path = saved(tmp_path / "无.xlsx", {"项目": [["甲"], ["乙"]], "指标": [["项目序号", "三级指标"]]})
    found = read_ledger(path)
    assert tuple(found.forms) == ()
    assert "找不到列名所在的行" in [fault.found for fault in found.faults]


def test_same_name_different_number_stays_apart(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "同名.xlsx",
        {
            "项目": [["项目序号", "项目名称"], ["1", "运维"], [2, "运维"]],
            "资金": [
                ["项目序号", "资金类别", "全年预算数", "全年执行数"],
                [1, "年度资金总额", 1, 1],
                ["2", "年度资金总额", 2, 2],
            ],
            "指标": [
                ["项目序号", "三级指标", "年度指标值", "实际完成值", "分值"],
                ["２", "甲", "好", "好", 90],
                [1, "乙", "好", "好", 90],
            ],
        },
    )
    found = read_ledger(path)
    assert found.faults == ()
    assert [(form.id, form.funds[0].executed, form.indicators[0].level3) for form in found.forms] == [
        ("1", "1", "乙"),
        ("2", "2", "甲"),
    ]


def test_merged_keys_speak_for_their_rows_and_merged_scores_are_one(tmp_path: Path) -> None:
    path = tmp_path / "合并.xlsx"
    saved(
        path,
        {
            "项目": [["项目序号", "项目名称"], ["1", "甲"]],
            "资金": [
                ["项目名称", "资金类别", "全年预算数（元）", "全年执行数（元）"],
                ["甲", "年度资金总额", 20000.55, 10000],
            ],
            "指标": [
                ["项目序号", "三级指标", "年度指标值", "实际完成值", "分值"],
                ["1", "甲", "好", "好", 90],
                [None, "乙", "好", "好", None],
            ],
        },
    )
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["指标"].merge_cells("A2:A3")
    book["指标"].merge_cells("E2:E3")
    book.save(path)
    found = read_ledger(path)
    assert found.faults == ()
    form = found.forms[0]
    assert [(row.level3, row.weight, row.merged) for row in form.indicators] == [
        ("甲", "90", frozenset()),
        ("乙", "", frozenset({"weight"})),
    ]
    assert (form.amount_unit, form.funds[0].annual_budget) == ("元", "20000.55")


def test_what_is_no_ledger(tmp_path: Path) -> None:
    path = saved(tmp_path / "表.xlsx", {"项目": [["项目支出绩效自评表"]], "Sheet2": [["x"]]})
    assert not holds_ledger(open_package(path))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(ReadFault):
        holds_ledger(open_package(broken))


def test_fault_without_a_cell() -> None:
    assert (
        str(Fault("a.xlsx", "资金", "缺少这张工作表", "请加上。")) == "工作表“资金”：缺少这张工作表。请加上。"
    )


def test_a_unit_that_the_headings_contradict(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "单位.xlsx",
        {
            "项目": [["项目序号", "项目名称", "金额单位"], ["1", "甲", "万元"]],
            "资金": [
                ["项目序号", "资金类别", "全年预算数（元）", "全年执行数（元）"],
                ["1", "年度资金总额", 10000, 10000],
            ],
            "指标": [
                ["项目序号", "三级指标", "年度指标值", "实际完成值", "分值"],
                ["1", "甲", "好", "好", 90],
            ],
        },
    )
    assert [(fault.cell, fault.value, fault.found) for fault in read_ledger(path).faults] == [
        ("C2", "万元", "与“资金”表列名里的金额单位（元）不一致")
    ]
