"""`check --mark` and `--unmark` on closed workbooks: what is seen, what survives, and that nothing is left behind."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from cli.conftest import Cli
from workbook_read.books import FORMS, draw
from zipingbiao.commands.closed_marks import mark_package, unmark_package
from zipingbiao.commands.mark import findings_of
from zipingbiao.commands.record import Mark, Record, TooManyMarks, read_record, record_edits
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import read_snapshot, snapshot_of
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.package.gate import open_package, package_of
from zipingbiao.rulebook.load import load

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


def faulty() -> dict[str, Any]:
    """The third form with a score above its weight and an unexplained loss: errors and warnings for certain."""
    form = copy.deepcopy(FORMS[2])
    form["indicators"][0]["score"] = "12.00"
    return form


def foreign(path: Path) -> Path:
    """A form that never saw our template, drawn with openpyxl."""
    book = openpyxl.Workbook()
    draw(book.worksheets[0], faulty())
    book.save(path)
    return path


def rich(path: Path) -> Path:
    """A macro workbook with text box, sparkline, form button, picture-free drawing, comment, and a coloured cell."""
    source = openpyxl.Workbook()
    draw(source.worksheets[0], faulty())
    drawn = source.worksheets[0]
    macros = path.with_name("vbaProject.bin")
    macros.write_bytes(b"\xd0\xcf\x11\xe0 macros")
    book = xlsxwriter.Workbook(path)
    book.add_vba_project(str(macros))
    sheet = book.add_worksheet("自评")
    framed = book.add_format({"border": 1, "bg_color": "#E2EFDA"})
    merged = {area.coord.split(":")[0]: area.coord for area in drawn.merged_cells.ranges}
    for row in drawn.iter_rows():
        for cell in row:
            if cell.coordinate in merged:
                sheet.merge_range(merged[cell.coordinate], cell.value, framed)
            elif cell.value is not None:
                sheet.write_string(cell.coordinate, str(cell.value), framed)
    sheet.insert_textbox("L2", "领导批示：同意")
    sheet.insert_button("L10", {"macro": "Recalculate", "caption": "重算"})
    sheet.write_comment("A1", "处室已核")
    sheet.add_sparkline("L15", {"range": "自评!M15:Q15"})
    sheet.conditional_format("I1:I40", {"type": "data_bar", "data_bar_2010": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=自评!$M$15:$Q$15"})
    sheet.insert_chart("L20", chart)
    book.add_worksheet("备注").write("A1", "勿动")
    book.close()
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(path: Path, sheet: int = 0) -> Mapping[str, Any]:
    return {
        c.coordinate: c for row in openpyxl.load_workbook(path).worksheets[sheet].iter_rows() for c in row
    }


def marked_cells(path: Path) -> dict[str, str]:
    """Cell → fill, of the cells with a comment of ours."""
    return {
        name: cell.fill.fgColor.rgb
        for name, cell in cells(path).items()
        if cell.comment is not None and cell.comment.text.startswith("【审核】")
    }


@pytest.fixture
def demo(cli: Cli, tmp_path: Path) -> list[Path]:
    assert cli("demo", "-o", tmp_path / "demo", "--progress", "none").code == 0
    return sorted((tmp_path / "demo").iterdir())


def test_marking_the_demo_and_back_gives_the_same_parts(cli: Cli, demo: list[Path]) -> None:
    before = [parts(path) for path in demo]
    told = cli("check", *demo, "--json").data["forms"]
    result = cli("check", *demo, "--mark", "--json")
    assert result.code == 1  # errors were found, as without --mark
    assert [form["findings"] for form in result.data["forms"]] == [form["findings"] for form in told]
    for path, form in zip(demo, told, strict=True):
        placed = {f["cell"] for f in form["findings"] if f["cell"]}
        assert marked_cells(path).keys() == placed
    again = cli("check", *demo, "--json").data["forms"]
    assert [form["findings"] for form in again] == [form["findings"] for form in told]
    assert cli("check", *demo, "--unmark").code == 0
    for path, old in zip(demo, before, strict=True):
        assert parts(path) == old
        assert list(parts(path)) == list(old)


def test_what_is_seen(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "外来表.xlsx")
    cli("check", path, "--mark")
    told = cli("check", path, "--json").data["forms"][0]["findings"]
    over = next(f for f in told if f["severity"] == "E" and f["field"] == "indicators[0].score")
    seen = cells(path)[over["cell"]]
    assert seen.fill.fgColor.rgb == RED
    assert seen.value == "12.00"
    assert over["code"] in seen.comment.text and over["advice"] in seen.comment.text
    warned = {f["cell"] for f in told if f["severity"] == "W"} - {
        f["cell"] for f in told if f["severity"] == "E"
    }
    assert {marked_cells(path)[cell] for cell in warned if cell} == {YELLOW}
    book = openpyxl.load_workbook(path)
    listed = book["问题清单"]
    assert listed.max_row == len(told) + 1
    links = [cell.hyperlink.location for cell in listed["D"] if cell.hyperlink is not None]
    assert f"'Sheet'!{over['cell']}" in links
    assert len(links) == sum(f["cell"] is not None for f in told)


def test_everything_of_a_rich_macro_workbook_survives(cli: Cli, tmp_path: Path) -> None:
    path = rich(tmp_path / "丰富.xlsm")
    before = parts(path)
    cli("check", path, "--mark")
    during = parts(path)
    changed = {name for name in before if during.get(name) != before[name]}
    assert {
        "xl/vbaProject.bin",
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
    } <= before.keys() - changed
    assert b"sparkline" in during["xl/worksheets/sheet1.xml"]
    assert len(re.findall(rb"<legacyDrawing ", during["xl/worksheets/sheet1.xml"])) == 1
    drawing = during["xl/drawings/vmlDrawing1.vml"]
    assert drawing.count(b'ObjectType="Button"') == 1
    assert drawing.count(b'ObjectType="Note"') == 1 + len(marked_cells(path)) > 3
    assert "处室已核" in cells(path)["A1"].comment.text
    cli("check", path, "--unmark")
    assert parts(path) == before


def test_marking_twice_renews_the_marks(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    before = parts(path)
    cli("check", path, "--mark")
    first = parts(path)
    cli("check", path, "--mark")
    assert parts(path) == first
    assert openpyxl.load_workbook(path).sheetnames == ["Sheet", "问题清单"]
    cli("check", path, "--unmark")
    assert parts(path) == before


def test_a_clerk_who_edited_in_between_keeps_the_work(cli: Cli, tmp_path: Path) -> None:
    """openpyxl stands for a program that saves the book anew: our store is dropped, all parts are other ones."""
    path = foreign(tmp_path / "表.xlsx")
    plain = {name: cell.value for name, cell in cells(path).items()}
    cli("check", path, "--mark")
    coloured, recoloured = sorted(marked_cells(path))[:2]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet[coloured].value = "改过"
    sheet[recoloured].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["Z1"].comment = Comment("我的批注", "李")
    book.save(path)
    result = cli("check", path, "--unmark")
    assert result.code == 0
    assert "1格的颜色后来改过" in result.err
    now = cells(path)
    assert now[coloured].value == "改过"
    assert now[recoloured].fill.fgColor.rgb == "FF00B050"
    assert now["Z1"].comment.text == "我的批注"
    assert not marked_cells(path)
    filled = {name for name, cell in now.items() if cell.fill.fill_type is not None}
    assert filled == {recoloured}
    assert {name: now[name].value for name in plain if name != coloured} == {
        name: value for name, value in plain.items() if name != coloured
    }
    assert openpyxl.load_workbook(path).sheetnames == ["Sheet"]
    assert read_record(read_snapshot(path)) is None


def test_marks_follow_inserted_rows(cli: Cli, tmp_path: Path) -> None:
    """Excel moves cells with colour and comment; the record still has the old addresses."""
    path = foreign(tmp_path / "表.xlsx")
    cli("check", path, "--mark")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.merged_cells.ranges.clear()
    sheet.insert_rows(1, 2)
    book.save(path)
    cli("check", path, "--unmark")
    assert not marked_cells(path)
    assert not [name for name, cell in cells(path).items() if cell.fill.fill_type is not None]


def test_writing_scores_into_a_marked_file_only_leads_to_the_other_way_back(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    cli("check", path, "--mark")
    cli("score", path, "--write", "--replace")
    assert "zipingbiao/originals.bin" in parts(path)
    assert "以后的改动都保留" in cli("check", path, "--unmark").err
    assert not [name for name in parts(path) if "originals" in name or "comments" in name or "vml" in name]
    assert cli("score", path, "--json").data["forms"][0]["indicators"][0]["reported"] == "10.00"
    assert not [name for name, cell in cells(path).items() if cell.fill.fill_type is not None]


def test_a_theme_colour_comes_back(cli: Cli, tmp_path: Path) -> None:
    """Office theme: accent 1, 4F81BD, lightened by 0.6: Excel shows B8CCE4, plain arithmetic may be one off."""
    path = foreign(tmp_path / "表.xlsx")
    cli("check", path, "--mark")
    cell = sorted(marked_cells(path))[0]
    cli("check", path, "--unmark")
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.5999938962981048))
    book.save(path)
    cli("check", path, "--mark")
    record = read_record(read_snapshot(path))
    assert record is not None
    before = next(mark.before for mark in record.marks if mark.cell == cell)
    assert near(before, "B8CCE4")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["Z9"] = 1
    book.save(path)
    cli("check", path, "--unmark")
    colour = cells(path)[cell].fill.fgColor
    assert colour.theme == 4


def near(colour: str | None, wanted: str) -> bool:
    pairs = ((int((colour or "")[i : i + 2], 16), int(wanted[i : i + 2], 16)) for i in (0, 2, 4))
    return all(abs(one - other) <= 1 for one, other in pairs)


def test_a_comment_of_somebody_else_stays(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    cli("check", path, "--mark")
    cell = sorted(marked_cells(path))[0]
    cli("check", path, "--unmark")
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell].comment = Comment("科长：已与财政沟通", "王")
    book.save(path)
    before = parts(path)
    cli("check", path, "--mark")
    assert cells(path)[cell].comment.text == "科长：已与财政沟通"
    assert cells(path)[cell].fill.fgColor.rgb in (RED, YELLOW, "FFDDEBF7")
    cli("check", path, "--unmark")
    assert parts(path) == before


def test_tags_with_a_prefix(tmp_path: Path) -> None:
    """Some programs write `<x:row>`; our own elements follow them."""
    path = foreign(tmp_path / "表.xlsx")
    odd = tmp_path / "前缀.xlsx"
    with zipfile.ZipFile(odd, "w") as package:
        for name, data in parts(path).items():
            text = data.decode()
            if name.startswith("xl/") and "rels" not in name and "theme" not in name:
                text = re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1x:", text).replace(' xmlns="', ' xmlns:x="')
            package.writestr(name, text)
    package = open_package(odd)
    find = lambda form: load("cn", form.evaluated_year)  # noqa: E731
    findings = findings_of(snapshot_of(package), find)
    changed = mark_package(package, findings)
    assert changed.data is not None
    odd.write_bytes(changed.data)
    assert marked_cells(odd).keys() == {f.cell for f in findings if f.cell}
    back = unmark_package(open_package(odd)).data
    assert back is not None
    odd.write_bytes(back)
    assert all(b"x:" in data for name, data in parts(odd).items() if name == "xl/styles.xml")
    assert snapshot_of(package_of(back, odd.name)).sheets[0].cells == snapshot_of(package).sheets[0].cells


def test_an_open_file_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    before = path.read_bytes()
    path.with_name(f"~${path.name}").write_bytes(b"")
    result = cli("check", path, "--mark")
    assert result.code == 1
    assert "正在 Excel 或 WPS 中打开" in result.err
    assert path.read_bytes() == before


def test_a_read_only_file_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    before = path.read_bytes()
    path.chmod(0o444)
    result = cli("check", path, "--mark")
    assert result.code == 1
    assert "只读" in result.err
    assert path.read_bytes() == before


def test_exit_codes(cli: Cli, tmp_path: Path) -> None:
    sound = tmp_path / "好.xlsx"
    book = openpyxl.Workbook()
    draw(book.worksheets[0], FORMS[5])
    book.save(sound)
    assert cli("check", sound, "--mark").code == 0
    assert cli("check", sound, "--unmark").code == 0
    assert cli("check", tmp_path / "无.xlsx", "--unmark").code == 2
    assert cli("check", sound, "--mark", "--unmark").code == 2
    before = sound.read_bytes()
    result = cli("check", sound, "--unmark")
    assert (result.code, sound.read_bytes()) == (0, before)
    assert "没有审核标记" in result.err


def test_a_sheet_of_the_same_name_is_not_touched(cli: Cli, tmp_path: Path) -> None:
    path = foreign(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("问题清单")["A1"] = "处里自己的清单"
    book.save(path)
    cli("check", path, "--mark")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Sheet", "问题清单", "问题清单2"]
    assert book["问题清单"]["A1"].value == "处里自己的清单"


def test_edits_of_every_kind_and_back(tmp_path: Path) -> None:
    package = open_package(foreign(tmp_path / "表.xlsx"))
    edits = [
        Edit(EditKind.SHEET, "新表", "", None, "新表"),
        Edit(EditKind.VALUE, "新表", "A1", None, "题头"),
        Edit(EditKind.LINK, "Sheet", "A1", None, "#'新表'!A1"),
        Edit(EditKind.NAME, "", "ZPB_X", None, '="一"'),
    ]
    done = package_of(apply_edits(package, edits), "x.xlsx")
    (tmp_path / "x.xlsx").write_bytes(apply_edits(package, edits))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book["新表"]["A1"].value == "题头"
    assert book["Sheet"]["A1"].hyperlink.location == "'新表'!A1"
    assert book.defined_names["ZPB_X"].hidden
    back = [
        Edit(EditKind.LINK, "Sheet", "A1", "#'新表'!A1", None),
        Edit(EditKind.SHEET, "新表", "", "新表", None),
        Edit(EditKind.NAME, "", "ZPB_X", '"一"', None),
    ]
    undone = package_of(apply_edits(done, back), "x.xlsx")
    assert snapshot_of(undone).sheets == snapshot_of(package).sheets
    assert b"hyperlink" not in undone.read("xl/worksheets/sheet1.xml")
    assert b"definedName" not in undone.read("xl/workbook.xml")


@pytest.mark.parametrize("count", [0, 1, 3, 30, 90, 600])
def test_a_long_record_goes_over_several_names(count: int) -> None:
    """Excel may refuse a name's formula over 255 characters from a program; 600 cells written out would take 25,000."""
    record = Record(
        '问题"清单"', tuple(Mark("项目支出绩效自评表", f"H{n}", None, "FFC7CE", True) for n in range(count))
    )
    edits = record_edits(record, Snapshot("x", ()))
    written = {edit.cell: str(edit.new) for edit in edits}
    assert len(written) == len(edits) and all(len(text) <= 255 for text in written.values())
    assert (len(written) > 1) == (count > 3)
    assert read_record(Snapshot("x", (), written)) == record
    shuffled = dict(sorted(written.items(), reverse=True))
    assert read_record(Snapshot("x", (), shuffled)) == record


def test_a_shorter_record_and_none_take_the_further_names_away() -> None:
    marks = [Mark("表", f"H{n}", None, "FFC7CE", True) for n in range(60)]
    before = {
        e.cell: str(e.new) for e in record_edits(Record("问题清单", tuple(marks)), Snapshot("x", ()))
    } | {"ZPB_MARKS_MINE": "=1"}
    for record in (None, Record("问题清单", tuple(marks[:1]))):
        after = dict(before)
        for edit in record_edits(record, Snapshot("x", (), before)):
            assert edit.old == before.get(edit.cell)
            after.pop(edit.cell, None)
            if edit.new is not None:
                after[edit.cell] = str(edit.new)
        assert read_record(Snapshot("x", (), after)) == record
        assert set(after) == {"ZPB_MARKS_MINE", *(() if record is None else ("ZPB_MARKS",))}


def test_more_marks_than_a_book_can_hold_is_told() -> None:
    marks = (
        Mark(f"表{n * 7919 % 104729:x}", f"H{n * n % 1048573}", None, "FFC7CE", True) for n in range(9000)
    )
    with pytest.raises(TooManyMarks, match="分成几个文件"):
        record_edits(Record("问题清单", tuple(marks)), Snapshot("x", ()))
