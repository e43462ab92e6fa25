"""Written workbooks for the tests: the 14 published forms and forms made to measure."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from openpyxl import Workbook, load_workbook

from zipingbiao.batch.pipeline import process
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.gate import package_of
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import ReadResult, forms_of
from zipingbiao.workbook.write.writer import FilledForm, Mode, compile_template

DATA = Path(__file__).parent.parent / "data/forms.json"
PUBLISHED: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))
FORMS = read_interchange(DATA.read_text("utf-8"), "forms.json").forms
STANDARD = workbook_path(TEMPLATE).read_bytes()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KINDS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金", "其中：专户资金", "单位资金")
_GROUPS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))


@cache
def processed(n: int) -> FilledForm:
    """Published form `n` (0-based) after scoring, explaining and checking."""
    return finished(FORMS[n])


def finished(form: Form) -> FilledForm:
    done = process(form, load("cn", form.evaluated_year), narrator())
    return FilledForm(done.form, done.scored, done.narrated, done.checked)


def scored(form: Form) -> FilledForm:
    """Scores only: no generated notes, no findings."""
    return FilledForm(form, score_form(form, load("cn", form.evaluated_year)))


@cache
def narrator() -> Narrator:
    return Narrator.load(directories=())


@cache
def published(n: int, mode: Mode) -> bytes:
    """Published form `n` written on the standard template."""
    return write(processed(n), mode)


def write(filled: FilledForm, mode: Mode = Mode.FORMULAS, template: bytes = STANDARD) -> bytes:
    return compile_template(template).render(filled, mode)


def opened(package: bytes) -> Workbook:
    return load_workbook(io.BytesIO(package))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_back(package: bytes) -> ReadResult:
    return forms_of(snapshot_of(package_of(package, "表.xlsx")))


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        assert source.testzip() is None
        return {name: source.read(name) for name in source.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return stream.getvalue()


def sheet_xml(package: bytes) -> Element:
    return fromstring(parts(package)["xl/worksheets/sheet1.xml"])


def formulas(package: bytes) -> dict[str, tuple[str, str]]:
    """Cell → formula and cached value of the form's sheet."""
    found = {}
    for cell in sheet_xml(package).iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            found[cell.get("r", "")] = (formula.text or "", cell.findtext(f"{MAIN}v") or "")
    return found


def values(package: bytes) -> dict[str, str]:
    """Cell → what it holds, as stored."""
    found = {}
    for cell in sheet_xml(package).iter(f"{MAIN}c"):
        text = cell.findtext(f"{MAIN}v") or "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
        if text:
            found[cell.get("r", "")] = text
    return found


def names(package: bytes) -> dict[str, str]:
    """Defined names; a name of one sheet as `0!NAME`."""
    found: dict[str, str] = {}
    for entry in fromstring(parts(package)["xl/workbook.xml"]).iter(f"{MAIN}definedName"):
        local = entry.get("localSheetId")
        key = entry.get("name", "") if local is None else f"{local}!{entry.get('name')}"
        assert key not in found, f"defined twice: {key}"
        found[key] = entry.text or ""
    return found


def row_of(reference: str) -> int:
    return int(re.sub(r"\D", "", reference))


def made(rows: int, lines: int = 4, **fields: Any) -> Form:
    """A form of that size: every row 100 % of its target, amounts 200 budgeted and 150 spent."""
    funds = tuple(
        FundLine(
            kind, "200.00", "200.00", "150.00", "10" if i == 0 else "", "75.00%", "7.50" if i == 0 else ""
        )
        for i, kind in enumerate(_KINDS[:lines])
    )
    indicators = tuple(
        Indicator(*_GROUPS[i * 3 // rows], f"第{i + 1}项工作", Entry("=100%"), Entry("100%"), "2", "2.00")
        for i in range(rows)
    )
    base: dict[str, Any] = {
        "title": "项目支出绩效自评表", "year": "2024年度", "name": "测试项目", "department": "某局", "unit": "某中心",
        "funds": funds, "goals": Goals("预期", "实际"), "indicators": indicators,
        "total": Total(str(10 + 2 * rows), f"{2 * rows + 7}.50"),
    }  # fmt: skip
    return Form(**(base | fields))


def one_row(**fields: Any) -> Form:
    """A form with one indicator row of 90 points."""
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "工作", "weight": "90", "score": ""} | fields
    for key in ("target", "actual"):
        if isinstance(row.get(key), str):
            row[key] = Entry(row[key])
    return made(1, indicators=(Indicator(**row),))
