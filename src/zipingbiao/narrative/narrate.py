"""偏差原因分析及改进措施 for every row of a form and for its money block: fact → cause → measure with a time.

Facts come from the form. Causes and measures are what the unit entered; what nobody entered stays 【请填写：…】.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from zipingbiao.deviation.explained import tells_of_change
from zipingbiao.deviation.facts import Facts, facts_of
from zipingbiao.deviation.money import MoneyBlock
from zipingbiao.deviation.row_kinds import is_satisfaction
from zipingbiao.deviation.rows import FAILED, Kind, is_marked_down, kind_of
from zipingbiao.deviation.thresholds import Thresholds, thresholds_of
from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.money import plain
from zipingbiao.form.shared_notes import with_own_notes
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.narrative.facts import row_facts
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.money_facts import cost_facts, funds_facts
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Narrated, Note
from zipingbiao.narrative.statements import Typed
from zipingbiao.narrative.variables import Value
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.above import is_above
from zipingbiao.scoring.lowered import why_lowered
from zipingbiao.scoring.result import RowScore, ScoredForm, State

__all__ = ["NarrativeFault", "Narrator", "narrate_form", "note_for"]

FUNDS = "funds"
_ROW, _OVER = "row.j2", "over.j2"
_NO_FUNDS_NOTE = Note(FUNDS, False, "", "")


def narrate_form(scored: ScoredForm, narrator: Narrator) -> Narrated:
    """All notes of a form, in its order: the money block first (where there is one), then every row."""
    form, found = scored.form, facts_of(scored)
    thresholds, money = found.thresholds, found.money
    notes: list[Note] = []
    if money is not None:
        notes.append(_funds_note(scored, money, found, narrator))
    for row, indicator, kind in zip(scored.rows, with_own_notes(form.indicators), found.kinds, strict=True):
        if kind is None:
            notes.append(_nothing(row.n))
            continue
        gap = found.cost_due if found.cost_due is not None and found.cost_due.n == row.n else None
        facts = row_facts(row, indicator, kind, thresholds, form.evaluated_year, scored.rulebook)
        if gap is not None and money is not None:
            facts |= cost_facts(money, gap)
        notes.append(_row_note(row, indicator, facts, narrator, thresholds))
    return Narrated(tuple(notes), _summary(scored, notes, narrator))


def note_for(
    indicator: Indicator, row: RowScore, rulebook: Rulebook, narrator: Narrator, *, year: int | None = None
) -> Note:
    """The note of one scored row, seen alone: what `PERF_NOTE` gives. 扣分类型 and 补充说明 stand in `indicator`.

    Without the money block, a cost that disagrees with it cannot be seen; `year` is the 评价年度, if known.
    """
    thresholds = thresholds_of(rulebook)
    kind = kind_of(row, indicator, thresholds, year, None)
    if kind is None:
        return _nothing(row.n)
    facts = row_facts(row, indicator, kind, thresholds, year, rulebook)
    return _row_note(row, indicator, facts, narrator, thresholds)


@lru_cache(maxsize=4096)
def _nothing(n: int) -> Note:
    return Note(n, False, "", "")


# ---------------------------------------------------------------- rows


def _row_note(
    row: RowScore, indicator: Indicator, facts: dict[str, Value], narrator: Narrator, thresholds: Thresholds
) -> Note:
    people = facts["people"] = is_satisfaction(indicator)
    named = facts["object"] = narrator.people.of(indicator.level3) if people else ""
    told = (indicator.actual.text, indicator.evidence)
    facts["survey_told"] = people and any(map(narrator.lexis.tells_survey, told))
    fact = f"fact-{facts['kind']}.j2"
    before = narrator.render(fact, facts) if indicator.note else ""
    said = narrator.said(
        Typed(indicator.reason, indicator.detail, indicator.note, before, people, str(named))
    )
    if not is_blank(indicator.evidence) and indicator.evidence not in narrator.lexis.empty:
        facts["evidence"] = _in_one_sentence(indicator.evidence)
    facts["when_done"] = _when_done(said.entered.dated, indicator.actual.text)
    text = narrator.write(
        (fact, _template(said.template, str(facts["kind"]))), facts, said, thresholds.max_length
    )
    return Note(row.n, True, said.code, text, gaps_of(text))


def _template(chosen: str, kind: str) -> str:
    """What is far over its target is explained as that, whatever was picked; and nothing else is."""
    if chosen not in (_ROW, _OVER):
        return chosen  # an office's own
    return _OVER if kind == Kind.OVER.value else _ROW


_SENTENCE_END = re.compile(r"[\s、，,]*[。；;！!？?\n\r]+[\s、，,]*")


def _in_one_sentence(evidence: str) -> str:
    return " ".join(_SENTENCE_END.sub("、", evidence.strip().rstrip("。；，;,. ")).split())


def _when_done(dated: tuple[str, ...], actual: str) -> str:
    """The unit's own words for the date that the actual gives: 于2024年12月24日签订合同 beside 12月24日."""
    date = "".join(actual.split())
    if len(dated) != 1 or not date or date not in dated[0]:
        return ""
    return f"实际{dated[0]}" if dated[0].startswith("于") else dated[0]


# ---------------------------------------------------------------- money


def _funds_note(scored: ScoredForm, money: MoneyBlock, found: Facts, narrator: Narrator) -> Note:
    if not found.money_due.any:
        return _NO_FUNDS_NOTE
    facts = funds_facts(scored, money, found.money_due)

    def tells(clause: str) -> bool:
        picked = narrator.reasons.find(clause) or narrator.reasons.by_phrase(clause)  # 前期手续未完成: a type
        return picked is None and tells_of_change(clause, found.of_money, scored.rulebook)

    said = narrator.said_of_money(money.line.note, facts, tells)
    text = narrator.write(("fact-funds.j2", "funds.j2"), facts, said, found.thresholds.max_length)
    return Note(FUNDS, True, said.code, text, gaps_of(text))


# ---------------------------------------------------------------- the whole form


def _summary(scored: ScoredForm, notes: Iterable[Note], narrator: Narrator) -> str:
    rate = scored.execution.rate
    blank = [is_blank(row.actual.text) and "actual" not in row.merged for row in scored.form.indicators]
    unjudged = sum(
        row.state is State.UNREADABLE and not empty for row, empty in zip(scored.rows, blank, strict=True)
    )
    facts: dict[str, Value] = {
        "total": plain(scored.total) if scored.total is not None else "",
        "grade": scored.grade or "",
        "rate": f"{rate:f}%" if rate is not None else "",
        "rows": str(len(scored.rows)),
        "unfilled": str(sum(blank) or ""),
        "unjudged": str(unjudged or ""),
        "missed": str(sum(row.state in FAILED for row in scored.rows)),
        "deducted": str(sum(map(is_marked_down, scored.rows))),
        "lowered": _lowered(scored),
        "above": "、".join(
            f"第{row.n}行"
            for row, indicator in zip(scored.rows, scored.form.indicators, strict=True)
            if is_above(row, indicator.score, scored.rulebook)
        ),
        "gaps": str(sum(len(note.gaps) for note in notes) or ""),
    }
    return narrator.render("summary.j2", facts)


def _lowered(scored: ScoredForm) -> str:
    if scored.added is None or scored.added == scored.total:
        return ""
    return f"各项得分之和{plain(scored.added)}分，{why_lowered(scored, scored.added)}"
