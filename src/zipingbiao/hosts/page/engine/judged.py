"""One form on the desk, judged: scores, findings, notes, and what a person still has to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from zipingbiao.batch.leaving import refused_for
from zipingbiao.batch.pipeline import as_it_will_stand, with_notes
from zipingbiao.checks.finding import Checked, Severity
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.unscored import is_unused
from zipingbiao.hosts.cli.check.command import finding_data
from zipingbiao.hosts.cli.narrate import narrate_data
from zipingbiao.hosts.cli.score import score_data
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Narrated
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form

READY, FILL, MEND = "可报送", "待填写", "待改正"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One place that waits for a person. `kind`: gap (【请填写】), actual, score (the rule cannot decide), note."""

    kind: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A form with everything the engine knows of it. `alone`: what the rules say of it without the others."""

    scored: ScoredForm
    standing: ScoredForm
    alone: Checked
    checked: Checked
    narrated: Narrated
    points: tuple[OpenPoint, ...]

    @property
    def form(self) -> Form:
        return self.scored.form

    @property
    def state(self) -> str:
        """The one word of the list. 可报送 is never said of what the 报送版 would be refused for."""
        if self.points or self.scored.total is None:
            return FILL
        errors = any(finding.severity is Severity.ERROR for finding in self.checked.open)
        return MEND if errors or self.refusal else READY

    @property
    def refusal(self) -> str:
        """Why no 报送版 can be made of it; "" where one can."""
        return refused_for(self.standing, self.checked)

    def among_others(self, checked: Checked) -> Judged:
        """The same with what only shows between forms."""
        return replace(self, checked=checked)


def judge(form: Form, find: RulebookFor, narrator: Narrator, bundle: str) -> Judged:
    """Score, check and explain a form as it stands."""
    scored = score_form(form, find(form))
    narrated = narrate_form(scored, narrator)
    standing = as_it_will_stand(scored)
    alone = check_form(standing, bundle)
    return Judged(scored, standing, alone, alone, narrated, tuple(_points(scored, narrated)))


def _points(scored: ScoredForm, narrated: Narrated) -> list[OpenPoint]:
    form, found = scored.form, []
    for row, indicator in zip(scored.rows, form.indicators, strict=True):
        field = f"indicators[{row.n - 1}]"
        if row.score is not None or row.weight is None or is_unused(indicator):
            continue
        if is_blank(indicator.actual.text):
            found.append(OpenPoint("actual", f"{field}.actual", f"第{row.n}行 实际完成值没有填"))
        elif "score" not in indicator.merged:
            asked = f"完成值“{indicator.actual.text}”与指标值“{indicator.target.text}”要由人比较，请填得分（0～{indicator.weight}）"
            found.append(OpenPoint("score", f"{field}.score", f"第{row.n}行 {asked}"))
    return found + _in_notes(form, narrated)


def _in_notes(form: Form, narrated: Narrated) -> list[OpenPoint]:
    """Gaps that stand in the notes, and notes that are due and not there."""
    found = []
    standing = _notes_of(form)
    for field, text in standing.items():
        found += [OpenPoint("gap", field, f"{_short(field)}：{gap[1:-1]}") for gap in gaps_of(text)]
    prints_notes = any("note" in path for path in form.places) or any(row.note for row in form.indicators)
    for note in narrated.notes:
        field = note_field(form, note.n)
        if note.required and field and prints_notes and is_blank(standing.get(field, "有")):
            found.append(OpenPoint("note", field, f"{_short(field)}没有写"))
    return found


def _notes_of(form: Form) -> dict[str, str]:
    """What stands in every cell for a note."""
    rows = {
        f"indicators[{i}].note": row.note for i, row in enumerate(form.indicators) if "note" not in row.merged
    }
    return rows | {f"funds[{i}].note": line.note for i, line in enumerate(form.funds)}


def _short(field: str) -> str:
    """`第6行说明`, `资金说明`."""
    row = re.match(r"indicators\[(\d+)\]", field)
    return f"第{int(row[1]) + 1}行说明" if row else "资金说明"


def note_field(form: Form, n: int | str) -> str:
    """The field in which a note stands; a merged note stands in the first of its rows; "" where there is none."""
    if isinstance(n, int):
        i = n - 1
        while i > 0 and "note" in form.indicators[i].merged:
            i -= 1
        return f"indicators[{i}].note"
    return next((f"funds[{i}].note" for i, line in enumerate(form.funds) if line.row.name == "TOTAL"), "")


def summary_data(judged: Judged) -> dict[str, Any]:
    """What the list shows of a form."""
    form, scored = judged.form, judged.scored
    counts = {severity.value: 0 for severity in Severity}
    for finding in judged.checked.open:
        counts[finding.severity.value] += 1
    score = score_data(scored)
    return {
        "id": form.id,
        "name": form.name or form.id,
        "code": form.code,
        "department": form.department,
        "unit": form.unit,
        "year": form.year,
        "total": score["total"],
        "reported_total": score["reported_total"],
        "rate": score["execution"]["rate"],
        "grade": score["grade"],
        "state": judged.state,
        "counts": counts,
        "codes": sorted({finding.code for finding in judged.checked.open}),
        "points": [{"kind": each.kind, "field": each.field, "words": each.words} for each in judged.points],
    }


def detail_data(judged: Judged) -> dict[str, Any]:
    """What the form's own page shows besides its table: the JSON of score, check and narrate.

    `proposed`: what would stand in the cell of a note, with those of the other rows where several share it.
    """
    proposed = _notes_of(with_notes(judged.form, judged.narrated))
    return {
        **summary_data(judged),
        "refusal": judged.refusal,
        "score": score_data(judged.scored),
        "findings": [finding_data(finding) for finding in judged.checked.findings],
        "unchecked": [{"code": run.code, "why": run.why} for run in judged.checked.runs if run.why],
        "notes": [
            {**each, "field": field, "proposed": proposed.get(field, "")}
            for each in narrate_data(judged.form, judged.narrated)["notes"]
            for field in (note_field(judged.form, each["n"]),)
        ],
    }
