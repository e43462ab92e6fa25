"""Formulas that the unit wrote: never covered by our figure, told where they give something else, never left stale."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.conftest import Cli, cli
from workbook_read.books import FORMS, draw
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.calculation.evaluate import Calculation
from zipingbiao.edits.calculation.parse import NotUnderstood
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Cell, Edit, EditKind, Sheet, Snapshot
from zipingbiao.form.field_names import called
from zipingbiao.package.gate import package_of

__all__ = ["Cli", "cli"]


def drawn(tmp_path: Path) -> tuple[Path, openpyxl.Workbook]:
    """The first published form (8 rows, 97.94) drawn with numbers, so that the unit can add them up."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    draw(sheet, FORMS[0])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and re.fullmatch(r"\d+(\.\d+)?", cell.value):
                cell.value = float(cell.value)
    return tmp_path / "外来表.xlsx", book


def place(sheet: object, text: str, column: int) -> tuple[int, int]:
    """The row whose `column` holds a text."""
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if str(cell.value or "").startswith(text):
                return cell.row, column
    raise AssertionError(text)


def values(path: Path) -> dict[str, object]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def layout(sheet: object) -> tuple[str, int, int, int]:
    """The 得分 column of the rows, their first and last row, and the row of 总分."""
    heads = [c for row in sheet.iter_rows() for c in row if c.value == "得分"]  # type: ignore[attr-defined]
    head = heads[-1]
    total = place(sheet, "总分", 1)[0]
    return head.column_letter, head.row + 1, total - 1, total


def test_a_sum_that_forgets_a_row_keeps_its_own_result_and_is_told(cli: Cli, tmp_path: Path) -> None:
    """=SUM over seven of the eight rows, without the money row: 97.94 − 9.94 − 8 = 80."""
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, first, last, total = layout(sheet)
    sheet[f"{letter}{total}"] = f"=SUM({letter}{first}:{letter}{last - 1})"
    book.save(path)
    result = cli("score", path, "--write")
    assert values(path)[f"Sheet!{letter}{total}"] == 80
    assert f"{letter}{total}）是单位自己的公式 =SUM(" in result.err
    assert "算得80，按计分应为97.94" in result.err
    codes = {f["code"] for f in cli("check", path, "--json").data["forms"][0]["findings"]}
    assert "JXS002" in codes
    assert openpyxl.load_workbook(path).worksheets[0][f"{letter}{total}"].value.startswith("=SUM(")


def test_a_formula_that_is_right_shows_its_result_and_says_nothing(cli: Cli, tmp_path: Path) -> None:
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, first, last, total = layout(sheet)
    money = next(c for row in sheet.iter_rows() for c in row if c.value == 9.94)
    sheet[f"{letter}{total}"] = f"=SUM({letter}{first}:{letter}{last})+{money.coordinate}"
    book.save(path)
    result = cli("score", path, "--write")
    assert values(path)[f"Sheet!{letter}{total}"] == pytest.approx(97.94)
    assert "单位自己的公式" not in result.err


def test_a_score_that_a_formula_gives_is_the_units_score(cli: Cli, tmp_path: Path) -> None:
    """The unit gives itself 90 % of the first row's 10 points: 9, and the total is one less."""
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, first, _, total = layout(sheet)
    weight = openpyxl.utils.get_column_letter(sheet[f"{letter}1"].column - 1)
    sheet[f"{letter}{first}"] = f"={weight}{first}*0.9"
    sheet[f"{letter}{total}"] = None
    book.save(path)
    cli("score", path, "--write")
    assert values(path)[f"Sheet!{letter}{first}"] == 9
    assert float(str(values(path)[f"Sheet!{letter}{total}"])) == pytest.approx(96.94)


