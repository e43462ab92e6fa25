"""What is timed: each method turns projects into workbooks on disk; start-up is not timed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from projects import projects
from unseen import unseen_projects

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "workbooks" / "自评表模板.xlsx"
Project = dict[str, Any]
Write = Callable[[Project, Path], None]


def openpyxl_loop(_: Sequence[Project], __: Path) -> Write:
    """The loop that everybody writes first: load the template, fill the named cells, save. Nothing is computed."""
    import openpyxl

    from zipingbiao.workbook import slots

    def write(project: Project, path: Path) -> None:
        book = openpyxl.load_workbook(TEMPLATE)
        sheet = book.worksheets[0]
        cells = {
            name: defined.attr_text.split("!")[1].replace("$", "")
            for name, defined in book.defined_names.items()
            if "!" in defined.attr_text
        }
        for field in ("name", "department", "unit"):
            sheet[cells[slots.SINGLE[field]].split(":")[0]] = project[field]
        for field in ("expected", "actual"):
            sheet[cells[slots.SINGLE[f"goals.{field}"]].split(":")[0]] = project["goals"][field]
        for field, name in slots.INDICATORS.items():
            start = sheet[cells[name].split(":")[0]]
            for i, row in enumerate(project["indicators"]):
                _put(sheet, start.row + i, start.column, row.get(field))
        book.save(path)

    return write


def _put(sheet: Any, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    if value and type(cell).__name__ != "MergedCell":
        cell.value = value


def xlsxwriter_from_scratch(_: Sequence[Project], __: Path) -> Write:
    """The same cells, formats and merges written anew with XlsxWriter; no template, no names, nothing is computed."""
    import xlsxwriter

    fields = ("level1", "level2", "level3", "target", "actual", "weight", "score", "note")

    def write(project: Project, path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("自评表")
        body = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10})
        title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        sheet.merge_range(0, 0, 0, 9, project["title"], title)
        for line, field in enumerate(("name", "department", "unit"), 1):
            sheet.merge_range(line, 1, line, 9, project[field], body)
        for line, fund in enumerate(project["funds"], 5):
            for column, value in enumerate(fund.values()):
                sheet.write_string(line, column, str(value or ""), body)
        sheet.merge_range(11, 0, 11, 4, project["goals"]["expected"], body)
        sheet.merge_range(11, 5, 11, 9, project["goals"]["actual"], body)
        for line, row in enumerate(project["indicators"], 13):
            for column, field in enumerate(fields, 1):
                sheet.write_string(line, column, row[field] or "", body)
        book.close()

    return write


def zipingbiao_writing(made: Sequence[Project], _: Path) -> Write:
    """The package writer alone: score and notes are ready, only the workbook is made and saved."""
    from zipingbiao.workbook.write.writer import Mode

    prepare, render = _house()
    ready = {project["id"]: prepare(project) for project in made}
    for project in made:
        render(ready[project["id"]], Mode.FORMULAS)

    def write(project: Project, path: Path) -> None:
        path.write_bytes(render(ready[project["id"]], Mode.FORMULAS))

    return write


def zipingbiao_pipeline(_: Sequence[Project], __: Path) -> Write:
    """Read the project from JSON, score, explain, check, write."""
    from zipingbiao.workbook.write.writer import Mode

    prepare, render = _house()

    def write(project: Project, path: Path) -> None:
        path.write_bytes(render(prepare(project), Mode.FORMULAS))

    return write


def deflate_and_write(made: Sequence[Project], _: Path) -> Write:
    """The bound of writing: what differs between workbooks is ready as text, and only deflated and saved."""
    from zipingbiao.package.zip_package import FAST

    def packed(text: bytes) -> bytes:
        packer = zlib.compressobj(FAST, zlib.DEFLATED, -15)
        return packer.compress(text) + packer.flush()

    return _packed_by(packed, made)


def isal_and_write(made: Sequence[Project], _: Path) -> Write:
    """The same with a quicker library, whose files have other bytes: the writer does not use it."""
    from isal import isal_zlib

    def packed(text: bytes) -> bytes:
        packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
        return bytes(packer.compress(text) + packer.flush())

    return _packed_by(packed, made)


def _packed_by(packed: Callable[[bytes], bytes], made: Sequence[Project]) -> Write:
    from zipingbiao.workbook.write.writer import Mode

    prepare, render = _house()
    texts, rests = {}, {}
    for project in made:
        data = render(prepare(project), Mode.FORMULAS)
        with ZipFile(BytesIO(data)) as package:
            sheet = max(package.infolist(), key=lambda info: info.compress_size)
            texts[project["id"]] = package.read(sheet)
        rests[project["id"]] = data[: len(data) - sheet.compress_size]

    def write(project: Project, path: Path) -> None:
        path.write_bytes(rests[project["id"]] + packed(texts[project["id"]]))

    return write


def openpyxl_reading(made: Sequence[Project], folder: Path) -> Write:
    """Every cell of the form with openpyxl, values only; nothing is understood."""
    import openpyxl

    files = _written(made, folder)

    def read(project: Project, _: Path) -> None:
        book = openpyxl.load_workbook(files[project["id"]], data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            tuple(row)

    return read


def zipingbiao_reading(made: Sequence[Project], folder: Path) -> Write:
    """The form of a workbook: layout found, every field with its cell."""
    from zipingbiao.workbook.read.forms import read_workbook

    files = _written(made, folder)

    def read(project: Project, _: Path) -> None:
        read_workbook(files[project["id"]])

    return read


def _written(made: Sequence[Project], folder: Path) -> dict[str, Path]:
    """Workbooks to be read back."""
    from zipingbiao.workbook.write.writer import Mode

    prepare, render = _house()
    files = {project["id"]: folder / f"{project['id']}.xlsx" for project in made}
    for project in made:
        files[project["id"]].write_bytes(render(prepare(project), Mode.FORMULAS))
    return files


def _house() -> tuple[Callable[[Project], Any], Callable[..., bytes]]:
    from zipingbiao.batch.pipeline import process
    from zipingbiao.form.interchange import read_interchange
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.rulebook.load import load
    from zipingbiao.workbook.write.writer import FilledForm, compile_template

    template, narrator = compile_template(TEMPLATE.read_bytes()), Narrator.load()

    def prepare(project: Project) -> FilledForm:
        form = read_interchange(project["text"], "bench").forms[0]
        done = process(form, load("cn", form.evaluated_year), narrator)
        return FilledForm(done.form, done.scored, done.narrated, done.checked)

    return prepare, template.render


@dataclass(frozen=True, slots=True)
class Method:
    """One way to do a thing. `base`: the method that its ratio is taken to; `projects`: on which projects it is timed.

    `pool`: how many of them; where texts are read, more than can be done in a round, so that none comes twice. `goal`:
    the ratio that was aimed at.
    """

    label: str
    start: Callable[[Sequence[Project], Path], Write]
    base: str
    projects: Callable[[int], Iterator[Project]] = projects
    pool: int = 400
    goal: int | None = None


#: More than the whole pipeline can do in a round.
ALL = 2500
METHODS = {
    "openpyxl": Method("openpyxl：打开模板、填写、保存", openpyxl_loop, "openpyxl"),
    "xlsxwriter": Method("XlsxWriter：从头写同样的格", xlsxwriter_from_scratch, "openpyxl"),
    "pipeline": Method(
        "zipingbiao：读取、评分、说明、审核、写出", zipingbiao_pipeline, "openpyxl", pool=ALL, goal=40
    ),
    "pipeline_unseen": Method(
        "zipingbiao：同上，没有一段文字出现过两次",
        zipingbiao_pipeline,
        "openpyxl",
        unseen_projects,
        pool=ALL,
        goal=30,
    ),
    "writing": Method("zipingbiao：只写出", zipingbiao_writing, "openpyxl", goal=110),
    "bound": Method("只压缩并保存已备好的工作表（写出的上限）", deflate_and_write, "openpyxl"),
    "bound_isal": Method("同上，用 isal 压缩（字节不同，本工具不用）", isal_and_write, "openpyxl"),
    "openpyxl_reading": Method("openpyxl：读出全部格", openpyxl_reading, "openpyxl_reading"),
    "reading": Method("zipingbiao：读回自评表，认出每一项", zipingbiao_reading, "openpyxl_reading", goal=15),
}
