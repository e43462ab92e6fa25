"""自评报告: sums worked out by hand, nothing invented, gaps marked, the same in Word, workbook and page."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from zipingbiao.batch.inputs import InputFault
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.report.account.content import Account, Picture, account
from zipingbiao.report.account.document import account_document
from zipingbiao.report.account.figures import Figures, Outcome, figures
from zipingbiao.report.account.page import account_page
from zipingbiao.report.account.picture import Bar, bars_png
from zipingbiao.report.account.wording import WordingFault, load_wording
from zipingbiao.report.account.workbook import account_workbook
from zipingbiao.report.tables import Table
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

SEED = read_interchange(
    (Path(__file__).parents[1] / "data" / "forms.json").read_text("utf-8"), "forms.json"
).forms


def counted(*forms: Form) -> Figures:
    scored = [score_form(form, load("cn", form.evaluated_year)) for form in forms]
    return figures(scored, Narrator.load(directories=()))


def told(*forms: Form, faults: tuple[InputFault, ...] = ()) -> Account:
    return account(counted(*forms), load_wording(None), "2025年1月20日", faults)


def project(
    name: str, *rows: Indicator, unit: str = "甲中心", budget: str = "100", spent: str = "80"
) -> Form:
    funds = (FundLine("年度资金总额", "90", budget, spent, "10"),)
    return Form(id=name, year="2024年度", name=name, unit=unit, funds=funds, indicators=rows)


def row(target: str, actual: str, level1: str = "产出指标", note: str = "", **more: str) -> Indicator:
    return Indicator(level1, "数量指标", "培训人数", Entry(target), Entry(actual), "10", note=note, **more)


def texts(made: Account) -> str:
    said = [block for section in made.sections for block in section.blocks if isinstance(block, str)]
    return "\n".join((made.title, *said, *made.signature))


def table(made: Account, name: str) -> Table:
    return next(
        block
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Table) and block.name == name
    )


def test_the_money_of_the_14_projects_is_the_sum_of_their_printed_amounts() -> None:
    money = counted(*SEED).money
    # Added by hand from the published forms' line 年度资金总额.
    budgets = "200.25 365.29 185.76 455.98 198.99 127.95 60 286.23 497.91 210.90 420.03 248.92 496.22 110.57"
    assert money.budget == sum(map(Decimal, budgets.split()))
    assert money.unread == ()


def test_money_in_other_units_is_added_in_one_and_what_is_no_amount_is_named() -> None:
    line = FundLine("年度资金总额", "1800000", "2000000", "1000000", "10")
    in_yuan = replace(project("乙"), amount_unit="元", funds=(line,))
    money = counted(project("甲"), in_yuan).money
    assert (money.budget, money.executed, money.rate) == (300, 180, Decimal("60.00"))
    broken = counted(project("甲"), project("丙", budget="约一百万"))
    assert broken.money.unread == ("丙：“约一百万”",)
    assert broken.money.rate is None
    made = account(broken, load_wording(None), "")
    assert "没有计入合计：丙：“约一百万”。" in texts(made)
    assert "执行率【请核实" in texts(made)


def test_targets_are_counted_by_class() -> None:
    rows = (
        row("≥200人", "210人"),
        row("≥200人", "150人"),
        row("≥200人", "还没统计"),
        row("好", "较好", "效益指标"),
    )
    classes = {(each.level1, each.level2): each for each in counted(project("甲", *rows)).classes}
    output = classes["产出指标", ""]
    assert (output.count, output.outcomes[Outcome.MET], output.outcomes[Outcome.MISSED]) == (3, 1, 1)
    assert output.outcomes[Outcome.UNKNOWN] == 1
    # 10 + 10 × 150/200; the third has no score.
    assert (output.score, output.unscored) == (Decimal("17.50"), 1)


def test_what_the_form_does_not_say_is_a_gap_and_what_it_says_stands_as_it_is() -> None:
    note = "原因：场地被征用。改进措施：由培训科于2025年6月底前补办。"
    rows = (row("≥200人", "150人", note=note), row("≥200人", "160人"))
    made = told(project("甲", *rows))
    lines = table(made, "偏差及原因").rows
    assert [line[-1] for line in lines] == [note, "【请填写：原因】【请填写：改进措施及完成时限】"]
    plan = next(section for section in made.sections if "下一步安排" in section.heading)
    assert any("由培训科于2025年6月底前补办" in str(block) for block in plan.blocks)
    # Two in the table, one for the low execution rate (80 %), and the chapters that only the unit can write.
    assert made.gaps == 2 + 1 + 2


def test_without_deviations_the_report_says_so_and_plans_nothing() -> None:
    made = told(project("甲", row("≥200人", "210人"), spent="100"))
    assert "各指标均按目标完成并得满分，没有偏差。" in texts(made)
    assert "【请填写：下一步安排】" in texts(made)


def test_forms_of_several_units_have_no_common_name() -> None:
    made = told(project("甲"), project("乙", unit="乙中心"))
    assert made.title == "【请填写：单位名称】2024年度项目支出绩效自评报告"
    assert told(project("甲")).title == "甲中心2024年度项目支出绩效自评报告"


def test_what_was_not_read_stands_in_the_annex() -> None:
    made = told(project("甲"), faults=(InputFault("坏.xlsx", "文件已损坏。"),))
    assert list(table(made, "没有读出或没有计入的").rows) == [("坏.xlsx", "文件已损坏。")]


def test_document_workbook_and_page_say_the_same_and_never_differ() -> None:
    made = told(*SEED)
    document, book, page = account_document(made), account_workbook(made), account_page(made)
    assert (account_document(told(*SEED)), account_workbook(told(*SEED))) == (document, book)
    word = Document(io.BytesIO(document))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    cells = {
        cell.value for sheet in load_workbook(io.BytesIO(book)).worksheets for line in sheet for cell in line
    }
    for section in made.sections:
        assert section.heading in paragraphs
        assert section.heading in cells
        assert section.heading in page
        for block in section.blocks:
            if isinstance(block, str):
                assert block in paragraphs
                assert block in cells
    pictures = [block for section in made.sections for block in section.blocks if isinstance(block, Picture)]
    assert len(pictures) == 3
    assert len(word.inline_shapes) == 3
    assert page.count("data:image/png;base64,") == 3
    assert [len(each.rows) for each in word.tables][-1] == 15


def test_a_text_from_a_form_is_no_markup_on_the_page() -> None:
    page = account_page(told(project("<script>alert(1)</script>", row("≥2", "1"))))
    assert "<script>" not in page


def picture(png: bytes) -> list[list[int]]:
    """The dots of a picture, as any reader would unpack them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(kind + data)
        chunks[kind] = data
        at += 12 + size
    width, height, depth, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colours) == (2, 3)
    raw, line = zlib.decompress(chunks[b"IDAT"]), 1 + width // 4
    assert len(raw) == line * height
    return [
        [byte >> shift & 3 for byte in raw[n * line + 1 : (n + 1) * line] for shift in (6, 4, 2, 0)]
        for n in range(height)
    ]