def test_what_rests_on_a_written_cell_elsewhere_follows_or_is_told(cli: Cli, tmp_path: Path) -> None:
    """A summary sheet: twice the total is known, a LOOKUP is Excel's alone: its old value goes, with a word."""
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, _, _, total = layout(sheet)
    sheet[f"{letter}{total}"] = None
    other = book.create_sheet("汇总")
    other["A1"] = f"=Sheet!{letter}{total}*2"
    other["A2"] = "=A1+1"
    other["A3"] = f"=VLOOKUP(Sheet!{letter}{total},A5:B9,2)"
    other["A4"] = "=1+1"
    book.save(path)
    with_values(path, {"A1": 0, "A2": 1, "A3": 7, "A4": 2})
    result = cli("score", path, "--write")
    found = values(path)
    assert (found["汇总!A1"], found["汇总!A2"], found["汇总!A3"], found["汇总!A4"]) == (
        195.88,
        196.88,
        None,
        2,
    )
    assert "汇总!A3的公式用到了写入的格" in result.err


def with_values(path: Path, kept: dict[str, int]) -> None:
    """Put kept values beside the formulas of the second sheet, as Excel does."""
    rewrite(
        path,
        "xl/worksheets/sheet2.xml",
        lambda text: re.sub(
            r'(<c r="(\w+)"[^>]*><f>[^<]*</f>)<v\s*/?>(</v>)?',
            lambda m: f"{m[1]}<v>{kept[m[2]]}</v>",
            text,
        ),
    )


def rewrite(path: Path, part: str, change: object) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()).encode() if name == part else text)  # type: ignore[operator]
    path.write_bytes(out.getvalue())


def test_settings_of_the_calculation_and_dynamic_arrays_stay(cli: Cli, tmp_path: Path) -> None:
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, _, _, total = layout(sheet)
    sheet[f"{letter}{total}"] = None
    sheet["Z1"] = f"=SUM({letter}{total},1)"
    book.save(path)
    own = '<calcPr calcId="124519" calcMode="manual" iterate="1" iterateCount="7" fullPrecision="0"/>'
    rewrite(path, "xl/workbook.xml", lambda text: re.sub(r"<calcPr[^>]*/>", own, text))
    rewrite(path, "xl/worksheets/sheet1.xml", lambda text: text.replace('<c r="Z1"', '<c r="Z1" cm="1"'))
    cli("score", path, "--write")
    with zipfile.ZipFile(path) as package:
        workbook = package.read("xl/workbook.xml").decode()
        form = package.read("xl/worksheets/sheet1.xml").decode()
    assert f'{own.removesuffix("/>")} fullCalcOnLoad="1"/>' in workbook
    assert re.search(r'<c r="Z1"[^>]* cm="1"[^>]*><f>SUM\(\w+,1\)</f><v>98.94</v>', form)


def test_a_note_that_is_a_formula_stays(cli: Cli, tmp_path: Path) -> None:
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    head = next(c for row in sheet.iter_rows() for c in row if str(c.value or "").startswith("偏差原因"))
    for row in range(head.row + 1, layout(sheet)[3]):
        sheet.cell(row, head.column).value = '="见附件"&""'
    book.save(path)
    result = cli("narrate", path, "--write", "--replace")
    assert "说明栏" in result.err and "是公式，没有改动" in result.err
    assert openpyxl.load_workbook(path).worksheets[0].cell(head.row + 8, head.column).value == '="见附件"&""'


