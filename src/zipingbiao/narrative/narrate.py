"""偏差原因分析及改进措施 for every row of a form and for its money block: fact → cause → measure with a time.

Facts come from the form. Causes and measures are what the unit entered; what nobody entered stays 【请填写：…】.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.money import plain
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.narrative.facts import row_facts
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.money_facts import cost_facts, funds_facts
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.needs import (
    FAILED,
    FundsNeed,
    Kind,
    MoneyBlock,
    Surroundings,
    Thresholds,
    cost_gaps,
    funds_need,
    is_deducted,
    is_people,
    kind_of,
    money_block,
    thresholds_of,
)
from zipingbiao.narrative.note import Narrated, Note
from zipingbiao.narrative.variables import Value
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore, ScoredForm

__all__ = ["NarrativeFault", "Narrator", "narrate_form", "note_for"]

FUNDS = "funds"
_NO_FUNDS_NOTE = Note(FUNDS, False, "", "")


def narrate_form(scored: ScoredForm, narrator: Narrator) -> Narrated:
    """All notes of a form, in its order: the money block first (where there is one), then every row."""
    thresholds = _thresholds(scored.rulebook)
    form, money = scored.form, money_block(scored.form)
    need = funds_need(money, scored.execution, thresholds)
    around = Surroundings(form.evaluated_year, thresholds, cost_gaps(scored, money, thresholds, need))
    notes: list[Note] = []
    if money is not None:
        notes.append(_funds_note(scored, money, need, narrator, thresholds))
    for row, indicator in zip(scored.rows, form.indicators, strict=True):
        kind = kind_of(row, indicator, around)
        if kind is None:
            notes.append(_nothing(row.n))
            continue
        gap = around.cost_gaps.get(row.n)
        facts = row_facts(row, indicator, kind, thresholds, around.year, gap)
        if gap is not None and money is not None:
            facts |= cost_facts(money)
        notes.append(_row_note(row, indicator, facts, narrator, thresholds))
    return Narrated(tuple(notes), _summary(scored, notes, narrator))


def note_for(
    indicator: Indicator, row: RowScore, rulebook: Rulebook, narrator: Narrator, *, year: int | None = None
) -> Note:
    """The note of one scored row, seen alone: what `PERF_NOTE` gives. 扣分类型 and 补充说明 stand in `indicator`.

    Without the money block, a cost that disagrees with it cannot be seen; `year` is the 评价年度, if known.
    """
    thresholds = _thresholds(rulebook)
    kind = kind_of(row, indicator, Surroundings(year, thresholds, {}))
    if kind is None:
        return _nothing(row.n)
    facts = row_facts(row, indicator, kind, thresholds, year, None)
    return _row_note(row, indicator, facts, narrator, thresholds)


@lru_cache(maxsize=4096)
def _nothing(n: int) -> Note:
    return Note(n, False, "", "")


def _thresholds(rulebook: Rulebook) -> Thresholds:
    """The thresholds of a rulebook, kept while the rulebook is in use (rulebooks are shared objects)."""
    known = _KNOWN.get(id(rulebook))
    if known is None or known[0] is not rulebook:
        if len(_KNOWN) > 64:
            _KNOWN.clear()
        known = _KNOWN[id(rulebook)] = (rulebook, thresholds_of(rulebook))
    return known[1]


_KNOWN: dict[int, tuple[Rulebook, Thresholds]] = {}


# ---------------------------------------------------------------- rows


def _row_note(
    row: RowScore, indicator: Indicator, facts: dict[str, Value], narrator: Narrator, thresholds: Thresholds
) -> Note:
    people = is_people(indicator)
    said = narrator.said(indicator.reason, indicator.detail, indicator.note, people=people)
    facts["people"] = people
    if people:
        facts["object"] = narrator.people.of(indicator.level3)
    if not is_blank(indicator.evidence) and indicator.evidence not in narrator.lexis.empty:
        facts["evidence"] = " ".join(indicator.evidence.split()).rstrip("。；，;,. ")
    template = said.template
    if template == "row.j2" and facts["kind"] == Kind.OVER.value:
        template = "over.j2"
    text = narrator.write((f"fact-{facts['kind']}.j2", template), facts, said, thresholds.max_length)
    return Note(row.n, True, said.code, text, gaps_of(text))


# ---------------------------------------------------------------- money


def _funds_note(
    scored: ScoredForm, money: MoneyBlock, need: FundsNeed, narrator: Narrator, thresholds: Thresholds
) -> Note:
    if not need.any:
        return _NO_FUNDS_NOTE
    said = narrator.said_of_money(money.line.note)
    facts = funds_facts(scored, money, need)
    text = narrator.write(("fact-funds.j2", "funds.j2"), facts, said, thresholds.max_length)
    return Note(FUNDS, True, said.code, text, gaps_of(text))


# ---------------------------------------------------------------- the whole form


def _summary(scored: ScoredForm, notes: Iterable[Note], narrator: Narrator) -> str:
    rate = scored.execution.rate
    facts: dict[str, Value] = {
        "total": plain(scored.total) if scored.total is not None else "",
        "grade": scored.grade or "",
        "rate": f"{rate:f}%" if rate is not None else "",
        "rows": str(len(scored.rows)),
        "missed": str(sum(row.state in FAILED for row in scored.rows)),
        "deducted": str(sum(map(is_deducted, scored.rows))),
        "gaps": str(sum(len(note.gaps) for note in notes) or ""),
    }
    return narrator.render("summary.j2", facts)
