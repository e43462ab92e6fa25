"""A waiver holds for what it waived: the mark of a finding changes with every field its rule read, and with no other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cases_in import cases_in
from checks.test_cases import CASES, forms_of, read_forms
from zipingbiao.checks.catalogue import all_rules
from zipingbiao.checks.facts_read import Block, blocks_read, facts_read
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.run import check_form
from zipingbiao.checks.waivers import REVIEWER, UNIT, Authority
from zipingbiao.form.model import Entry, Form
from zipingbiao.form.waiver import Waiver
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

SEED = Path(__file__).parents[1] / "data" / "forms.json"
FORM = read_forms(json.loads(SEED.read_text("utf-8")))[1]
BOOK = load("cn", 2024)


def found(form: Form, code: str, authority: Authority = REVIEWER) -> list[Finding]:
    checked = check_form(score_form(form, BOOK), "finance", authority=authority)
    return [finding for finding in checked.findings if finding.code == code]


def with_row(n: int, **fields: object) -> Form:
    rows = list(FORM.indicators)
    rows[n] = replace(rows[n], **fields)  # type: ignore[arg-type]
    return replace(FORM, indicators=tuple(rows))


def with_money(**fields: str) -> Form:
    return replace(FORM, funds=(replace(FORM.funds[0], **fields), *FORM.funds[1:]))


#: JXT005 stands on row 10: 元 for 万元, told by the money block.
CHANGED = {
    "score": with_row(9, score="2"),
    "weight": with_row(9, weight="8"),
    "actual": with_row(9, actual=Entry("365.11万元")),
    "target": with_row(9, target=Entry("≤365.290元")),
    "level3": with_row(9, level3="另一指标"),
    "deduction": with_row(9, deduction="1"),
    "executed": with_money(executed="364.20"),
    "annual_budget": with_money(annual_budget="365.30"),
}
UNTOUCHED = {
    "another row": with_row(0, score="1"),
    "a note of it": with_row(9, note="已核。"),
    "the name": replace(FORM, name="改了名的项目"),
    "blanks": with_row(9, level3=f" {FORM.indicators[9].level3}\n"),
    "places behind the point": with_row(9, score=f"{FORM.indicators[9].score}.00"),
    "a reviewer's word": with_row(9, review_opinion="已核"),
    "a row put before it": replace(FORM, indicators=(FORM.indicators[0], *FORM.indicators)),
}
(SLIP,) = found(FORM, "JXT005")
MARK = facts_read(FORM, SLIP)


@pytest.mark.parametrize("what", CHANGED)
def test_a_change_of_what_the_rule_read_changes_the_mark(what: str) -> None:
    for finding in found(CHANGED[what], "JXT005"):
        assert facts_read(CHANGED[what], finding) != MARK


@pytest.mark.parametrize("what", UNTOUCHED)
def test_a_change_of_anything_else_does_not(what: str) -> None:
    (finding,) = found(UNTOUCHED[what], "JXT005")
    assert facts_read(UNTOUCHED[what], finding) == MARK


@pytest.mark.parametrize("what", CHANGED)
def test_a_granted_waiver_ends_with_its_facts(what: str) -> None:
    granted = Authority(
        own_word=False, grants=lambda form: [Waiver(code="JXT005", reason="批复如此", facts=MARK)]
    )
    (waived,) = found(FORM, "JXT005", granted)
    assert waived.waiver is not None
    assert all(finding.waiver is None for finding in found(CHANGED[what], "JXT005", granted))


def test_a_units_own_line_is_a_note_in_its_own_work_and_a_request_to_a_reviewer() -> None:
    form = replace(FORM, waivers=(Waiver(code="JXT005", place="第10行", reason="批复如此"),))
    (own,) = found(form, "JXT005", UNIT)
    assert (own.waiver is not None, own.request) == (True, None)
    (asked,) = found(form, "JXT005", REVIEWER)
    assert (asked.waiver, asked.request is not None) == (None, True)


def test_a_waiver_of_a_whole_form_needs_its_facts() -> None:
    for waiver, holds in (
        (Waiver(code="JXT005", reason="批复如此"), False),
        (Waiver(code="JXT005", reason="批复如此", place="整张表"), False),
        (Waiver(code="JXT005", reason="批复如此", found=SLIP.found), True),
        (Waiver(code="JXT005", reason="批复如此", facts=MARK), True),
    ):
        form = replace(FORM, waivers=(waiver,))
        (finding,) = found(form, "JXT005", UNIT)
        assert (finding.waiver is not None) is holds
        assert bool(found(form, "JXW003", UNIT)) is not holds


#: What a text is replaced by: nothing, a figure, a sentence, another year.
OTHERS = ("", "7", "变了的文字，已开展问卷调查。", "2019年度")


def ends_with(code: str, form: Form, finding: Finding, changed: Form) -> bool:
    """Whether a finding is gone, or another one, in a changed form."""
    return not any(
        (each.field, each.found, each.expected) == (finding.field, finding.found, finding.expected)
        for each in found(changed, code)
    )


def silent_changes(code: str, form: Form, finding: Finding) -> list[str]:
    """Fields of the finding's own row whose change leaves the finding and its mark as they were."""
    n = int(finding.field.split("[")[1].split("]")[0])
    mark, kept = facts_read(form, finding), []
    for name in (
        "level3",
        "target",
        "actual",
        "weight",
        "score",
        "deduction",
        "reason",
        "detail",
        "evidence",
    ):
        for text in OTHERS:
            value = Entry(text) if name in ("target", "actual") else text
            row = replace(form.indicators[n], **{name: value})  # type: ignore[arg-type]
            if row == form.indicators[n]:
                continue
            changed = replace(form, indicators=(*form.indicators[:n], row, *form.indicators[n + 1 :]))
            kept += [
                f"{name}={text}"
                for each in found(changed, code)
                if each.field == finding.field and facts_read(changed, each) == mark
            ]
    return kept


ROW_RULES = [info.code for info in all_rules(BOOK) if info.scope == "row"]


@pytest.mark.parametrize("code", ROW_RULES)
def test_no_field_of_the_row_changes_in_silence(code: str) -> None:
    """Whatever changes in the row of a finding, its mark changes: for every rule over rows, on its own cases."""

    cases = cases_in(CASES / f"{code}.yaml")["fail"]
    tried = 0
    for case in cases[:3]:
        if "forms" in case or "sheet" in case or case.get("rulebook", "cn") != "cn":
            continue
        form = read_forms(forms_of(case))[0]
        for finding in found(form, code):
            if finding.field.startswith("indicators["):
                tried += 1
                assert silent_changes(code, form, finding) == []
    assert tried or not any("row" in case for case in cases)


def test_a_rule_over_a_whole_form_that_says_nothing_reads_all_of_it() -> None:
    assert blocks_read("JXB008") == frozenset(Block)
    assert blocks_read("JXT005") == {Block.PERIOD, Block.MONEY}
    for info in all_rules(BOOK):
        blocks_read(info.code)  # an entry that names no part stops here
