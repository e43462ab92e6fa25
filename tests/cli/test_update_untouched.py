"""`zipingbiao update`: what the program wrote is told from what a person typed, whatever was changed since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.clerk import type_into
from cli.conftest import Cli, Result
from cli.test_update import ACTUAL, NOTE, cell, changes, conflicts, project, put, update
from zipingbiao.form.model import Entry, FundLine, Indicator
from zipingbiao.ledger.update.differences import Why
from zipingbiao.ledger.write import ledger_bytes
from zipingbiao.workbook.read.forms import read_workbook

ROWS = (
    Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), weight="50"),
    Indicator("产出指标", "时效指标", "完成时间", Entry("2024年6月底前"), weight="40"),
)
SCORE, DEDUCTION, TARGET = ("指标", "I2"), ("指标", "K2"), ("指标", "F3")
MODES = [(), ("--values",)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("台账") / "台账.xlsx"
    funds = (
        FundLine("年度资金总额", "100", "110", "103", "10"),
        FundLine("其中：当年财政拨款", "100", "110", "103", ""),
    )
    path.write_bytes(ledger_bytes([project(indicators=ROWS, funds=funds)]))
    put(path, *ACTUAL, "200人")
    put(path, "指标", "G3", "2024年11月28日")
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path))


def handed_out(cli: Cli, ledger: Path, *mode: str) -> Path:
    folder = ledger.parent / "表"
    assert cli("bulk", ledger, "-o", folder, "--progress", "none", *mode).code == 0
    (path,) = folder.glob("*.xlsx")
    return path


def test_the_cells_meant_here_are_those_of_a_new_ledger(cli: Cli, ledger: Path) -> None:
    heads = [cell(ledger, sheet, f"{name[0]}1") for sheet, name in (SCORE, DEDUCTION, TARGET)]
    assert heads == ["得分", "自行扣分", "年度指标值"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("place", "text"),
    [
        (TARGET, "2024年12月底前"),
        (("指标", "H2"), 40),
        (("资金", "F2"), 99),
        (("指标", "G2"), "150人"),
        (("项目", "C2"), "培训专项"),
    ],
)
def test_what_is_put_right_in_the_ledger_makes_nobodys_words_of_our_own(
    cli: Cli, ledger: Path, mode: tuple[str, ...], place: tuple[str, str], text: object
) -> None:
    """Drafts, rates and scores were written at the old target, weight, amount: they are not what the unit says."""
    handed_out(cli, ledger, *mode)
    put(ledger, *place, text)
    before = ledger.read_bytes()
    done = update(cli, ledger, ledger.parent / "表")
    assert (changes(done), conflicts(done), done.code) == ({}, {}, 0)
    assert ledger.read_bytes() == before
    assert cell(ledger, "指标", "J3") is None


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("typed", [48, 51, 0])
def test_a_score_set_back_to_the_computed_one_is_news(
    cli: Cli, ledger: Path, mode: tuple[str, ...], typed: float
) -> None:
    """The row is worth 50 and met: whatever the ledger said, the 50 typed in the workbook is the unit's word."""
    put(ledger, *SCORE, typed)
    path = handed_out(cli, ledger, *mode)
    type_into(path, {"indicators[0].score": "50"})
    done = update(cli, ledger, path)
    assert (changes(done), done.code) == ({"indicators[0].score": (str(typed), "50.00")}, 0)
    assert cell(ledger, *SCORE) == 50


def test_a_score_taken_back_and_changed_again_is_news_each_time(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger, "--values")
    for text in ("45", "50", "44"):
        type_into(path, {"indicators[0].score": text})
        assert update(cli, ledger, path).code == 0
        assert cell(ledger, *SCORE) == float(text)


def test_a_changed_deduction_takes_the_place_of_the_score_it_came_from(cli: Cli, ledger: Path) -> None:
    put(ledger, *SCORE, 48)
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].deduction": "1"})
    done = update(cli, ledger, path)
    assert changes(done) == {"indicators[0].deduction": ("", "1"), "indicators[0].score": ("48", "")}
    assert (cell(ledger, *DEDUCTION), cell(ledger, *SCORE)) == (1, None)
    assert changes(update(cli, ledger, path)) == {}


