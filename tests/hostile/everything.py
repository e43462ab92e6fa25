"""Everything the project writes of some forms: each workbook and page under a name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zipingbiao.batch.inputs import InputFault
from zipingbiao.batch.pipeline import process, rulebook_for
from zipingbiao.commands.write_notes import write_notes
from zipingbiao.commands.write_scores import write_scores
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form
from zipingbiao.ledger.write import empty_ledger_bytes, ledger_bytes
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.gate import package_of
from zipingbiao.report.collect import Collection
from zipingbiao.report.collect_workbook import collection_bytes
from zipingbiao.report.gather import Gathered
from zipingbiao.report.html_report import report_html
from zipingbiao.report.subject import Sourced, review
from zipingbiao.report.workbook_report import report_bytes
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import FilledForm, Mode, compile_template

DATA = Path(__file__).parents[1] / "data" / "forms.json"
PUBLISHED: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))
FIND = rulebook_for(None, "cn")
#: Texts of a form that anybody may have typed anything into.
HEAD = ("title", "year", "name", "department", "unit", "code", "id")
ROW = ("level1", "level2", "level3", "target", "actual", "note", "deduction", "reason", "detail", "evidence")


def with_texts(texts: Sequence[str], n: int = 0) -> Form:
    """Published form `n` with these texts in all its fields, in turn."""
    form = json.loads(json.dumps(PUBLISHED[n]))
    supply = iter(texts[k % len(texts)] for k in range(100_000))
    form |= {key: next(supply) for key in HEAD}
    for row in form["indicators"]:
        row |= {key: next(supply) for key in ROW}
    for line in form["funds"]:
        line |= {key: next(supply) for key in ("kind", "note", "rate", "executed")}
    form["goals"] = {"expected": next(supply), "actual": next(supply)}
    form["total"] |= {"grade": next(supply)}
    (found,) = read_interchange(json.dumps(form), "表.json").forms
    return found


def filled(form: Form, mode: Mode) -> bytes:
    done = process(form, load("cn"), Narrator.load(directories=()))
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    return template.render(FilledForm(done.form, done.scored, done.narrated, done.checked), mode)


def written_back(book: bytes) -> bytes:
    """The book after `score --write` and `narrate --write`."""
    for command in (write_scores, None):
        package = package_of(book, "表.xlsx")
        snapshot = snapshot_of(package)
        result = (
            command(snapshot, FIND) if command else write_notes(snapshot, FIND, Narrator.load(directories=()))
        )
        if result.edits:
            book = apply_edits(package, result.edits)
    return book


def workbooks(forms: Sequence[Form]) -> dict[str, bytes]:
    """Each kind of workbook, from the given forms."""
    found = {"标准模板": workbook_path(TEMPLATE).read_bytes(), "空白台账": empty_ledger_bytes()}
    for n, form in enumerate(forms, 1):
        found |= {f"自评表{n} {mode.name}": filled(form, mode) for mode in Mode}
        found[f"写回{n}"] = written_back(filled(form, Mode.FORMULAS))
    texts = [form.name for form in forms]
    faults = tuple(InputFault(text, text) for text in texts)
    sourced = tuple(Sourced(form, form.name, "自评表") for form in forms)
    found["台账"] = ledger_bytes(forms)
    for bundle in ("default", "review"):
        found[f"审核报告 {bundle}"] = report_bytes(review(sourced, FIND, bundle, faults, faults), bundle)
    gathered = Gathered(sourced, faults, faults, faults, len(forms))
    found["汇总"] = collection_bytes(Collection(gathered, review(sourced, FIND, "review", faults, faults)))
    return found


def page(forms: Sequence[Form]) -> str:
    """The HTML report."""
    return report_html(
        review(tuple(Sourced(form, form.name, "自评表") for form in forms), FIND, "review"), "review"
    )
