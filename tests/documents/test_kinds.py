"""All 14 published forms in every kind of file: every field, row and total as in the .xlsx, every place findable."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents import building
from documents.conftest import CSV, Built
from workbook_read.books import FORMS
from workbook_read.reading import as_data, expected
from zipingbiao.batch.inputs import Inputs, read_input
from zipingbiao.form.model import Form
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

KINDS = ("xls", "ods", "docx", "doc", "html", "网页", "pdf", "Word 文档的 PDF", "Chromium 的 PDF")
#: A cell and what it is called, of form 1: 实际完成值 of the third indicator, and the project's name of form 14.
PLACES = {
    "xls": ("F15", "C3"),
    "ods": ("F15", "C3"),
    "docx": ("表1第13行第6列", "表14第1行第2列"),
    "doc": ("表1第13行第6列", "表14第1行第2列"),
    "html": ("表1第15行第6列", "表14第3行第2列"),
    "网页": ("表1第13行第6列", "表14第1行第2列"),
    "pdf": ("第1页表1第13行第6列", None),
    "Word 文档的 PDF": ("第1页表1第13行第6列", None),
    "Chromium 的 PDF": ("第1页表1第13行第6列", None),
}


def compact(data: Any) -> Any:
    """Without blanks and line ends: a printed page breaks lines where its columns end."""
    if isinstance(data, dict):
        return {key: compact(value) for key, value in data.items()}
    if isinstance(data, list):
        return [compact(value) for value in data]
    return "".join(data.split())


def same(forms: tuple[Form, ...]) -> None:
    assert len(forms) == len(FORMS)
    for form, source in zip(forms, FORMS, strict=True):
        assert compact(as_data(form)) == compact(expected(source))
        assert score_form(form, load("cn", 2024)).total == Decimal(source["total"]["score"])


@pytest.fixture(scope="module")
def read_of(built: Built) -> Callable[[str], Inputs]:
    """What a file of a kind gives, read once."""
    return cache(lambda kind: read_input(built(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_form(kind: str, read_of: Callable[[str], Inputs]) -> None:
    read = read_of(kind)
    assert (read.faults, read.remarks) == ((), ())
    same(read.forms)


@pytest.mark.parametrize("kind", KINDS)
def test_places(kind: str, read_of: Callable[[str], Inputs]) -> None:
    forms = read_of(kind).forms
    first, last = forms[0].place("indicators[2].actual"), forms[-1].place("name")
    told, name = PLACES[kind]
    assert first.cell == told
    assert (first.sheet is None) == (kind not in ("xls", "ods"))
    assert name is None or last.cell == name
    assert all(place.cell for form in forms for place in form.places.values())


@pytest.mark.parametrize("kind", ["xls", "ods", "docx", "html"])
def test_merged_cells_and_numbers_are_told(kind: str, read_of: Callable[[str], Inputs]) -> None:
    """What continues a merged cell, and, where the file knows, which actuals are numbers."""
    original = read_of("xlsx").forms
    for form, source in zip(read_of(kind).forms, original, strict=True):
        assert [row.merged for row in form.indicators] == [row.merged for row in source.indicators]
        if kind in ("xls", "ods"):
            assert [row.actual for row in form.indicators] == [row.actual for row in source.indicators]


def test_separated_text(folder: Path, workbook: Path) -> None:
    """.csv as LibreOffice writes it, in UTF-8 and as Chinese Excel writes it; a form a file."""
    if building.soffice() is None:
        pytest.skip("没有 LibreOffice")
    building.converted(workbook, CSV.format(sheet=-1), folder)
    for n, source in enumerate(FORMS, 1):
        path = folder / f"{workbook.stem}-表{n}.csv"
        text = path.read_text("utf-8-sig")
        for data in (path.read_bytes(), text.encode("gb18030"), text.encode("utf-16")):
            path.write_bytes(data)
            (form,) = read_input(path).forms
            assert compact(as_data(form)) == compact(expected(source))
        assert form.place("name").cell == "第3行第3列"


def test_kind_by_content_not_by_name(built: Built, tmp_path: Path) -> None:
    """Exports named .xls are web pages; .et is .xls; anything may bear any name."""
    for kind, name in (
        ("html", "导出.xls"),
        ("xls", "表.et"),
        ("xlsx", "表.xls"),
        ("docx", "表.doc"),
        ("ods", "表.xlsx"),
        ("pdf", "表"),
    ):
        path = tmp_path / name
        shutil.copy(built(kind), path)
        same(read_input(path).forms)


def test_web_page_in_gb2312(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    text = building.page(FORMS[:1]).replace("charset=utf-8", "charset=gb2312")
    path.write_bytes(text.encode("gb18030"))
    (form,) = read_input(path).forms
    assert compact(as_data(form)) == compact(expected(FORMS[0]))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_json_in_other_encodings(encoding: str, seed: Path, tmp_path: Path) -> None:
    text = seed.read_text("utf-8")
    path = tmp_path / "表.json"
    path.write_bytes(text.encode(encoding))
    read, original = read_input(path), read_input(seed)
    assert read.faults == ()
    assert list(map(as_data, read.forms)) == list(map(as_data, original.forms))


def test_json_lines_in_gb18030(seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "表.jsonl"
    path.write_bytes("\n".join(json.dumps(form, ensure_ascii=False) for form in FORMS).encode("gb18030"))
    read = read_input(path)
    assert read.faults == ()
    assert list(map(as_data, read.forms)) == list(map(as_data, read_input(seed).forms))


def test_damaged_utf_8_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    data = '{"name":"应急管理局指挥信息网建设项目"}'.encode()
    path.write_bytes(data.replace("指".encode(), b"\xe6\x8c"))
    read = read_input(path)
    assert not read.forms
    assert "UTF-8" in read.faults[0].message
