"""Workbooks that hold more than their ledger: found by the records around it, and what was typed outside every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cli.clerk import type_into
from zipingbiao.batch.bulk import Job, planned, run
from zipingbiao.batch.round.handed_out import HandedOut
from zipingbiao.batch.round.loose import Loose, typed_outside
from zipingbiao.batch.round.newer import Newer, newer_workbooks
from zipingbiao.batch.round.record import NAME, add_to_record, digest_of, read_record
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.ledger.write import ledger_bytes
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.package.gate import package_of
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import Mode, compile_template

DATA = workbook_path(TEMPLATE).read_bytes()
RULES, NARRATOR = load("cn", 2024), Narrator.load(())
FIELD = "indicators[0].actual"
ROW = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), weight="90")


def project(name: str, actual: str = "") -> Form:
    return Form(
        "1",
        year="2024年度",
        name=name,
        unit="甲中心",
        funds=(FundLine("年度资金总额", "100", "100", "", "10"),),
        indicators=(replace(ROW, actual=Entry(actual)),),
    )


class Office:
    """A ledger of one project in 单位/, and its workbook in 单位/表/."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "单位"
        self.out = self.folder / "表"
        self.out.mkdir(parents=True)
        self.ledger = self.folder / "台账.xlsx"
        self.says("")
        keeper = HandedOut(self.out)
        tasks = keeper.watched(planned([project("培训")], 1, ".xlsx"))
        job = Job(self.out, DATA, None, "cn", (), Mode.FORMULAS)
        assert not any(each.fault for each in run(tasks, job, heard=keeper.note))
        self.path = self.out / "01-培训.xlsx"

    def says(self, actual: str, name: str = "培训") -> None:
        """What stands in the ledger from now on."""
        self.ledger.write_bytes(ledger_bytes([project(name, actual)]))

    def newer(self, out: Path | None = None, *, ledger: Path | None = None) -> tuple[Newer, ...]:
        given = self.ledger if ledger is None else ledger
        return newer_workbooks([given], out or self.out, lambda form: RULES, NARRATOR, DATA)

    def found(self, new: int, otherwise: int) -> tuple[Newer, ...]:
        return (Newer(self.path, "培训", new, otherwise, digest_of(self.path)),)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_what_was_typed_makes_a_workbook_newer(office: Office) -> None:
    assert office.newer() == ()
    type_into(office.path, {})  # opened and saved
    assert office.newer() == ()
    type_into(office.path, {FIELD: "210人", "indicators[0].evidence": "签到表"})
    assert office.newer() == office.found(2, 0)
    office.says("205人")
    assert office.newer() == office.found(1, 1)
    office.says("210人")
    assert office.newer() == office.found(1, 0)


def test_records_are_looked_for_around_the_output_and_the_ledger(office: Office, tmp_path: Path) -> None:
    type_into(office.path, {FIELD: "210人"})
    elsewhere = tmp_path / "别处" / "更深" / "报送"
    for out in (office.out, office.folder / "报送", office.out / "报送", office.folder, elsewhere):
        assert office.newer(out) == office.found(1, 0), out
    # The ledger lies elsewhere: then only what is around the output.
    moved = tmp_path / "别处" / "台账.xlsx"
    moved.parent.mkdir()
    moved.write_bytes(office.ledger.read_bytes())
    assert office.newer(office.folder / "报送", ledger=moved) == office.found(1, 0)
    assert office.newer(elsewhere, ledger=moved) == ()
    # A record in the folder of the ledger itself speaks of that folder.
    (office.folder / NAME).write_bytes((office.out / NAME).read_bytes())
    (office.folder / office.path.name).write_bytes(office.path.read_bytes())
    assert {each.path.parent for each in office.newer(elsewhere)} == {office.folder, office.out}


def test_what_is_no_ledger_or_no_workbook_has_nothing_newer(office: Office) -> None:
    type_into(office.path, {FIELD: "210人"})
    source = office.folder / "项目.json"
    source.write_text("[]", "utf-8")
    assert office.newer(ledger=source) == office.newer(ledger=office.folder / "没有.xlsx") == ()
    # A form is no ledger; a workbook that is gone, or no form any more, brings nothing.
    assert office.newer(ledger=office.path) == ()
    office.path.write_bytes(office.ledger.read_bytes() + b" ")
    assert office.newer() == ()
    office.path.unlink()
    assert office.newer() == ()


def test_the_projects_of_several_ledgers_are_known_together(office: Office) -> None:
    type_into(office.path, {FIELD: "210人"})
    other = office.folder / "另一本.xlsx"
    other.write_bytes(ledger_bytes([project("别的")]))
    for ledgers in ([office.ledger, other], [other, office.ledger]):
        found = newer_workbooks(ledgers, office.out, lambda form: RULES, NARRATOR, DATA)
        assert found == office.found(1, 0)


def test_a_ledger_that_says_again_what_it_said_before_is_perhaps_an_old_copy(office: Office) -> None:
    type_into(office.path, {FIELD: "210人"})
    office.says("210人")
    issued = read_record(office.out)[office.path.name]
    taken = replace(
        issued,
        digest=digest_of(office.path),
        typed={**issued.typed, FIELD: "210人"},
        former={FIELD: ("180人", "")},
    )
    add_to_record(office.out, [taken])
    assert office.newer() == ()
    office.says("205人")  # newer than both
    assert office.newer() == ()
    for former in ("180人", ""):
        office.says(former)
        assert office.newer() == office.found(0, 1)
    # The project has another name now: whether it went back nobody can say, so it is looked at by its rows.
    office.says("180人", "培训二期")
    assert [(each.project, each.otherwise) for each in office.newer()] == [("培训二期", 1)]