def test_a_cleared_deduction_is_told_and_taken_when_asked(cli: Cli, ledger: Path) -> None:
    put(ledger, *SCORE, 48)
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].deduction": ""})
    done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {"indicators[0].score": "工作簿里清空了自行扣分，台账里还是扣过的得分"}
    assert update(cli, ledger, path, replace=True).code == 0
    assert cell(ledger, *SCORE) is None


@pytest.mark.parametrize("text", ["", "1"])
def test_beside_a_typed_score_a_deduction_alone_is_told(cli: Cli, ledger: Path, text: str) -> None:
    put(ledger, *SCORE, 48)
    path = handed_out(cli, ledger, "--values")
    type_into(path, {"indicators[0].deduction": text})
    done = update(cli, ledger, path, replace=True)
    assert (done.code, changes(done)) == (1, {})
    assert "得分没有跟着改" in str(conflicts(done)["indicators[0].deduction"])


def test_a_deduction_and_a_score_changed_on_both_sides_are_told(cli: Cli, ledger: Path) -> None:
    put(ledger, *SCORE, 48)
    path = handed_out(cli, ledger)
    put(ledger, *SCORE, 47)
    type_into(path, {"indicators[0].deduction": "1"})
    done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {"indicators[0].deduction": "台账和工作簿都改过，不一样"}
    assert update(cli, ledger, path, replace=True).code == 0
    assert (cell(ledger, *DEDUCTION), cell(ledger, *SCORE)) == (1, None)


def test_results_computed_anew_in_a_workbook_of_figures_are_nobodys_word(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger, "--values")
    type_into(path, {"indicators[0].actual": "150人", "funds[0].executed": "99"})
    # What `score --write --replace` puts there: 50 × 150/200, 99/110, 10 × 90 %.
    type_into(path, {"indicators[0].score": "37.5", "funds[0].rate": "90%", "funds[0].score": "9"})
    done = update(cli, ledger, path)
    assert changes(done) == {
        "indicators[0].actual": ("200人", "150人"),
        "funds[0].executed": ("103", "99.00"),
    }
    # Another figure is the unit's.
    type_into(path, {"indicators[0].score": "37"})
    assert changes(update(cli, ledger, path)) == {"indicators[0].score": ("", "37.00")}


def test_the_note_that_the_program_wrote_stays_out_of_the_ledger_until_it_is_rewritten(
    cli: Cli, ledger: Path
) -> None:
    path = handed_out(cli, ledger)
    put(ledger, *TARGET, "2024年12月底前")
    type_into(path, {"indicators[1].note": "因汛期推迟，2025年起提前排期。"})
    assert changes(update(cli, ledger, path)) == {
        "indicators[1].note": ("", "因汛期推迟，2025年起提前排期。")
    }
    assert cell(ledger, NOTE[0], "J3") == "因汛期推迟，2025年起提前排期。"


@pytest.mark.parametrize("renamed", [("台账",), ("工作簿",), ("台账", "工作簿")])
def test_a_renamed_project_still_finds_its_workbook(cli: Cli, ledger: Path, renamed: tuple[str, ...]) -> None:
    path = handed_out(cli, ledger)
    if "台账" in renamed:
        put(ledger, "项目", "C2", "2025年培训专项")
    typed = {"indicators[0].actual": "210人"}
    type_into(path, typed | ({"name": "培训经费"} if "工作簿" in renamed else {}))
    done = update(cli, ledger, path)
    assert changes(done) == {"indicators[0].actual": ("200人", "210人")}
    told = {"name": "批复的内容不一样，不写回；该改的请在台账里改"} if "工作簿" in renamed else {}
    assert conflicts(done) == told
    # And again, after the record was renewed under the new name.
    type_into(path, {"indicators[0].actual": "220人"})
    assert changes(update(cli, ledger, path)) == {"indicators[0].actual": ("210人", "220人")}