@pytest.mark.parametrize("share", [0, 25, 50, 100])
def test_a_bar_is_as_high_as_its_value(share: int) -> None:
    dots = picture(bars_png([Bar("1", Decimal(share), "")], Decimal(100)))
    blue = max(sum(line[x] == 3 for line in dots) for x in range(len(dots[0])))
    # 310 dots stand between floor and top.
    assert blue == 310 * share // 100


def test_an_offices_wording_is_used_and_a_blank_nobody_knows_is_refused(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "templates" / "account" / "自评报告.toml"
    own = tmp_path / "account" / "自评报告.toml"
    own.parent.mkdir()
    own.write_text(shipped.read_text("utf-8").replace('自评报告"', '自我评价报告"'), "utf-8")
    assert load_wording(tmp_path).title.endswith("自我评价报告")
    own.write_text(shipped.read_text("utf-8").replace("{projects}", "{projekts}"), "utf-8")
    with pytest.raises(WordingFault, match="projekts"):
        load_wording(tmp_path)


@pytest.mark.parametrize("widths", [(24, 34, 12, 12, 9, 60), (1, 100), (40,), (6, 6, 6), (1,) * 14])
def test_no_column_of_texts_is_too_narrow_to_be_read(widths: tuple[int, ...]) -> None:
    from zipingbiao.report.account.document import _widths
    from zipingbiao.report.tables import Column, Kind, Table

    columns = (Column("序号", 6, Kind.COUNT), *(Column(f"第{n}列", width) for n, width in enumerate(widths)))
    given = _widths(Table("表", columns, ()))
    assert sum(given) == pytest.approx(16.0)
    assert min(given[1:]) >= min(1.4, 14.9 / len(widths)) - 1e-9
    assert [given[1:].index(max(given[1:]))] == [widths.index(max(widths))]
