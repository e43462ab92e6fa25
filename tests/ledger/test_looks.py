"""How a written ledger looks and what its cells hold, read back with openpyxl."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.ledger.layout import bare, ledger_layout, unit_in
from zipingbiao.ledger.reasons import reason_labels
from zipingbiao.ledger.sheet_style import row_height
from zipingbiao.ledger.write import empty_ledger_bytes, ledger_bytes

LAYOUT = ledger_layout()


def opened(*forms: Form) -> Workbook:
    return load_workbook(BytesIO(ledger_bytes(forms)))


def cells(sheet: Any, row: int) -> dict[str, Any]:
    return {str(head.value): sheet.cell(row, head.column) for head in sheet[1]}


@pytest.fixture
def empty() -> Workbook:
    return load_workbook(BytesIO(empty_ledger_bytes()))


FORM = Form(
    id="1",
    name="甲",
    code="A1",
    funds=(FundLine("年度资金总额", "100", "120.50", "118", "10", "97.93%", "9.79", "说明"),),
    indicators=(
        Indicator("产出指标", "数量指标", "采购", Entry("12", numeric=True), Entry("12"), "20", "满分"),
    ),
)


def test_headings(empty: Workbook) -> None:
    for sheet in LAYOUT.sheets:
        page = empty[sheet.name]
        assert [cell.value for cell in page[1]] == [
            column.heading for column in sheet.columns if not column.optional
        ]
        for cell, column in zip(page[1], sheet.written, strict=True):
            assert (cell.font.name, cell.font.size, cell.font.bold) == ("宋体", 10, True)
            assert (cell.alignment.horizontal, cell.alignment.vertical) == ("center", "center")
            assert cell.alignment.wrap_text
            colour = "FFFCE4D6" if column.required else "FFDDEBF7"
            assert (cell.fill.fill_type, cell.fill.start_color.rgb) == ("solid", colour)
            assert {side.style for side in (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)} == {"thin"}  # fmt: skip
            assert cell.comment is not None
            assert (cell.comment.text, cell.comment.author) == (column.help, "zipingbiao")
            assert page.column_dimensions[cell.column_letter].width == column.width
        assert page.row_dimensions[1].height == 30


def test_pages(empty: Workbook) -> None:
    """A4 across, one page wide and as long as need be, the headings on each; the project's name stays in view."""
    for name, frozen in (("项目", "D2"), ("资金", "C2"), ("指标", "C2")):
        page = empty[name]
        assert page.freeze_panes == frozen
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
        assert page.auto_filter.ref == f"A1:{page.cell(1, page.max_column).column_letter}2"
    assert empty.active is not None
    assert empty.active.title == "项目"


def test_the_filter_goes_to_the_last_row() -> None:
    page = opened(FORM, FORM, FORM)["项目"]
    assert page.auto_filter.ref == f"A1:{page.cell(1, page.max_column).column_letter}4"


def test_columns_to_fill_are_text_but_those_of_figures(empty: Workbook) -> None:
    for sheet in LAYOUT.sheets:
        for number, column in enumerate(sheet.written, 1):
            letter = empty[sheet.name].cell(1, number).column_letter
            shown = empty[sheet.name].column_dimensions[letter].number_format
            assert shown == ("General" if column.kind in ("number", "rate") else "@"), column.heading


def test_dropdowns(empty: Workbook) -> None:
    """Every list reaches 500 rows below what is filled; only 资金类别 and 金额单位 take nothing else."""
    lists = {str(column[0].value): [cell.value for cell in column[1:] if cell.value] for column in empty["选项"].columns}  # fmt: skip
    assert lists == {name: list(items) for name, items in LAYOUT.lists.items()} | {
        "reasons": list(reason_labels())
    }
    assert empty["选项"].sheet_state == "hidden"
    for sheet in LAYOUT.sheets:
        page = empty[sheet.name]
        rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
        wanted = {page.cell(1, n).column_letter: each for n, each in enumerate(sheet.written, 1) if each.list}
        assert set(rules) == {f"{letter}2:{letter}501" for letter in wanted}
        for letter, column in wanted.items():
            rule = rules[f"{letter}2:{letter}501"]
            source = next(each for each in empty["选项"][1] if each.value == column.list).column_letter
            last = len(lists[column.list]) + 1
            assert rule.formula1 == f"'选项'!${source}$2:${source}${last}"
            strict = column.list in ("funds", "units")
            assert (rule.type, rule.errorStyle) == ("list", "stop" if strict else "warning")
            assert rule.allow_blank
            assert rule.showErrorMessage
            assert rule.errorTitle == column.heading
            assert rule.error == (
                "请从下拉里选择。"
                if strict
                else "不在下拉里。若确无合适的类型可以保留，程序会提示。"
                if column.list == "reasons"
                else "不在下拉里。若批复原文如此可以保留。"
            )


def test_dropdowns_go_on_below_the_filled_rows() -> None:
    page = opened(FORM, FORM)["资金"]
    assert {str(rule.sqref).partition(":")[2].lstrip("ABCDEFGHIJ") for rule in page.data_validations.dataValidation} == {"503"}  # fmt: skip


