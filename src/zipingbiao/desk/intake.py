"""One round: a folder of what units handed in, into the register. Every file is told of; a resubmission finds its form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.contained import scored_or_told
from zipingbiao.batch.without_gc import calm
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.desk.answers import store_answers
from zipingbiao.desk.files import store_files
from zipingbiao.desk.grants import authority_of, project_of
from zipingbiao.desk.outcomes import first_told, store_changes, store_outcomes
from zipingbiao.desk.pairs import Pair, paired
from zipingbiao.desk.register import FILE, Register, RegisterFault
from zipingbiao.desk.seen import CURRENT, REPLACED, UNDECIDED, without_seen
from zipingbiao.desk.stored import (
    as_text,
    current,
    first_version,
    reviewed_of,
    store_findings,
    store_requests,
)
from zipingbiao.desk.units import names_of
from zipingbiao.report.collect import scored_forms
from zipingbiao.report.comparison.versions import FormDiff, compared
from zipingbiao.report.doubles import SetAside, Why, digest_of
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.report.subject import Reviewed, Sourced, reviewed
from zipingbiao.rulebook.choice import RulebookFor

RECEIVE, AGAIN = "receive", "again"
OLDER = "旧稿"
_STATES = {
    Why.COPY: "重复",
    Why.EXPORT: "重复",
    Why.REVIEWED: "重复",
    Why.OLDER: OLDER,
    Why.NOT_CHOSEN: OLDER,
    Why.UNDECIDED: UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Round:
    """What came in. `diffs`: each new form beside the one it replaces."""

    number: int
    gathered: Gathered
    forms: tuple[Reviewed, ...]
    diffs: tuple[FormDiff, ...] = ()


@calm()
def take_in(register: Register, folder: Path, kind: str, day: str, find: RulebookFor, bundle: str) -> Round:
    """Read a folder, check every form by itself and beside all others, and keep it. `kind`: receive or again."""
    if not folder.is_dir():
        raise RegisterFault(f"找不到文件夹 {folder}，请核对路径。")
    chosen = {row["digest"] for row in register.rows("SELECT digest FROM chosen")}
    came = gather([folder], [register.folder / FILE], names_of(register), chosen)
    gathered, seen = without_seen(register, came, chosen, kind, folder.resolve().name)
    number = register.add("rounds", kind=kind, folder=folder.resolve().name, day=day)
    authority = authority_of(register)
    rows = current(register)
    standing = [reviewed_of(register, row, n, find, authority) for n, row in enumerate(rows, 1)]
    sources, scored, faults = scored_forms(gathered.forms, find, "没有审核")
    pairs = paired(register, rows, standing, sources)
    replaced = {id(pair.old) for pair in pairs.values()}
    others = [each for each in standing if id(each) not in replaced]
    alone = [check_form(each, bundle, authority=authority) for each in scored]
    beside = cross_check(
        [*(each.scored for each in others), *scored],
        [*(each.checked for each in others), *alone],
        bundle,
        authority,
    )
    forms = tuple(reviewed(sources, scored, beside[len(others) :]))
    store_files(register, number, folder, came, gathered.remarks, faults)
    for each_seen in seen:
        _store_form(register, each_seen.form, _STATES[Why.COPY], each_seen.message)
    found = [_store(register, each, pairs.get(n), kind) for n, each in enumerate(forms)]
    for aside in gathered.aside:
        _store_aside(register, aside, find, bundle)
    store_answers(register, gathered.reading.own)
    return Round(number, gathered, forms, tuple(each for each in found if each is not None))


def _store(register: Register, each: Reviewed, pair: Pair | None, kind: str) -> FormDiff | None:
    """A form with its findings and, where it replaces one, what became of that one's findings."""
    source = Sourced(each.form, each.file, each.source)
    number = _store_form(register, source, CURRENT, "", each, pair)
    if pair is None:
        store_findings(register, number, each, {})
        store_requests(register, number, each)
        return None
    register.write("UPDATE forms SET state = ? WHERE form = ?", REPLACED, pair.row["form"])
    register.write(
        "UPDATE forms SET state = ? WHERE state = ? AND unit = ? AND project = ? AND round < ?",
        _STATES[Why.OLDER],
        _STATES[Why.UNDECIDED],
        pair.row["unit"],
        pair.row["project"],
        register.round,
    )
    diff = compared(pair.old, each, pair.basis, first_version(register, pair.row))
    ids = {
        (row["code"], row["field"], row["message"]): row
        for row in register.rows("SELECT * FROM findings WHERE form = ?", pair.row["form"])
    }
    store_outcomes(register, pair.row["form"], ids, diff)
    store_changes(register, number, diff)
    # What came late, before anything went back, was not told before: only an answer to a return is held against it.
    told = [row for row in ids.values() if kind == AGAIN or row["first"] < pair.row["round"]]
    store_findings(register, number, each, first_told(told, diff))
    store_requests(register, number, each)
    return diff


def _store_aside(register: Register, aside: SetAside, find: RulebookFor, bundle: str) -> None:
    """A copy or an earlier draft; one that may yet be chosen is checked as well."""
    scored = scored_or_told(aside.form.form, find) if aside.why is Why.UNDECIDED else ""
    if isinstance(scored, str):
        _store_form(register, aside.form, _STATES[aside.why], aside.message)
        return
    checked = check_form(scored, bundle, authority=authority_of(register))
    each = Reviewed(1, aside.form.file, aside.form.source, scored, checked)
    number = _store_form(register, aside.form, _STATES[aside.why], aside.message, each)
    store_findings(register, number, each, {})


def _store_form(
    register: Register,
    source: Sourced,
    state: str,
    reason: str,
    each: Reviewed | None = None,
    pair: Pair | None = None,
) -> int:
    form = source.form
    return register.add(
        "forms",
        round=register.round,
        file=source.file,
        unit=form.unit_key,
        written=form.unit,
        department=form.department,
        code=form.code,
        name=form.name or form.id,
        project=project_of(form),
        year=form.year,
        state=state,
        reason=reason,
        before=None if pair is None else pair.row["form"],
        paired="" if pair is None else pair.how,
        total=None if each is None or each.total is None else format(each.total, "f"),
        grade=None if each is None else each.grade,
        left_out="" if each is None else each.left_out,
        digest=digest_of(form),
        data=as_text(form),
    )
