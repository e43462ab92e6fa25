"""Nothing incomplete leaves: what was not read, not judged or not filled keeps a project from its 报送版, by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from zipingbiao.batch.inputs import read_input
from zipingbiao.batch.leaving import gaps_left, refusal
from zipingbiao.batch.pipeline import Processed, process
from zipingbiao.form.coverage import Block, FormKind, Reading, UnknownHeading, UnreadRow
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form, Goals, Place
from zipingbiao.ledger.write import ledger_bytes
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load

NOTE = "因供应商延迟供货，少办1场。改进措施：由人事科于2025年6月底前补办。"
ROWS = (
    ("产出指标", "数量指标", "培训场次", "≥4场", "4场", "20", "20"),
    ("产出指标", "质量指标", "合格率", "≥95%", "96%", "20", "20"),
    ("成本指标", "经济成本指标", "项目成本", "≤100万元", "99.5万元", "20", "20"),
    ("效益指标", "社会效益指标", "业务能力", "提升", "提升", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "参训学员满意度", "≥90%", "95%", "10", "10"),
)
KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score")


def project(name: str = "培训项目") -> dict[str, Any]:
    """A project that may be handed in as it is."""
    return {
        "year": "2024年度",
        "name": name,
        "department": "某局",
        "unit": "某中心",
        "funds": [
            {
                "kind": "年度资金总额",
                "initial_budget": "100.00",
                "annual_budget": "100.00",
                "executed": "99.50",
                "weight": "10",
                "rate": "99.50%",
                "score": "9.95",
            }
        ],
        "goals": {"expected": "办4场培训。", "actual": "办了4场培训。"},
        "indicators": [dict(zip(KEYS, row, strict=True)) | {"evidence": "回收问卷60份"} for row in ROWS],
        "total": {"weight": "100", "score": "99.95"},
    }


def judged(data: dict[str, Any]) -> Processed:
    (form,) = read_interchange(json.dumps([data]), "").forms
    return processed(form)


def processed(form: Form) -> Processed:
    return process(form, load("cn", 2024), Narrator.load(()))


def test_a_whole_project_leaves() -> None:
    assert refusal(judged(project())) == ""


def _row(n: int, **fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["indicators"][n].update(fields)


def _money(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["funds"][0].update(fields)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_row(0, weight=""), "第1行“培训场次”的分值没有填"),
        (_row(1, actual="见附件", score=""), "第2行“合格率”没有得分，算不出总分"),
        (_row(1, actual="见附件", evidence=""), "完成值“见附件”与指标值“≥95%”无法比较，得分20没有依据"),
        (_row(1, actual="【请填写：合格率】", note=NOTE), "【请填写：合格率】"),
        (
            _row(3, target="显著提升", actual="有所提升", score=""),
            "第4行“业务能力”没有得分，算不出总分：完成情况为部分达成",
        ),
        (_row(3, actual=""), "实际完成值没有填写"),
        (_money(annual_budget="约一百万"), "全年预算数“约一百万”不是数字"),
        (_money(initial_budget="壹佰万元整"), "年初预算数“壹佰万元整”不是数字"),
        (_money(executed="已支付大部分", rate="", score=""), "全年执行数“已支付大部分”不是数字"),
        (lambda data: data.update(name=""), "没有项目名称"),
        (lambda data: data.update(funds=[]), "没有项目资金"),
        (_money(kind="其他资金"), "没有项目资金（年度资金总额）"),
        (_row(0, score="", deduction="酌情扣分"), "自行扣分“酌情扣分”不是不小于0的数"),
        (_row(0, deduction="-3"), "自行扣分填为“-3”"),
        (_row(1, actual="", merged=["actual"]), "与上一行合并为一格"),
        (lambda data: data["indicators"].append("第六项"), "绩效指标第 6 行"),
        (_row(2, target={"是": 1}), "应为文字或数字"),
        (_row(0, note="【请核实：应为4场】"), "【请核实：应为4场】"),
        (lambda data: data.update(name="【请填写：项目名称】"), "项目名称还有1处没有填"),
        (lambda data: data.update(unit="【请填写：单位】"), "实施单位还有1处没有填"),
        (lambda data: data.update(department="某局【请填写：处室】"), "主管部门还有1处没有填"),
        (_row(0, evidence="验收单【请填写：文号】"), "佐证材料还有1处没有填"),
        (_row(0, detail="【请填写：为什么】"), "补充说明还有1处没有填"),
        (_row(0, target="≥【请填写：几】场", score="20", note=NOTE), "【请填写：几】"),
        (lambda data: data.update(name="XX镇培训项目"), "留有模板文字“XX”"),
        (lambda data: data.update(unit="××中心"), "留有模板文字“××”"),
        (_row(0, evidence="签到表（此处填写日期）"), "留有模板文字“此处填写”"),
    ],
)
def test_what_is_incomplete_is_refused_by_name(spoil: Callable[[dict[str, Any]], None], named: str) -> None:
    data = project()
    spoil(data)
    why = refusal(judged(data))
    assert named in why
    assert why.startswith("不能生成报送版：")
    assert why.endswith("。请先改好，再生成报送版。")
    assert "。。" not in why
    assert "】。。" not in why


def test_a_score_somebody_gave_a_reason_for_leaves() -> None:
    data = project()
    _row(1, actual="见附件", note="检测报告附后，平均合格率96%。", score="20")(data)
    assert "没有依据" not in refusal(judged(data))


@pytest.mark.parametrize(
    "reading",
    [
        Reading(5, unread=(UnreadRow(Block.INDICATORS, 21, "绿化面积"),)),
        Reading(5, unknown=(UnknownHeading(Block.INDICATORS, "自评依据", 3),)),
    ],
)
def test_what_was_not_read_on_the_sheet_is_refused(reading: Reading) -> None:
    (form,) = read_interchange(json.dumps([project()]), "").forms
    assert "没有读出" in refusal(processed(replace(form, sheet_reading=reading)))


def test_a_row_is_called_by_its_number_and_the_beginning_of_its_name() -> None:
    def called(**names: str) -> str:
        data = project()
        _row(0, weight="", **names)(data)
        return refusal(judged(data)).removeprefix("不能生成报送版：").partition("的分值")[0]

    assert called(level3="一二三四五六七八九十一二三四五六") == "第1行“一二三四五六七八九十一二三四五六”"
    assert called(level3="一二三四五六七八九十一二三四五六七") == "第1行“一二三四五六七八九十一二三四五六…”"
    assert called(level3="") == "第1行“数量指标”"
    assert called(level3="", level2="") == "第1行"


def test_rows_that_tell_the_parts_of_the_row_above_have_no_points_of_their_own() -> None:
    """其中 says so; that other rows make the 100 points says so too. What is no part has to have points."""
    data = project()
    part = {"level1": "产出指标", "level2": "数量指标", "target": "≥2场", "actual": "2场"}
    data["indicators"].insert(1, part | {"level3": "其中：骨干培训"})
    data["indicators"].append(part | {"level3": "新人培训"})
    assert refusal(judged(data)) == ""
    _row(0, weight="18", score="18")(data)
    why = refusal(judged(data))
    assert "第7行“新人培训”的分值没有填" in why
    assert "骨干培训" not in why
    # Where the row itself has no points, its part has none to give.
    _row(0, weight="")(data)
    assert "第1行“培训场次”的分值没有填" in refusal(judged(data))
    # A row of the standard table that nobody filled is none.
    data = project()
    data["indicators"].append({"level1": "产出指标", "level2": "数量指标", "level3": "……"})
    assert refusal(judged(data)) == ""


def test_a_layout_without_weights_has_none_to_fill() -> None:
    (form,) = read_interchange(json.dumps([project()]), "").forms
    rows = tuple(replace(row, weight="") for row in form.indicators)
    without = replace(form, indicators=rows)
    assert "分值没有填" in refusal(processed(without))
    assert "分值没有填" not in refusal(processed(replace(without, sheet_reading=Reading(5))))


def test_an_application_is_refused() -> None:
    (form,) = read_interchange(json.dumps([project()]), "").forms
    assert "绩效目标申报表" in refusal(processed(replace(form, kind=FormKind.TARGETS)))


def test_gaps_are_counted_where_they_stand() -> None:
    """A note that was typed is kept, and what would have been proposed in its place is no gap."""
    data = project()
    _row(0, actual="3场", score="15", note="讲师临时取消。")(data)
    done = judged(data)
    assert sum(len(note.gaps) for note in done.narrated.notes if note.required) > 0
    assert gaps_left(done.form) == 0
    _row(0, note="")(data)
    assert gaps_left(judged(data).form) == 2


# ---------------------------------------------------------------- ledgers


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three projects that may be handed in."""
    path, names = tmp_path / "台账.xlsx", ("甲项目", "乙项目", "丙项目")
    forms = read_interchange(json.dumps([project(name) for name in names]), "").forms
    path.write_bytes(ledger_bytes(forms))
    return path


