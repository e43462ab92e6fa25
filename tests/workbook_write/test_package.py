"""The package itself: sound parts, nothing dangling, the same bytes again, untouched parts as the template has them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from xml.etree.ElementTree import canonicalize, fromstring

import pytest

from workbook_write.kit import DATA, FORMS, STANDARD, parts, published, write
from workbook_write.kit import processed as _processed
from workbook_write.soundness import check_package
from zipingbiao.workbook.write.writer import Mode

ALL = [(n, mode) for n in range(len(FORMS)) for mode in Mode]


@pytest.mark.parametrize(("n", "mode"), ALL)
def test_published_forms_are_sound_packages(n: int, mode: Mode) -> None:
    check_package(published(n, mode))


def test_elements_of_the_sheet_stand_in_the_order_of_the_schema() -> None:
    order = ["sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "dataValidations", "printOptions",
             "pageMargins", "pageSetup", "headerFooter", "legacyDrawing"]  # fmt: skip
    commented = next(
        published(n, Mode.FORMULAS)
        for n in range(len(FORMS))
        if "xl/comments1.xml" in parts(published(n, Mode.FORMULAS))
    )
    found = [
        element.tag.rpartition("}")[2] for element in fromstring(parts(commented)["xl/worksheets/sheet1.xml"])
    ]
    assert found == order


@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.VALUES])
def test_parts_that_are_not_written_are_those_of_the_template(mode: Mode) -> None:
    template = parts(STANDARD)
    for n in range(len(FORMS)):
        found = parts(published(n, mode))
        commented = {
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/worksheets/_rels/sheet1.xml.rels",
        }
        assert found.keys() - template.keys() in (set(), commented)
        changed = {name for name in template if found[name] != template[name]}
        declared = {"[Content_Types].xml"} if found.keys() - template.keys() else set()
        told = {"docProps/core.xml"}  # the version that wrote it
        assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"} | declared | told


def test_rows_of_a_written_sheet_ascend_and_cells_stand_in_their_rows() -> None:
    root = fromstring(parts(published(3, Mode.FORMULAS))["xl/worksheets/sheet1.xml"])
    rows = [element for element in root.iter() if element.tag.endswith("}row")]
    numbers = [int(row.get("r", "0")) for row in rows]
    assert numbers == sorted({*numbers})
    for row in rows:
        assert all(cell.get("r", "").lstrip("ABCDEFGHIJKLMNOPQRS") == row.get("r") for cell in row)


def test_twice_the_same_bytes() -> None:
    for mode in Mode:
        assert write(_processed(4), mode) == write(_processed(4), mode)


_ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from zipingbiao.batch.pipeline import process
from zipingbiao.form.interchange import read_interchange
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import FilledForm, Mode, compile_template
form = read_interchange(Path(sys.argv[1]).read_text('utf-8'), 'x').forms[4]
done = process(form, load('cn', form.evaluated_year), Narrator.load(directories=()))
template = compile_template(workbook_path(TEMPLATE).read_bytes())
filled = FilledForm(done.form, done.scored, done.narrated, done.checked)
print(*(hashlib.sha256(template.render(filled, mode)).hexdigest() for mode in Mode))
"""


#: Python itself cannot read where an editable install stands, if that path has Chinese signs and the language has none.
_PLAIN_PATH = pytest.mark.skipif(
    not sys.executable.isascii(),
    reason="检出文件夹的路径里有中文，在没有中文的语言环境里 Python 找不到可编辑安装",
)


@_PLAIN_PATH
@pytest.mark.parametrize(
    ("seed", "zone", "language"), [("1", "Asia/Shanghai", "C"), ("77", "America/Lima", "zh_CN.UTF-8")]
)
def test_the_same_bytes_in_another_process(seed: str, zone: str, language: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
    printed = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, str(DATA)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert printed.split() == [hashlib.sha256(published(4, mode)).hexdigest() for mode in Mode]


def test_the_shipped_template_is_what_its_source_builds() -> None:
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.narrative.reasons import Scope
    from zipingbiao.package.stable_bytes import tidy
    from zipingbiao.workbook.standard_template import build_template

    labels = Narrator.load(directories=()).reasons.labels(Scope.ROW)
    built, shipped = parts(tidy(build_template(labels, "10"))), parts(STANDARD)
    assert built.keys() == shipped.keys()
    for name in built:
        assert canonicalize(built[name].decode()) == canonicalize(shipped[name].decode()), name


def test_the_shipped_template_names_no_library_and_no_time() -> None:
    found = parts(STANDARD)
    text = (found["docProps/core.xml"] + found["docProps/app.xml"]).decode().casefold()
    assert "openpyxl" not in text
    assert text.count("2026-01-01t00:00:00z") == 2