# ---------------------------------------------------------------- typed outside


def drawn(form: Form) -> Snapshot:
    template = compile_template(DATA)
    return snapshot_of(
        package_of(template.render(FilledForm(form, score_form(form, RULES)), Mode.FORMULAS), "表.xlsx")
    )


LEDGER = project("培训", "200人")
FRESH = drawn(LEDGER)
(FORM,) = forms_of(FRESH).forms


def outside(cells: Mapping[tuple[int, int], Cell], *, sheet: str = "", ledger: Form = LEDGER) -> list[Loose]:
    """What is typed outside the fields of a fresh workbook in which these cells were filled."""
    sheets = [
        replace(each, cells={**each.cells, **cells}) if each.name == (sheet or FRESH.sheets[0].name) else each
        for each in FRESH.sheets
    ]
    if sheet and all(each.name != sheet for each in sheets):
        sheets.append(Sheet(sheet, cells))
    snapshot = replace(FRESH, sheets=tuple(sheets))
    (form,) = forms_of(snapshot).forms
    return typed_outside(form, snapshot, ledger, RULES, compile_template(DATA))


def label(text: str) -> tuple[int, int]:
    return next(at for at, cell in FRESH.sheets[0].cells.items() if str(cell.value).startswith(text))


def test_a_fresh_workbook_holds_nothing_outside_its_fields() -> None:
    assert outside({}) == []
    # What the ledger says otherwise stands in fields.
    assert outside({}, ledger=project("别的", "1人")) == []


def test_words_in_labels_are_told_in_reading_order() -> None:
    total, department = label("总分"), label("主管部门")
    cells = {total: Cell(" 总分（经局务会审定） "), department: Cell("主管部门（盖章）")}
    assert outside(cells) == [
        Loose(cell_name(*department), "主管部门（盖章）"),
        Loose(cell_name(*total), "总分（经局务会审定）"),
    ]


def test_what_stands_under_the_table_has_a_field() -> None:
    below = max(row for row, _ in FRESH.sheets[0].cells) + 2
    assert outside({label("填报人"): Cell("填报人：张三"), (below, 1): Cell("另附两份")}) == []


def test_a_text_of_the_template_typed_once_more_is_told_once() -> None:
    """As often as the template prints it, it is the template's."""
    below = max(row for row, _ in FRESH.sheets[0].cells) + 2
    heading = str(FRESH.sheets[0].cells[label("项目名称")].value)
    assert outside({(below, 1): Cell(heading)}) == [Loose(f"A{below}", heading)]


def test_formulas_and_empty_marks_are_none() -> None:
    below = max(row for row, _ in FRESH.sheets[0].cells) + 2
    assert (
        outside({(below, 1): Cell("3", formula="=1+2"), (below, 2): Cell("—"), (below, 3): Cell(" ")}) == []
    )


def test_words_beside_the_table_are_told() -> None:
    """Right of everything, beside the money, and over a formula of the working columns."""
    right = max(column for _, column in FRESH.sheets[0].cells) + 1
    (row,) = (at.cell for path, at in FORM.places.items() if path == "indicators[0].actual")
    at = parse_cell(row or "")
    state, review = label("完成情况"), label("审核")
    assert at is not None
    for place in ((3, right), (at[0], state[1]), (at[0], review[1])):
        assert outside({place: Cell("请领导核")}) == [Loose(cell_name(*place), "请领导核")]


@pytest.mark.parametrize(
    ("heading", "text"), [("完成情况", "未完成"), ("规则扣分", "2.5"), ("审核", "JXT004 单位不一致")]
)
def test_what_our_formulas_gave_as_values_is_not_typed(heading: str, text: str) -> None:
    (row,) = (at.cell for path, at in FORM.places.items() if path == "indicators[0].actual")
    at = parse_cell(row or "")
    assert at is not None
    assert outside({(at[0], label(heading)[1]): Cell(text)}) == []


def test_a_sheet_of_its_own_is_told_once() -> None:
    assert outside({(1, 1): Cell("科室备忘"), (3, 2): Cell("甲")}, sheet="我的表") == [
        Loose("工作表“我的表”A1等 2 格", "科室备忘")
    ]
    assert outside({(1, 1): Cell("代码")}, sheet="审核豁免") == []


def test_a_line_of_money_under_another_name_is_told() -> None:
    kind = next(at for path, at in FORM.places.items() if path == "funds[0].kind")
    at = parse_cell(kind.cell or "")
    assert at is not None
    assert outside({at: Cell("年度资金总额（含追加）")}) == [Loose(kind.cell or "", "年度资金总额（含追加）")]


def test_of_another_layout_nobody_can_say_what_was_typed() -> None:
    """Less than six in ten of the texts around the fields are those of the template."""
    texts = [
        at for at, cell in FRESH.sheets[0].cells.items() if isinstance(cell.value, str) and not cell.formula
    ]
    heading = label("总分")
    assert outside({heading: Cell("总分（经审定）")}) != []
    changed = {at: Cell("本市的栏目") for at in texts if at[0] < 6 or at[0] > heading[0] - 3}
    snapshot = replace(FRESH, sheets=(replace(FRESH.sheets[0], cells={**FRESH.sheets[0].cells, **changed}),))
    (read,) = forms_of(FRESH).forms
    assert typed_outside(read, snapshot, LEDGER, RULES, compile_template(DATA)) == []
