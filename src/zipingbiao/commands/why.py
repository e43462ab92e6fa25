"""得分依据: what is to be said about one cell of a form: how its number comes about, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.labels import next_step
from zipingbiao.checks.run import check_form
from zipingbiao.checks.waivers import UNIT
from zipingbiao.form.model import Form
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import Trace, why_place

_FIELD = re.compile(r"(?:(indicators|funds)\[(\d+)\]|total|goals|name|year|department|unit)(?:\.\w+)?")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A field of a form, its trace where it is a computed one, and the findings on its row."""

    form: Form
    field: str
    trace: Trace | None
    findings: tuple[Finding, ...]

    def text(self) -> str:
        """For a dialog."""
        lines = list(self.trace.lines()) if self.trace else ["这一格没有计算，只有填报内容。"]
        for finding in self.findings:
            lines += [f"{finding.code}：{finding.message}", f"→ {next_step(finding)}"]
        return "\n".join(lines)


def explain_cell(
    forms: Sequence[Form], find: RulebookFor, sheet: str | None, cell: str
) -> Explanation | None:
    """The field at a cell of the forms; None where no form has a field there."""
    for form in forms:
        for field, place in form.places.items():
            if place.cell == cell and (sheet is None or place.sheet == sheet):
                return explain_field(form, find, field)
    return None


def explain_field(form: Form, find: RulebookFor, field: str) -> Explanation | None:
    """A field by its path (`indicators[3].score`); None for a path the form does not have."""
    found = _FIELD.fullmatch(field)
    if found is None or (found[1] and int(found[2]) >= len(getattr(form, found[1]))):
        return None
    scored = score_form(form, find(form))
    row = field.split(".")[0]
    findings = check_form(scored, "finance", authority=UNIT).findings
    concerned = tuple(f for f in findings if f.field == field or f.field.split(".")[0] == row)
    return Explanation(form, field, why_place(scored, form, field), concerned)