def test_another_project_saved_under_the_name_of_the_workbook_is_not_taken_for_it(
    cli: Cli, ledger: Path, tmp_path: Path
) -> None:
    path = handed_out(cli, ledger)
    other = tmp_path / "别的.xlsx"
    rows = (Indicator("产出指标", "数量指标", "采购设备", Entry("≥5台"), weight="90"),)
    other.write_bytes(ledger_bytes([project("设备采购", indicators=rows)]))
    assert cli("bulk", other, "-o", tmp_path / "别处", "--progress", "none").code == 0
    (foreign,) = (tmp_path / "别处").glob("*.xlsx")
    path.write_bytes(foreign.read_bytes())
    done = update(cli, ledger, path)
    assert (done.code, done.data["projects"]) == (1, [])
    assert "台账里没有这个项目" in done.data["unmatched"][0]["why"]


@pytest.mark.parametrize(
    ("field", "text"),
    [("indicators[0].score", "8分"), ("indicators[0].actual", ""), ("indicators[0].target", "≥100人")],
)
def test_what_the_ledger_could_not_take_is_told_before_and_after_it_is_overwritten(
    cli: Cli, ledger: Path, field: str, text: str
) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {field: text})
    assert update(cli, ledger, path).code == 1
    before = path.read_bytes()
    again = ("bulk", ledger, "-o", path.parent, "--force", "--progress", "none")
    assert [each["file"] for each in cli(*again, "--dry-run", "--json").data["newer"]] == [path.name]
    said = cli(*again).err
    assert "比台账新：有 1 处" in said
    assert f"只留在备份 {path.name}.bak 里" in said
    assert path.with_name(f"{path.name}.bak").read_bytes() == before
    # Written anew it holds nothing more than the ledger.
    assert cli(*again, "--json").data["newer"] == []


def told(done: Result) -> list[str]:
    """What is said of cells that are no field."""
    return [each["message"] for each in done.data["remarks"] if "台账没有的地方" in each["message"]]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_typed_where_no_field_is_is_told(cli: Cli, ledger: Path, mode: tuple[str, ...]) -> None:
    path = handed_out(cli, ledger, *mode)
    assert told(update(cli, ledger, path)) == []
    book = load_workbook(path)
    label = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == "总分")
    label.value = "总分（经局务会审定）"
    book.save(path)
    done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (0, {})
    (said,) = told(done)
    assert f"有 1 处填在台账没有的地方：{label.coordinate}“总分（经局务会审定）”" in said


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("taken_in", [True, False])
def test_what_is_typed_beside_the_table_is_told_before_it_is_written_over(
    cli: Cli, ledger: Path, mode: tuple[str, ...], taken_in: bool
) -> None:
    path = handed_out(cli, ledger, *mode)
    book = load_workbook(path)
    page = book.worksheets[0]
    beside = page.cell(9, page.max_column + 2, "请领导核")
    book.create_sheet("附表")["A1"] = "名单"
    book.save(path)
    if taken_in:
        (said,) = told(update(cli, ledger, path))
        assert f"有 2 处填在台账没有的地方：{beside.coordinate}“请领导核”、工作表“附表”A1“名单”" in said
    again = ("bulk", ledger, "-o", path.parent, "--force", "--progress", "none", *mode)
    (newer,) = cli(*again, "--dry-run", "--json").data["newer"]
    assert [each["text"] for each in newer["beside"]] == ["请领导核", "名单"]
    said = cli(*again).err
    assert f"{beside.coordinate}“请领导核”" in said
    assert f"只留在备份 {path.name}.bak 里" in said
    assert cli(*again, "--json").data["newer"] == []