def test_the_formulas_of_our_own_blank_template_are_not_the_units(cli: Cli, tmp_path: Path) -> None:
    """Two of its ten rows filled: 45 and 5 ÷ 10 × 45 = 22.5, with 150 ÷ 200 × 10 = 7.5 of the money together 75."""
    path = tmp_path / "新表.xlsx"
    cli("new", "form", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    said = {
        "C3": "某项目",
        "C4": "某局",
        "H4": "某中心",
        "A2": "（2024年度）",
        "E6": 200,
        "F6": 200,
        "G6": 150,
        "I6": 10,
    }
    for row, actual in ((13, "10项"), (14, "5项")):
        said |= {
            f"B{row}": "产出指标",
            f"C{row}": "数量指标",
            f"D{row}": "工作",
            f"E{row}": "≥10项",
            f"F{row}": actual,
            f"G{row}": 45,
        }
    for cell, value in said.items():
        sheet[cell] = value
    book.save(path)
    result = cli("score", path, "--write")
    assert "单位自己的公式" not in result.err
    assert "算不出" not in result.err
    shown = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    assert [shown[cell].value for cell in ("J6", "K6", "H13", "H14", "G23", "H23", "N4")] == [
        0.75, 7.5, 45, 22.5, 100, 75, "中",
    ]  # fmt: skip


# The arithmetic, against values worked out by hand.


def given_by(formula: str, **cells: object) -> object:
    known = {
        (int(name[1:]), ord(name[0]) - 64): Cell(Decimal(str(v)) if isinstance(v, int | float) else v)  # type: ignore[arg-type]
        for name, v in cells.items()
    }
    snapshot = Snapshot("x", (Sheet("表 1", known),))
    return Calculation(snapshot, {}, ()).formula(formula, "表 1")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=1+2*3^2", 19), ("=-2^2", 4), ("=(1+2)*3", 9), ("=50%*8", 4), ("=10-3-2", 5), ("=8/4/2", 1),
        ("=SUM(A1:A3,5)", 11), ("=SUM(A1:A4)", 6), ("=A1&A2", "12"), ('="a"&"b"', "ab"),
        ("=ROUND(2.345,2)", Decimal("2.35")), ("=ROUND(-2.345,2)", Decimal("-2.35")), ("=ROUNDDOWN(2.349,2)", Decimal("2.34")),
        ("=MAX(A1:A3)-MIN(A1:A3)", 2), ('=IF(A1>1,"大","小")', "小"), ('=IF(OR(A4="",A9=""),"",1)', ""),
        ("=AVERAGE(A1:A3)", 2), ("=COUNT(A1:A4)", 3), ("=COUNTA(A1:A4)", 4), ("=COUNTBLANK(A1:A5)", 1),
        ('=COUNTIF(A1:A4,">1")', 2), ('=COUNTIF(A1:A4,"字")', 1), ('=SUMPRODUCT((A1:A3>1)*(A1:A3))', 5),
        ("=SUMPRODUCT(A1:A3,A1:A3)", 14), ("='表 1'!A1+$A$2", 3), ("=N(A4)", 0), ("=NOT(A1=1)", False),
        ("=1/3*3", 1), ("=IFERROR(A1,0)", 1), ("=ISERROR(A4)", False), ("=A5", None),
    ],
)  # fmt: skip
def test_arithmetic(formula: str, expected: object) -> None:
    assert given_by(formula, A1=1, A2=2, A3=3, A4="字") == expected


@pytest.mark.parametrize(
    "formula",
    ["=A4+1", "=VLOOKUP(A1,A1:A3,1)", "=[1]表!A1", "=A1:A3", "=A1/0", "=名称", "=INDIRECT(A4)", "=A1:A3*2", "=TODAY()", "=1+", "=表1[分]"],
)  # fmt: skip
def test_what_only_excel_computes_is_not_guessed(formula: str) -> None:
    with pytest.raises(NotUnderstood):
        given_by(formula, A1=1, A2=2, A3=3, A4="字")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=8), st.data())
