"""The forms as other systems want them: 一体化 import sheet, Word, tables, JSON."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli
from zipingbiao.batch.inputs import read_input
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.interchange.write import write_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, is_blank
from zipingbiao.form.shared_notes import joined

SEED = read_interchange(
    (Path(__file__).parents[1] / "data" / "forms.json").read_text("utf-8"), "forms.json"
).forms
MONEY = (FundLine("年度资金总额", "100", "100", "95", "10"),)


def one(*rows: Indicator, name: str = "试点项目") -> Form:
    return Form(id="1", title="项目支出绩效自评表", year="2024年度", name=name, funds=MONEY, indicators=rows)


def row(target: str, actual: str, weight: str = "10", note: str = "", **more: str) -> Indicator:
    levels = {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数"}
    return Indicator(**(levels | more), target=Entry(target), actual=Entry(actual), weight=weight, note=note)


def sheet(cli: Cli, folder: Path, *rows: Indicator) -> tuple[list[dict[str, str]], list[tuple[int, str]]]:
    """The exported rows by column, and what is refused as (row, column)."""
    (folder / "表.json").write_text(write_interchange([one(*rows)]), "utf-8")
    done = cli("export", folder / "表.json", "--to", "yth", "-o", folder / "导入.xlsx", "--force", "--json")
    (file,) = done.data["files"]
    refused = [(each["n"], each["column"]) for each in file["refused"]]
    assert done.code == (1 if refused else 0)
    page = load_workbook(folder / "导入.xlsx").worksheets[0]
    assert page.title == "自评指标（项目支出）"
    heads, *lines = ([cell.value or "" for cell in line] for line in page.iter_rows())
    return [dict(zip(heads, line, strict=True)) for line in lines], refused


ACTUAL = "*实际完成值（定量填数字，定性填达成、部分达成、未达成）"
ACCOUNT = "完成情况简要描述（定量选填，定性必填）"


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥95%", "98%", ("≥", "95", "98", "%", "")),
        ("≥3万人", "3.2万人", ("≥", "3", "3.2", "万人", "")),
        ("≥3万人", "32000人", ("≥", "3", "3.2", "万人", "32000人")),
        ("≤100万元", "95万元", ("≤", "100", "95", "万元", "")),
        ("≤100万元", "950000元", ("≤", "100", "95", "万元", "950000元")),
        ("=12份", "全年完成12份", ("=", "12", "12", "份", "全年完成12份")),
        ("≤2小时", "90分钟", ("≤", "2", "1.5", "小时", "90分钟")),
    ],
)
def test_sign_value_and_unit_stand_apart(
    cli: Cli, tmp_path: Path, target: str, actual: str, expected: tuple[str, ...]
) -> None:
    (line,), refused = sheet(cli, tmp_path, row(target, actual))
    found = (line["计算符号"], line["指标值"], line[ACTUAL], line["计量单位"], line[ACCOUNT])
    assert (found, refused) == (expected, [])


def test_what_is_no_number_is_told_in_three_words_with_its_own_beside_it(cli: Cli, tmp_path: Path) -> None:
    rows = [
        row("好", "好"),
        row("2024年6月底前", "2024年5月"),
        row("是", "否", note="没有做。改进措施：明年做。"),
    ]
    lines, refused = sheet(cli, tmp_path, *rows)
    assert [(line["计算符号"], line[ACTUAL], line[ACCOUNT]) for line in lines] == [
        ("定性", "达成", "好"),
        ("定性", "达成", "2024年5月"),
        ("定性", "未达成", "否"),
    ]
    assert refused == []


@pytest.mark.parametrize("actual", ["-", "*", "_", "约200人", "", "还没有统计"])
def test_the_cell_that_the_system_would_refuse_is_named(cli: Cli, tmp_path: Path, actual: str) -> None:
    _, refused = sheet(cli, tmp_path, row("≥200人", "210人"), row("≥200人", actual))
    assert (2, "actual") in refused
    assert not [each for each in refused if each[0] == 1]


def test_a_missed_row_needs_its_note_and_a_gap_is_none(cli: Cli, tmp_path: Path) -> None:
    rows = [
        row("≥200人", "150人"),
        row("≥200人", "150人", note="【请填写：原因】"),
        row("≥200人", "150人", note="下雨"),
    ]
    lines, refused = sheet(cli, tmp_path, *rows)
    assert refused == [(1, "note"), (2, "note")]
    # 10 × 150 / 200
    assert [(line["*指标得分"], line["扣减分数"]) for line in lines] == [("7.5", "2.5")] * 3


def test_the_14_forms_have_their_printed_scores_and_few_refusals(
    cli: Cli, seed: Path, tmp_path: Path
) -> None:
    done = cli("export", seed, "--to", "yth", "-o", tmp_path / "导入", "--json")
    paths = [Path(each["file"]) for each in done.data["files"]]
    assert len(paths) == 14
    for path, form in zip(paths, SEED, strict=True):
        page = load_workbook(path).worksheets[0]
        scores = [float(line[8]) for line in page.iter_rows(min_row=2, values_only=True)]
        assert scores == [float(each.score) for each in form.indicators]
    refused = {
        (n, each["n"], each["column"])
        for n, file in enumerate(done.data["files"], 1)
        for each in file["refused"]
    }
    # The published third form explains its second row in the first one's note; the second form mixes 元 and 万元.
    assert refused == {(3, 2, "note"), (2, 10, "actual")}


def printed(form: Form) -> Form:
    """A form without what only a file knows, a dash read as nothing."""

    def said(line: FundLine) -> FundLine:
        texts = {name: getattr(line, name) for name in FundLine.__slots__}
        return FundLine(**{name: "" if is_blank(text) else text for name, text in texts.items()})

    return replace(form, id="", file="", places=MappingProxyType({}), funds=tuple(map(said, form.funds)))


def test_the_word_document_read_back_is_the_form(cli: Cli, seed: Path, tmp_path: Path) -> None:
    assert cli("export", seed, "--to", "docx", "-o", tmp_path / "全部.docx").code == 0
    found = read_input(tmp_path / "全部.docx")
    assert found.faults == ()
    assert list(map(printed, found.forms)) == list(map(printed, SEED))
    again = tmp_path / "再来.docx"
    cli("export", seed, "--to", "docx", "-o", again)
    assert again.read_bytes() == (tmp_path / "全部.docx").read_bytes()


def test_the_word_document_shows_computed_scores_and_the_note_about_the_money(
    cli: Cli, tmp_path: Path
) -> None:
    form = replace(
        one(row("≥200人", "210人", weight="90")),
        code="110000241234",
        funds=(replace(MONEY[0], note="年中追加5万元"),),
    )
    (tmp_path / "表.json").write_text(write_interchange([form]), "utf-8")
    cli("export", tmp_path / "表.json", "--to", "docx", "-o", tmp_path / "表.docx")
    (back,) = read_input(tmp_path / "表.docx").forms
    assert (back.code, back.funds[0].note) == ("110000241234", "年中追加5万元")
    # 95/100 → 95 % of 10 points; 90 + 9.5
    assert (back.funds[0].rate, back.funds[0].score, back.total.score) == ("95.00%", "9.50", "99.50")


def test_csv_and_json_hold_what_the_form_holds(cli: Cli, seed: Path, tmp_path: Path) -> None:
    assert cli("export", seed, "--to", "json", "-o", tmp_path / "全部.json").code == 0
    assert list(map(printed, read_input(tmp_path / "全部.json").forms)) == list(map(printed, SEED))
    assert cli("export", seed, "--to", "csv", "-o", tmp_path / "数据").code == 0
    with (tmp_path / "数据" / "指标.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = [(form.id, each) for form in SEED for each in form.indicators]
    assert [(line["项目序号"], line["年度指标值"], line["实际完成值"]) for line in lines] == [
        (key, each.target.text, each.actual.text) for key, each in rows
    ]


def test_several_forms_do_not_fit_into_one_import_file(cli: Cli, seed: Path, tmp_path: Path) -> None:
    done = cli("export", seed, "--to", "yth", "-o", tmp_path / "一个.xlsx")
    assert (done.code, list(tmp_path.glob("*.xlsx"))) == (2, [])
    assert "请给文件夹" in done.err
    wrong = cli("export", seed, "--to", "docx", "-o", tmp_path / "一个.xlsx")
    assert (wrong.code, "请以 .docx 结尾" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥95%", Entry("0.96", numeric=True), "96"),
        ("≥95%", Entry("0.96"), "96"),
        ("≥95%", Entry("1", numeric=True), "100"),
        ("≥95%", Entry("96", numeric=True), "96"),
        ("≥95%", Entry("0", numeric=True), "0"),
        ("≤5‰", Entry("0.004", numeric=True), "4"),
        ("≥5公里", Entry("5.2", numeric=True), "5.2"),
        ("≥30000人", Entry("3.1万"), "31000"),
        ("≤62.73万元", Entry("60.5万"), "60.5"),
        ("≤0起", Entry("0", numeric=True), "0"),
    ],
)
def test_a_figure_without_a_unit_is_exported_in_the_unit_of_its_target(
    cli: Cli, tmp_path: Path, target: str, actual: Entry, value: str
) -> None:
    rows, refused = sheet(
        cli, tmp_path, replace(row(target, ""), actual=actual, score="5", note="原因：雨季。")
    )
    assert rows[0][ACTUAL] == value
    assert refused == []


def test_a_figure_that_may_lack_its_ten_thousand_is_refused(cli: Cli, tmp_path: Path) -> None:
    rows, refused = sheet(cli, tmp_path, replace(row("≥3.2万亩", "3.2"), score="5", note="原因：雨季。"))
    assert rows[0][ACTUAL] == "3.2"
    assert [n for n, _ in refused] == [1]


@pytest.mark.parametrize("apart", [True, False])
def test_each_row_gets_its_own_words_of_a_shared_note(cli: Cli, tmp_path: Path, apart: bool) -> None:
    """A cell over three rows that names them is taken apart; one written for all of them together stands in each."""
    rows = [row("≥100人", "80人", level3=name) for name in ("甲班人数", "乙班人数", "丙班人数")]
    texts = ["因教师请假少办一期，人事科于6月前补办。", "因场地检修少办一期，后勤科于7月前补办。"]
    note = joined(rows, enumerate(texts)) if apart else "".join(texts)
    under = [replace(each, merged=frozenset({"note"})) for each in rows[1:]]
    lines, refused = sheet(cli, tmp_path, replace(rows[0], note=note), *under)
    assert [line["偏差原因及改进措施（指标未完成时必填）"] for line in lines] == (
        [*texts, ""] if apart else [note] * 3
    )
    assert ((3, "note") in refused) == apart