def under_the_table(path: Path, texts: dict[str, str]) -> None:
    """Type under the table: into the cell of a label, into the cell beside it (`负责人>`), or under everything ("")."""
    book = load_workbook(path)
    page = book.worksheets[0]
    labels = {
        str(c.value).partition("：")[0]: c for row in page.iter_rows() for c in row if "：" in str(c.value)
    }
    for label, text in texts.items():
        if not label:
            page.cell(page.max_row + 2, 1).value = text
        elif label.endswith(">"):
            cell = labels[label[:-1]]
            page.cell(cell.row, cell.column + 1).value = text
        else:
            labels[label].value = text
    book.save(path)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("texts", "line"),
    [
        ({"填报人": "填报人：张三"}, "填报人：张三"),
        ({"负责人>": "李四"}, "负责人：李四"),
        ({"联系电话": "联系电话: 010-12345678"}, "联系电话：010-12345678"),
        ({"填报日期": "填报日期：2025年1月15日"}, "填报日期：2025年1月15日"),
        ({"": "另附佐证材料三份。"}, "另附佐证材料三份。"),
        ({"": "经办人：赵六"}, "经办人：赵六"),
    ],
)
def test_what_is_typed_under_the_table_goes_to_the_ledger_and_out_again(
    cli: Cli, ledger: Path, mode: tuple[str, ...], texts: dict[str, str], line: str
) -> None:
    path = handed_out(cli, ledger, *mode)
    under_the_table(path, texts)
    done = update(cli, ledger, path)
    assert (done.code, changes(done), told(done)) == (0, {"below": ("", line)}, [])
    assert changes(update(cli, ledger, path)) == {}
    assert handed_out(cli, ledger, *mode, "--force") == path
    assert read_workbook(path).forms[0].below == line
    printed = [str(c.value) for row in load_workbook(path).worksheets[0].iter_rows() for c in row]
    assert sum(line in each for each in printed) == 1
    # Nobody typed the labels that still wait.
    assert sum(each.startswith("审核人：") for each in printed) == 1
    assert changes(update(cli, ledger, path)) == {}


def test_what_was_cleared_under_the_table_is_told_and_kept(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    under_the_table(path, {"填报人": "填报人：张三"})
    update(cli, ledger, path)
    under_the_table(path, {"填报人": "填报人："})
    done = update(cli, ledger, path)
    assert done.code == 1
    (conflict,) = done.data["projects"][0]["conflicts"]
    assert (conflict["field"], conflict["old"], conflict["why"]) == (
        "below",
        "填报人：张三",
        Why.CLEARED.value,
    )


def test_an_amount_is_listed_as_the_ledger_holds_it(cli: Cli, tmp_path: Path) -> None:
    ledger = tmp_path / "元.xlsx"
    funds = (FundLine("年度资金总额", "1000000", "1000000", "", "10"),)
    ledger.write_bytes(ledger_bytes([project(amount_unit="元", funds=funds)]))
    path = handed_out(cli, ledger)
    type_into(path, {"funds[0].executed": "95.5"})
    assert "“955000”" in cli("update", ledger, "--from", path).out


def test_a_folder_without_a_form_is_wrong_use(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = cli("update", ledger, "--from", tmp_path / "空")
    assert done.code == 2
    assert "没有可读的自评表" in done.err


def test_a_ledger_of_before_has_no_column_for_it_and_is_told_how_to_get_one(cli: Cli, ledger: Path) -> None:
    book = load_workbook(ledger)
    page = book["项目"]
    (head,) = [cell for cell in page[1] if cell.value == "表下文字"]
    page.delete_cols(head.column)
    book.save(ledger)
    path = handed_out(cli, ledger)
    under_the_table(path, {"填报人": "填报人：张三"})
    done = cli("update", ledger, "--from", path)
    assert done.code == 1
    assert "台账里没有这一列，要写回请在台账里加一列“表下文字”再运行" in done.out
    book = load_workbook(ledger)
    book["项目"].cell(1, book["项目"].max_column + 1).value = "表下文字"
    book.save(ledger)
    assert changes(update(cli, ledger, path)) == {"below": ("", "填报人：张三")}
