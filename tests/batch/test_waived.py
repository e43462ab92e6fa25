"""Waivers go along into the workbook of their project, each to the cell its finding stands in there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import openpyxl

from zipingbiao.batch.pipeline import Processed, process
from zipingbiao.batch.waived import with_waiver_sheet
from zipingbiao.checks.facts_read import facts_read
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Place, Total
from zipingbiao.form.waiver import Waiver
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.gate import package_of
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import Mode, compile_template

RULES, NARRATOR = load("cn", 2024), Narrator.load(())
#: Two rows without a note that owe one (JXN007), in the cells of a ledger.
ROWS = tuple(
    Indicator("产出指标", "数量指标", name, Entry("≥10台"), Entry("9台"), "45", "40.5")
    for name in ("采购", "安装")
)
FORM = Form(
    "7",
    year="2024年度",
    name="设备项目",
    funds=(FundLine("年度资金总额", "100", "100", "95", "10", "95%", "9.5"),),
    indicators=ROWS,
    total=Total("100", "90.5"),
    places={f"indicators[{n}].note": Place("台账.xlsx", "指标", f"J{n + 2}") for n in (0, 1)},
)
HEADINGS = ("项目", "编码", "位置", "填报内容", "理由", "豁免人", "日期", "核对码")


def processed(*waivers: Waiver) -> Processed:
    return process(replace(FORM, waivers=waivers), RULES, NARRATOR)


def workbook(done: Processed) -> bytes:
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    return template.render(FilledForm(done.form, done.scored, done.narrated, done.checked), Mode.VALUES)


def read(data: bytes) -> Form:
    (form,) = forms_of(snapshot_of(package_of(data, "写.xlsx"))).forms
    return form


def lines(data: bytes) -> Sequence[tuple[object, ...]]:
    top, *rows = openpyxl.load_workbook(BytesIO(data))["审核豁免"].iter_rows(values_only=True)
    assert top == HEADINGS
    return [tuple(value or "" for value in row) for row in rows]


def test_a_project_without_waivers_has_no_sheet_of_them() -> None:
    done = processed()
    data = workbook(done)
    assert with_waiver_sheet(data, done) is data


def test_a_waiver_for_a_cell_of_the_ledger_names_the_cell_of_the_workbook() -> None:
    """The project stands alone in its workbook: its name is not needed, and would not be true of a renamed one."""
    done = processed(
        Waiver("JXN007", "指标!J2", "", "文件如此", "李明", "2025-03-01", project="7"),
        Waiver("JXN007", "第2行", "", "同意", "王芳", "2025-03-02", project="设备项目", facts="abc"),
    )
    data = with_waiver_sheet(workbook(done), done)
    cell = read(data).places["indicators[0].note"].cell
    assert cell and cell != "J2"
    first, second = lines(data)
    assert first == ("", "JXN007", cell, "", "文件如此", "李明", "2025-03-01", "")
    # What it was granted for has changed since (核对码): it does nothing, stays as it was, and is not lost.
    assert second == ("", "JXN007", "第2行", "", "同意", "王芳", "2025-03-02", "abc")


def test_a_waiver_for_several_findings_becomes_a_line_for_each() -> None:
    done = processed(Waiver("JXN007", "", "【请填写：具体原因】", "同意", "李明", project="7"))
    waived = [each for each in done.checked.findings if each.waiver is not None]
    assert [each.field for each in waived] == ["indicators[0].note", "indicators[1].note"]
    data = with_waiver_sheet(workbook(done), done)
    assert [line[:3] for line in lines(data)] == [("", "JXN007", "")] * 2
    # And in the workbook it holds as it did in the ledger.
    again = process(read(data), RULES, NARRATOR).checked.findings
    assert [each.field for each in again if each.waiver is not None] == [
        "indicators[0].note",
        "indicators[1].note",
    ]


def test_what_a_waiver_was_granted_for_is_marked_as_the_workbook_says_it() -> None:
    granted = processed(Waiver("JXN007", "第1行", "", "同意", "李明"))
    (finding,) = [each for each in granted.checked.findings if each.waiver is not None]
    mark = facts_read(granted.form, finding)
    done = processed(Waiver("JXN007", "第1行", "", "同意", "李明", facts=mark))
    data = with_waiver_sheet(workbook(done), done)
    ((*_, told),) = lines(data)
    again = process(read(data), RULES, NARRATOR).checked.findings
    assert told
    assert [each.field for each in again if each.waiver is not None] == ["indicators[0].note"]