def test_every_follower_shows_what_it_gives_after_an_edit(numbers: list[int], data: st.DataObject) -> None:
    """A column of numbers, running sums beside it and a check sum: one number changes, all kept values are right again."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for n, number in enumerate(numbers, 1):
        sheet[f"A{n}"] = number
        sheet[f"B{n}"] = f"=A{n}" if n == 1 else f"=B{n - 1}+A{n}"
    sheet["D1"] = f"=SUM(A1:A{len(numbers)})-B{len(numbers)}"
    out = io.BytesIO()
    book.save(out)
    at = data.draw(st.integers(1, len(numbers)))
    new = data.draw(st.integers(21, 40))
    edit = Edit(EditKind.VALUE, "Sheet", f"A{at}", Decimal(numbers[at - 1]), Decimal(new))
    done = snapshot_of(package_of(apply_edits(package_of(out.getvalue(), "x"), [edit]), "x")).sheets[0]
    numbers[at - 1] = new
    for n in range(at, len(numbers) + 1):
        assert done.cells[n, 2].value == sum(numbers[:n])
    assert done.cells[1, 4].value == 0


@pytest.mark.parametrize("figure", ["４８．５", "48.5", "１，０００"])
def test_a_figure_typed_as_a_text_is_named_and_the_template_is_not_blamed(
    cli: Cli, tmp_path: Path, figure: str
) -> None:
    """COUNT in the template's formulas passes over texts; a clerk can only mend the cell that holds one."""
    path = tmp_path / "甲.xlsx"
    cli("new", "form", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    typed = {"A2": "（2025年度）", "C3": "河道保洁", "F6": 1000, "G6": figure}
    rows = (
        ("B13", "产出指标"),
        ("C13", "数量指标"),
        ("D13", "保洁长度"),
        ("E13", "≥56公里"),
        ("F13", "56公里"),
        ("G13", 90),
    )
    for cell, value in (*typed.items(), *rows):
        sheet[cell] = value
    sheet["G6"].data_type = "s"
    book.save(path)
    told = cli("score", path, "--write").err
    assert "单位自己的公式" not in told
    assert f"G6的“{figure}”是文字" in told


def test_a_typed_score_is_told_once_and_not_as_a_fault_of_the_template(cli: Cli, tmp_path: Path) -> None:
    """56 of 56 km and 80 typed of 90: the deduction is the person's, the formula beside it is right."""
    path = tmp_path / "甲.xlsx"
    cli("new", "form", path)
    book = openpyxl.load_workbook(path)
    typed = {"A2": "（2025年度）", "C3": "河道保洁", "E6": 100, "F6": 100, "G6": 98, "H13": 80}
    row = {
        "B13": "产出指标",
        "C13": "数量指标",
        "D13": "保洁长度",
        "E13": "≥56公里",
        "F13": "56公里",
        "G13": 90,
    }
    for cell, value in (typed | row).items():
        book.worksheets[0][cell] = value
    book.save(path)
    done = cli("score", path, "--write")
    assert "第1行填80，规则算得90" in done.err
    assert "规则扣分" not in done.err
    assert "保留已填1格" in done.err + done.out


def test_full_width_figures_on_a_sheet_are_found(cli: Cli, tmp_path: Path) -> None:
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, first, _, _ = layout(sheet)
    sheet[f"{letter}{first}"] = "１０"
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "全年执行数")
    money = sheet.cell(head.row + 1, head.column)
    money.value = "".join(chr(ord(sign) + 0xFEE0) for sign in str(money.value))
    book.save(path)
    (form,) = cli("check", path, "--json").data["forms"]
    found = {(each["code"], each["cell"]): each["severity"] for each in form["findings"]}
    assert found["JXB009", money.coordinate] == "W"
    assert found["JXF003", f"{letter}{first}"] == "W"


def test_working_columns_have_their_chinese_names() -> None:
    assert called("indicators[1].rule_deduction") == "绩效指标第2行 规则扣分"
    assert called("indicators[0].state") == "绩效指标第1行 完成情况"


def test_scores_that_are_kept_though_the_rule_gives_others_are_named(cli: Cli, tmp_path: Path) -> None:
    """A value workbook after an actual was corrected: nobody sees which scores are old but by this sentence."""
    path, book = drawn(tmp_path)
    sheet = book.worksheets[0]
    letter, first, _, _ = layout(sheet)
    sheet[f"{letter}{first}"] = 1
    book.save(path)
    told = cli("score", path, "--write").err
    assert "第1行填1，规则算得10" in told
    assert "--replace" in told
    assert "规则算得" not in cli("score", path, "--write", "--replace").err


def test_a_form_that_is_not_filled_in_yet_is_told_as_that(cli: Cli, tmp_path: Path) -> None:
    """It has a column of scores, rows nobody judged, and two empty amounts."""
    path = tmp_path / "空.xlsx"
    cli("new", "form", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {
        "A2": "（2025年度）",
        "C3": "河道保洁",
        "B13": "产出指标",
        "C13": "数量指标",
        "D13": "保洁长度",
        "E13": "≥56公里",
        "G13": 90,
    }
    for cell, value in rows.items():
        sheet[cell] = value
    book.save(path)
    (form,) = cli("check", path, "--json").data["forms"]
    assert {(each["code"], each["cell"]) for each in form["findings"]} >= {
        ("JXF003", "F6"),
        ("JXF003", "F13"),
    }
    assert {each["why"] for each in form["rules"] if each["code"] == "JXS003"} == {"得分都还没有填写"}
    shown = cli("score", path).out
    assert "未填" in shown
    assert "无法识别" not in shown
    assert "没有填完成值1项" in cli("narrate", path).out
