"""Our own workbooks read by their frame: always the very form that the careful reader gives, whatever a hand did to the file."""

from __future__ import annotations

import io
import random
import re
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import zipingbiao.workbook.own.known as known
from workbook_write.kit import STANDARD, finished
from zipingbiao.batch.inputs import read_input
from zipingbiao.edits.read_xlsx import FORMS, XlsxReader
from zipingbiao.form.interchange import read_interchange
from zipingbiao.package.gate import package_of
from zipingbiao.package.zip_package import EMPTY, compress_part
from zipingbiao.workbook.own.part_apart import part_apart
from zipingbiao.workbook.read import labels
from zipingbiao.workbook.read.forms import ReadResult, forms_of
from zipingbiao.workbook.read.source_map import Places
from zipingbiao.workbook.write.writer import Mode, compile_template

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from projects import projects
from unseen import unseen_projects

SHEET = known.SHEET
#: A cell as our writer writes it.
CELL = re.compile(r'(<c r="([A-Z]+\d+)" s="\d+")(?:/>|(?: t="\w+")?>.*?</c>)', re.DOTALL)


def written(count: int) -> list[bytes]:
    made = [*projects(count // 2), *unseen_projects(count - count // 2, seed=11)]
    writer = compile_template(STANDARD)
    forms = [read_interchange(each["text"], "x.json").forms[0] for each in made]
    return [packed(writer.render(finished(form), Mode.FORMULAS)) for form in forms]


def packed(data: bytes, sheet: str | None = None, **parts: bytes) -> bytes:
    """The same workbook put together anew, with another sheet or other parts."""
    out = EMPTY
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET and sheet is not None:
                content = sheet.encode()
            out = out.with_parts([compress_part(name, parts.get(name, content))])
    return out.file()


def sheet_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(SHEET).decode()


def careful(data: bytes, *, remember: bool = False) -> ReadResult:
    reader = XlsxReader(package_of(data, "x.xlsx"), FORMS)
    snapshot = reader.snapshot()
    found = forms_of(snapshot)
    if remember:
        known.learn(data, snapshot, SHEET, reader.formats, found)
    return found


def alike(one: ReadResult, other: ReadResult) -> bool:
    """Also what `==` passes over: how much was read, the order of the places."""
    return one == other and all(
        a.sheet_reading == b.sheet_reading and list(a.places.items()) == list(b.places.items())
        for a, b in zip(one.forms, other.forms, strict=True)
    )


@pytest.fixture(scope="module")
def books() -> list[bytes]:
    known._kin.clear()
    made = written(60)
    for data in made:
        careful(data, remember=True)
    return made


def test_forms_of_every_kind_come_out_the_same_and_most_are_read_by_their_frame(books: list[bytes]) -> None:
    by_frame = 0
    for data in books:
        found = known.read_known(data, "x.xlsx")
        assert found is None or alike(found, careful(data))
        by_frame += found is not None
    assert by_frame > len(books) * 0.6


def test_the_next_form_of_the_same_frame_is_read_without_learning(books: list[bytes]) -> None:
    sheet = sheet_of(books[0])
    other = packed(books[0], sheet.replace("应急卫星网", "森林防火网").replace("优", "良"))
    found = known.read_known(other, "另一份.xlsx")
    assert found is not None
    assert "森林防火网" in found.forms[0].name
    assert found.forms[0].id == "另一份"
    assert alike(found, replaced_file(careful(other), "另一份"))


def replaced_file(found: ReadResult, stem: str) -> ReadResult:
    """The same as read from a file of that name."""
    forms = []
    for form in found.forms:
        assert isinstance(form.places, Places)
        places = replace(form.places, file=f"{stem}.xlsx")
        forms.append(replace(form, id=form.code or stem, file=f"{stem}.xlsx", places=places))
    return replace(found, forms=tuple(forms))


def label_texts() -> list[str]:
    """Every label that the reader knows, and texts around one."""
    data = tomllib.loads((Path(labels.__file__).parent / "labels.toml").read_text("utf-8"))

    def words(entry: object) -> list[str]:
        if isinstance(entry, dict):
            return [text for key, each in entry.items() if key != "without" for text in words(each)]
        return [each for each in entry if isinstance(each, str)] if isinstance(entry, list) else []

    found = sorted(set(words(data)))
    return [*found, *(f"{text}：某某" for text in found), *(f"（一）{text}(万元)" for text in found)]


VALUES = [
    "", " ", "-", "0", "2024年", "45366", "总 分", "合　计", "=100%", "≥95%", "a_x000A_b", "单位：元", "1,234.5",
    "&lt;5&amp;6", "注：以上", "项目名称：甲　实施单位：乙", "2023年度项目支出绩效自评表", "很长的说明。" * 30,
    "长期绩效指标", "年度绩效指标",
]  # fmt: skip


def test_any_text_in_any_cell_gives_what_the_careful_reader_gives(books: list[bytes]) -> None:
    """Labels, titles, figures and nothing, in fields, in labels and in cells that were empty."""
    chance = random.Random(20)
    texts = label_texts()
    by_frame = 0
    for _ in range(450):
        data = chance.choice(books)
        sheet = sheet_of(data)
        for _ in range(chance.choice((1, 1, 2))):
            cell = chance.choice(list(CELL.finditer(sheet)))
            text = chance.choice(texts if chance.random() < 0.6 else VALUES)
            if re.fullmatch(r"\d+", text) and chance.random() < 0.8:
                new = f"{cell[1]}><v>{text}</v></c>"
            elif text:
                new = f'{cell[1]} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            else:
                new = f"{cell[1]}/>"
            sheet = f"{sheet[: cell.start()]}{new}{sheet[cell.end() :]}"
        edited = packed(data, sheet)
        found = known.read_known(edited, "x.xlsx")
        by_frame += found is not None
        assert found is None or alike(found, careful(edited)), (cell[2], text)
    assert by_frame > 40  # else nothing was tried


def test_merges_taken_away_moved_and_added(books: list[bytes]) -> None:
    chance = random.Random(21)
    areas = re.compile('<mergeCell ref="([A-Z0-9:]+)"/>')
    for _ in range(150):
        data = chance.choice(books)
        sheet = sheet_of(data)
        one = chance.choice(list(areas.finditer(sheet)))
        start, _, end = one[1].partition(":")
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", end).groups()  # type: ignore[union-attr]
        other = chance.choice(
            ["", f"{start}:{column}{int(row) + 1}", f"{start}:{chr(ord(column) + 1)}{row}", start]
        )
        new = f'<mergeCell ref="{other}"/>' if other else ""
        edited = packed(data, f"{sheet[: one.start()]}{new}{sheet[one.end() :]}")
        found = known.read_known(edited, "x.xlsx")
        assert found is None or alike(found, careful(edited)), (one[1], other)


DAMAGES = {
    "control": lambda text: text.replace("项目", "项\x01目", 1),
    "line end": lambda text: text.replace("</t>", "\r</t>", 1),
    "open tag": lambda text: text.replace("</row>", "", 1),
    "entity": lambda text: text.replace("</t>", "&nbsp;</t>", 1),
    "end of data": lambda text: text.replace("</t>", "]]></t>", 1),
    "error value": lambda text: re.sub(r'(<c r="H13" s="\d+")>.*?</c>', r'\1 t="e"><v>#N/A</v></c>', text),
    "no result": lambda text: re.sub(r"(<f>PERF_SCORE.*?</f>)<v>[^<]*</v>", r"\1", text, count=1),
    "twice": lambda text: re.sub(r'(<c r="E13".*?</c>)', r"\1\1", text, count=1),
    "a row more": lambda text: text.replace("</sheetData>", '<row r="90"><c r="A90" s="1"/></row></sheetData>'),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_our_writer_does_not_write_is_left_to_the_careful_reader(
    books: list[bytes], damage: str
) -> None:
    sheet = sheet_of(books[0])
    changed = DAMAGES[damage](sheet)
    assert changed != sheet
    assert known.read_known(packed(books[0], changed), "x.xlsx") is None


def test_another_part_changed_is_another_workbook(books: list[bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(books[0])) as source:
        book = source.read("xl/workbook.xml")
    moved = book.replace(b"$F$13:$F$", b"$G$13:$G$")
    assert moved != book
    assert known.read_known(packed(books[0], **{"xl/workbook.xml": moved}), "x.xlsx") is None


@pytest.mark.parametrize("at", [0, 5, 40, -1, -10, -30])
def test_a_damaged_file_is_not_taken_apart(books: list[bytes], at: int) -> None:
    data = bytearray(books[0])
    data[at] ^= 0xFF
    assert part_apart(bytes(data), SHEET) is None
    assert part_apart(books[0] + b"x", SHEET) is None
    assert part_apart(books[0][:-1], SHEET) is None


def test_a_byte_of_the_sheet_that_fell_over_is_seen(books: list[bytes]) -> None:
    data = bytearray(books[0])
    at = books[0].index(SHEET.encode()) + len(SHEET) + 40
    data[at] ^= 1
    assert part_apart(bytes(data), SHEET) is None


def test_files_are_read_by_frame_on_the_way_every_command_goes(
    books: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known._kin.clear()
    first, second = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    first.write_bytes(books[0])
    second.write_bytes(books[0])
    before = read_input(first)
    monkeypatch.setattr(XlsxReader, "snapshot", None)
    after = read_input(second)
    assert not after.faults
    assert after.forms[0].indicators == before.forms[0].indicators
    assert after.forms[0].file == "乙.xlsx"


def test_what_is_remembered_is_bounded(books: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "_MOST", 3)
    for data in books:
        careful(data, remember=True)
        assert sum(len(each.frames) for each in known._kin.values()) <= 3