def _refused(path: Path) -> dict[str, str]:
    forms = read_input(path).forms
    return {form.name: why for form in forms if (why := refusal(processed(form)))}


class Sheet:
    """A sheet of the ledger whose cells are found by heading and project."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book[name]
        self.top = next(
            cell.row for row in self.sheet.iter_rows() for cell in row if cell.value == "项目名称"
        )
        self.columns = {cell.value: cell.column for cell in self.sheet[self.top]}

    def rows(self, project: str) -> list[int]:
        name = self.columns["项目名称"]
        return [row[name - 1].row for row in self.sheet.iter_rows() if row[name - 1].value == project]

    def put(self, row: int, heading: str, value: object) -> Sheet:
        self.sheet.cell(row, self.columns[heading]).value = value  # type: ignore[assignment]
        return self

    def save(self) -> None:
        self.book.save(self.path)


def test_a_sound_ledger_leaves_whole(ledger: Path) -> None:
    assert _refused(ledger) == {}


def test_two_projects_under_one_number(ledger: Path) -> None:
    sheet = Sheet(ledger, "项目")
    (second,) = sheet.rows("乙项目")
    sheet.put(second, "项目序号", 1).save()
    found = _refused(ledger)
    assert found.keys() == {"甲项目", "乙项目"}
    assert all("项目序号重复" in why for why in found.values())


def test_the_same_project_twice(ledger: Path) -> None:
    sheet = Sheet(ledger, "项目")
    (second,) = sheet.rows("乙项目")
    sheet.put(second, "项目序号", 1).put(second, "项目名称", "甲项目").save()
    assert "甲项目" in _refused(ledger)


@pytest.mark.parametrize(
    ("name", "heading", "value", "says"),
    [
        ("资金", "全年预算数", "约一百万", "约一百万"),
        ("指标", "分值", "二十分左右", "不是数字"),
        ("指标", "得分", "#N/A", "错误值"),
        ("指标", "分值", "=1/0", "没有计算结果"),
    ],
)
def test_a_cell_that_could_not_be_used(ledger: Path, name: str, heading: str, value: str, says: str) -> None:
    sheet = Sheet(ledger, name)
    row = sheet.rows("乙项目")[0]
    heading = next(each for each in sheet.columns if str(each).startswith(heading))
    sheet.put(row, heading, value).save()
    found = _refused(ledger)
    assert found.keys() == {"乙项目"}
    assert says in found["乙项目"]


@pytest.mark.parametrize(
    ("number", "name"),
    [("", ""), (99, "没有这个项目"), ("", "乙项且")],
    ids=["nobody", "unknown", "misspelt"],
)
def test_a_row_given_to_no_project_is_missed_by_its_neighbours(
    ledger: Path, number: object, name: str
) -> None:
    """The second row of 乙项目: whoever lost it, 乙项目 stands around it."""
    sheet = Sheet(ledger, "指标")
    row = sheet.rows("乙项目")[1]
    sheet.put(row, "项目序号", number or None).put(row, "项目名称", name or None).save()
    found = _refused(ledger)
    assert found.keys() == {"乙项目"}
    assert "这一行没有读取" in found["乙项目"]


def test_a_sheet_that_is_there_twice_concerns_every_project(ledger: Path) -> None:
    book = openpyxl.load_workbook(ledger)
    copy = book.copy_worksheet(book["指标"])
    copy.title = "绩效指标"
    book.save(ledger)
    assert _refused(ledger).keys() == {"甲项目", "乙项目", "丙项目"}


@pytest.mark.parametrize(
    ("lost", "named"), [("unit", "没有实施单位"), ("goals.expected", "没有年度总体目标")]
)
def test_what_the_layout_has_no_cell_for_is_asked_for_before_it_leaves(lost: str, named: str) -> None:
    """The 报送版 has that cell: left empty, it would not pass the check that its receiver runs."""
    (form,) = read_interchange(json.dumps([project()]), "").forms
    reading = Reading(len(form.indicators))
    places = {"name": Place("表.xlsx", "表", "B2")}
    whole = replace(form, unit="某中心", sheet_reading=reading, places=places)
    assert refusal(processed(whole)) == ""
    bare = replace(whole, unit="") if lost == "unit" else replace(whole, goals=Goals())
    assert named in refusal(processed(bare))
    # A cell that is there and empty is told once, by the check.
    there = replace(bare, places=places | {lost: Place("表.xlsx", "表", "B3")})
    assert named not in refusal(processed(there))
    assert "JXF003" in refusal(processed(there))
