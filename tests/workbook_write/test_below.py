"""What is signed and noted under the table: into the labels of any template, else into a row of its own that is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbook_write.kit import FORMS, STANDARD, opened, published, read_back, saved, scored, write
from workbook_write.soundness import check_package
from zipingbiao.package.stable_bytes import tidy
from zipingbiao.workbook.write.writer import Mode

SIGNED = "填报人：张三\n填报日期：2025年1月15日"


def signed(below: str, mode: Mode = Mode.FORMULAS, template: bytes = STANDARD, n: int = 0) -> bytes:
    package = write(scored(replace(FORMS[n], below=below)), mode, template)
    check_package(package)
    return package


def texts(package: bytes) -> list[str]:
    page = opened(package).worksheets[0]
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def last_printed_row(package: bytes) -> int:
    area = opened(package).worksheets[0].print_area
    return int(str(area).rpartition("$")[2])


@pytest.mark.parametrize("mode", list(Mode))
def test_labels_of_the_template_take_what_they_wait_for(mode: Mode) -> None:
    package = signed(SIGNED, mode)
    found = texts(package)
    assert {"填报人：张三", "填报日期：2025年1月15日", "审核人：", "联系电话：", "（单位盖章）"} <= set(found)
    assert last_printed_row(package) == last_printed_row(write(scored(FORMS[0]), mode))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    "line",
    ["财务负责人：李四", "另附佐证材料三份。", "填报人：" + "某某局某某处某某科张三、李四、王五、赵六"],
)
def test_a_line_without_a_label_or_room_is_printed_in_a_row_of_its_own(mode: Mode, line: str) -> None:
    package = signed(line, mode)
    page = opened(package).worksheets[0]
    bottom = last_printed_row(package)
    assert bottom == last_printed_row(write(scored(FORMS[0]), mode)) + 1
    assert page.cell(bottom, 1).value == line
    assert f"A{bottom}:K{bottom}" in {str(area) for area in page.merged_cells.ranges}


def test_nothing_under_the_table_changes_nothing() -> None:
    assert write(scored(replace(FORMS[0], below="")), Mode.FINAL) == write(scored(FORMS[0]), Mode.FINAL)


@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.VALUES])
@pytest.mark.parametrize(
    "below", ["", SIGNED, f"{SIGNED}\n财务负责人：李四\n另附佐证材料三份。", "另附\n两行"]
)
def test_it_is_read_back_as_it_was(mode: Mode, below: str) -> None:
    (form,) = read_back(signed(below, mode)).forms
    assert form.below == below


def test_an_office_with_labels_of_its_own() -> None:
    """They stand in other cells, further down, and one text is a printed remark."""
    book = opened(STANDARD)
    page = book.worksheets[0]
    for row in (24, 25):
        for cell in page[row]:
            cell.value = None
    page["B26"], page["F26"], page["A28"] = "经 办 人：", "分管领导：", "注：本表一式三份。"
    page.print_area = "A1:K28"
    template = tidy(saved(book))
    package = signed("经办人：赵六\n分管领导：钱七\n注：本表一式三份。\n填报人：张三", Mode.FINAL, template)
    found = texts(package)
    assert {"经 办 人：赵六", "分管领导：钱七", "注：本表一式三份。", "填报人：张三"} <= set(found)
    assert found.count("注：本表一式三份。") == 1


def test_published_forms_hold_none() -> None:
    assert all(read_back(published(n, Mode.FORMULAS)).forms[0].below == "" for n in range(len(FORMS)))
