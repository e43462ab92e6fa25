"""A submitter plants an "original" of his own in the marked file: neither --mark nor --unmark swaps the sheet for it."""

from __future__ import annotations

import copy
import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS, draw

KEPT = "zipingbiao/originals.bin"
SHEET = "xl/worksheets/sheet1.xml"


def form(path: Path, score: str) -> bytes:
    drawn = copy.deepcopy(FORMS[2])
    drawn["indicators"][0]["score"] = score
    book = openpyxl.Workbook()
    draw(book.worksheets[0], drawn)
    book.save(path)
    return path.read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in contents.items():
            package.writestr(name, data)
    return out.getvalue()


def planted(marked: bytes, sheet: bytes) -> bytes:
    """The marked file whose store says that the form was another one; digests of today's parts beside it, as once was asked."""
    contents = parts(marked)
    store = parts(contents[KEPT])
    index = json.loads(store["index.json"])
    before = index[SHEET]
    assert isinstance(before, str)
    store[before] = sheet
    store["digests.json"] = json.dumps(
        {n: hashlib.sha256(d).hexdigest() for n, d in contents.items()}
    ).encode()
    return packed(contents | {KEPT: packed(store)})


def score(cli: Cli, path: Path) -> str:
    reported: str = cli("score", path, "--json").data["forms"][0]["indicators"][0]["reported"]
    return reported


@pytest.mark.parametrize("way", ["--mark", "--unmark"])
def test_a_planted_original_is_not_given_back(way: str, cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    better = parts(form(tmp_path / "好.xlsx", "10.00"))[SHEET]
    form(path, "3.00")
    cli("check", path, "--mark")
    path.write_bytes(planted(path.read_bytes(), better))
    assert score(cli, path) == "3.00"
    cli("check", path, way)
    assert score(cli, path) == "3.00"
    if way == "--unmark":
        assert KEPT not in parts(path.read_bytes())
        assert openpyxl.load_workbook(path).sheetnames == ["Sheet"]


def test_the_true_original_is_given_back_part_by_part(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    before = parts(form(path, "3.00"))
    cli("check", path, "--mark")
    cli("check", path, "--unmark")
    assert parts(path.read_bytes()) == before


def test_a_record_that_names_the_form_does_not_take_the_form_away(cli: Cli, tmp_path: Path) -> None:
    """The hidden name says that the form's own sheet is our list, and a hidden sheet holds a better form."""
    path = tmp_path / "表.xlsx"
    form(path, "3.00")
    book = openpyxl.load_workbook(path)
    other = copy.deepcopy(FORMS[2])
    draw(book.create_sheet("备用"), other)
    book["备用"].sheet_state = "hidden"
    record = json.dumps({"sheet": "Sheet", "marks": [["Sheet", "A1", "FFFFFF", "112233", False]]})
    text = record.replace('"', '""')
    book.defined_names["ZPB_MARKS"] = openpyxl.workbook.defined_name.DefinedName(
        "ZPB_MARKS", attr_text=f'{{"{text}"}}'
    )
    book.save(path)
    cli("check", path, "--unmark")
    assert openpyxl.load_workbook(path).sheetnames == ["Sheet", "备用"]
    assert openpyxl.load_workbook(path)["Sheet"]["A1"].fill.fill_type is None
