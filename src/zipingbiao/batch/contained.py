"""Scoring the forms of one file so that a form on which the program itself fails costs that form only."""

from __future__ import annotations

from dataclasses import replace

from zipingbiao.batch.folder import Reading
from zipingbiao.batch.inputs import InputFault, Inputs, broken
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.log import record_fault
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form


def scored_inputs(inputs: Inputs, find: RulebookFor) -> tuple[Inputs, list[ScoredForm]]:
    """The forms that could be scored, with their scores; each other one is a fault of its file."""
    scored: list[ScoredForm] = []
    faults: list[InputFault] = []
    for form in inputs.forms:
        found = scored_or_told(form, find)
        if isinstance(found, ScoredForm):
            scored.append(found)
        else:
            faults.append(InputFault(form.file, found))
    if not faults:
        return inputs, scored
    whole = not scored
    told = tuple(replace(fault, whole=whole) for fault in faults)
    return replace(inputs, forms=tuple(each.form for each in scored), faults=(*inputs.faults, *told)), scored


def scored_reading(reading: Reading, find: RulebookFor) -> tuple[Reading, list[ScoredForm]]:
    """The same for all files that were read."""
    pairs = [scored_inputs(each.inputs, find) for each in reading.entries]
    entries = tuple(replace(e, inputs=inputs) for e, (inputs, _) in zip(reading.entries, pairs, strict=True))
    return replace(reading, entries=entries), [form for _, forms in pairs for form in forms]


def scored_or_told(form: Form, find: RulebookFor) -> ScoredForm | str:
    """The scored form, or what is said where the program failed on it. What a person can mend is raised as ever."""
    try:
        return score_form(form, find(form))
    except ForPeople:
        raise
    except Exception:
        return f"项目“{form.name or form.id}”没有计分：{broken(record_fault())}"