def test_a_filled_ledger() -> None:
    workbook = opened(FORM)
    money = cells(workbook["资金"], 2)
    assert (money["项目序号"].value, money["项目名称"].value) == ("1", "甲")
    assert (money["年初预算数"].value, money["全年预算数"].number_format) == (100, "0.00")
    rate = money["执行率"]
    assert (Decimal(str(rate.value)), rate.number_format) == (Decimal("0.9793"), "0.00%")
    rows = cells(workbook["指标"], 2)
    assert (rows["年度指标值"].value, rows["年度指标值"].data_type) == (12, "n")
    assert (rows["实际完成值"].value, rows["实际完成值"].data_type) == ("12", "s")
    assert rows["实际完成值"].number_format == "@"
    # What is no figure is kept as text, and its cell says so.
    assert (rows["得分"].value, rows["得分"].data_type, rows["得分"].number_format) == ("满分", "s", "@")
    assert (rows["分值"].value, rows["分值"].number_format) == (20, "0")
    assert rows["补充说明"].value is None
    assert rows["补充说明"].number_format == "@"


def test_figures_stand_right_levels_in_the_middle_and_texts_left() -> None:
    rows = cells(opened(FORM)["指标"], 2)
    sides = {head: cell.alignment.horizontal for head, cell in rows.items()}
    assert (sides["分值"], sides["得分"], sides["三级指标"], sides["项目序号"]) == (
        "right",
        "right",
        "left",
        "center",
    )
    cell = rows["三级指标"]
    assert (cell.font.name, cell.font.size, cell.font.bold) == ("宋体", 10, False)
    assert (cell.alignment.vertical, cell.alignment.wrap_text) == ("center", True)
    assert {cell.border.left.style, cell.border.right.style, cell.border.top.style, cell.border.bottom.style} == {"thin"}  # fmt: skip
    assert cell.border.left.color.rgb == "FFBFBFBF"


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ((("", 10),), 17.5),
        ((("一二三四", 10),), 17.5),  # eight of ten wide, two kept free
        ((("一二三四五", 10),), 31),
        ((("abcdefgh", 10),), 17.5),
        ((("abcdefghi", 10),), 31),
        ((("一\n二\n三", 10),), 44.5),
        ((("一", 10), ("一二三四五", 10)), 31),
        ((("一" * 4000, 10),), 409),
    ],
)
def test_a_row_is_as_high_as_its_longest_text(texts: tuple[tuple[str, int], ...], height: float) -> None:
    assert row_height(texts) == height


def test_rows_get_that_height() -> None:
    long = Form(id="1", name="甲", department="某" * 23)  # 46 wide in a column of 24: three lines
    assert opened(long)["项目"].row_dimensions[2].height == 44.5


def test_a_text_no_cell_can_hold_is_refused() -> None:
    assert opened(Form(id="1", name="甲", unit="长" * 32767))["项目"].max_row == 2
    with pytest.raises(
        ValueError, match=r"“实施单位”有一处文字超过 32767 字，工作簿的一格放不下，请缩短：长{40}…"
    ):
        ledger_bytes([Form(id="1", name="甲", unit="长" * 32768)])


def test_every_project_gets_a_number_of_its_own() -> None:
    given = ["", "7", "7", "", "2", "7-2"]
    page = opened(*(Form(id=id, name=f"项目{n}") for n, id in enumerate(given)))["项目"]
    # The fourth would be 4; 7-2 is somebody's own, so the second 7 becomes 7-3.
    assert [page.cell(row, 1).value for row in range(2, 8)] == ["1", "7", "7-3", "4", "2", "7-2"]


def test_one_value_for_several_rows_stays_one_merged_cell() -> None:
    plain, more = Indicator(level3="一"), Indicator(level3="二", merged=frozenset({"score", "weight"}))
    score = Indicator(level3="三", merged=frozenset({"score"}))
    page = opened(Form(id="1", name="甲", indicators=(plain, more, score, plain, score)))["指标"]
    letters = {str(cell.value): cell.column_letter for cell in page[1]}
    merged = sorted(str(area) for area in page.merged_cells.ranges)
    one, other = letters["得分"], letters["分值"]
    assert merged == sorted([f"{one}2:{one}4", f"{one}5:{one}6", f"{other}2:{other}3"])


def test_the_guide_tells_every_column(empty: Workbook) -> None:
    page = empty["填写说明"]
    said = [(row[0].value, row[1].value) for row in page.iter_rows(min_col=1, max_col=2)]
    assert said[0] == (LAYOUT.guide_title, None)
    assert said[1] == (None, None)
    assert [text for text, _ in said[2 : 2 + len(LAYOUT.guide)]] == list(LAYOUT.guide)
    at = 2 + len(LAYOUT.guide)
    for sheet in LAYOUT.sheets:
        assert said[at : at + 2] == [(None, None), (f"工作表“{sheet.name}”", sheet.about)]
        at += 2
        for column in sheet.written:
            assert said[at] == (f"{column.heading}{'（必有）' if column.required else ''}", column.help)
            at += 1
    assert (page["A1"].font.size, page["A1"].font.bold, page["A3"].font.size) == (16, True, 11)
    assert (bool(page["A1"].alignment.wrap_text), page["A3"].alignment.wrap_text) == (False, True)
    assert not page.sheet_view.showGridLines
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (26, 92)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)


@pytest.mark.parametrize(
    ("heading", "plain", "unit"),
    [
        ("* 年初预算数（万元）", "年初预算数", "万元"),
        ("全年 执行数 (单位：元)", "全年执行数", "元"),
        ("【单位:万元】全年预算数", "全年预算数", "万元"),
        ("扣分／偏差类型", "扣分/偏差类型", ""),
        ("全年执行数元", "全年执行数元", ""),
        ("（元）", "（元）", "元"),
        ("得分★：", "得分", ""),
    ],
)
def test_headings_are_known_without_marks_and_brackets(heading: str, plain: str, unit: str) -> None:
    assert (bare(heading), unit_in(heading)) == (plain, unit)
