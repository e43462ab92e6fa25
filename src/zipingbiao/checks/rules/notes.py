"""JXN 说明: what a note has to hold, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import GAP, says_nothing
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import rule
from zipingbiao.deviation.explained import is_hollow
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain
from zipingbiao.form.quantity.read import told_dates
from zipingbiao.form.quantity.readings import Moment, Number, Word
from zipingbiao.scoring.survey import surveyed_by

_CLAUSE_ENDS = re.compile("[，。；,;\n|]")
#: Lists of what is said in a note and is no cause.
_NO_CAUSE = ("no_cause", "oral", "survey", "time")


def _own(row: Row) -> bool:
    """A note of its own, not one that covers it from above."""
    return "note" not in row.indicator.merged and not is_blank(row.note)


def _notes(check: Context) -> Iterator[Row]:
    if not check.prints_notes:
        raise absent(check, Block.INDICATORS, "本表没有偏差原因分析栏")
    return (row for row in check.rows if _own(row))


@rule("JXN001")
def empty_words(check: Context) -> Iterator[Finding]:
    for row in _notes(check):
        if row.is_marked_down and says_nothing(check, row.explanation):
            yield check.finding(
                f"{row.field}.note",
                found=row.explanation,
                expected="扣分的原因和改进措施",
                message=f"{row.called()}扣了分，说明只写“{row.explanation}”。",
            )


@rule("JXN002")
def half_a_note(check: Context) -> Iterator[Finding]:
    for row in _notes(check):
        note = row.explanation
        if not row.is_marked_down or GAP in note or says_nothing(check, note):
            continue
        clauses = _clauses(note)
        lacking = [
            name
            for name, has in (("原因", _cause), ("改进措施", _measure), ("完成时限", _time))
            if not has(check, clauses)
        ]
        if lacking:
            yield check.finding(
                f"{row.field}.note",
                found=note if len(note) <= 40 else f"{note[:40]}…",
                expected="原因、改进措施和完成时限",
                message=f"{row.called()}的说明缺{'、'.join(lacking)}。",
            )


def _clauses(note: str) -> list[str]:
    return [clause for clause in _CLAUSE_ENDS.split(note) if clause.strip()]


def _cause(check: Context, clauses: list[str]) -> bool:
    """A clause that names a cause, or one before the measures of which no list says that it is something else."""
    measures = False
    for clause in clauses:
        if check.says(clause, "state") or check.says(clause, "background"):
            continue
        if check.says(clause, "cause") and not _is_hollow(check, clause):
            return True
        measures = measures or check.says(clause, "measure") or _planned(check, clause)
        if not measures and _tells_something(check, clause):
            return True
    return False


def _tells_something(check: Context, clause: str) -> bool:
    """供货商延期交货: what the unit chose to say, being neither the form's own figures nor hearsay nor a word for nothing."""
    told = not any(check.says(clause, key) for key in _NO_CAUSE) and not says_nothing(check, clause.strip())
    return told and not _is_hollow(check, clause) and not _only_dates(check, clause)


def _only_dates(check: Context, clause: str) -> bool:
    """于2024年12月24日签订合同: when something was done, and neither why it was late nor when anything will be done."""
    return _dates_a_deed(check, clause) and not check.says(clause, "delay")


def _dates_a_deed(check: Context, clause: str) -> bool:
    if not clause.strip().startswith(check.words("deed_dated")) or check.says(clause, "measure"):
        return False
    moments = [dated.moment for dated in told_dates(clause, None)]
    return bool(moments) and not any(moment and moment.by for moment in moments)


def _is_over(check: Context, clause: str) -> bool:
    """Whether the days that a clause names, no measure, are no later than the evaluated year."""
    year = check.form.evaluated_year
    moments = [dated.moment for dated in told_dates(clause, None) if dated.moment]
    over = bool(moments) and all(year and each.year and each.last.year <= year for each in moments)
    return over and not check.says(clause, "measure")


def _is_hollow(check: Context, clause: str) -> bool:
    """受各种原因影响, 改进措施：加强: nothing is left without the words that fit any row."""
    return is_hollow(clause, check.rulebook)


def _measure(check: Context, clauses: list[str]) -> bool:
    return any(
        (check.says(clause, "measure") and not _is_hollow(check, clause)) or _planned(check, clause)
        for clause in clauses
    )


def _planned(check: Context, clause: str) -> bool:
    """Something to be done by a day after the evaluated year (工程科2025年5月底前完成验收), not a cause nor a state."""
    if check.says(clause, "cause") or check.says(clause, "state"):
        return False
    year = check.form.evaluated_year
    moments = (dated.moment for dated in told_dates(clause, None))
    return any(m and m.by and m.year and (year is None or m.last.year > year) for m in moments)


def _time(check: Context, clauses: list[str]) -> bool:
    """A time by which something will be done; behind a measure the date of a deed is that of the measure."""
    measured = False
    for clause in clauses:
        deed = not measured and _dates_a_deed(check, clause)
        if not deed and not _is_over(check, clause) and _names_a_time(check, clause):
            return True
        measured = measured or check.says(clause, "measure")
    return False


def _names_a_time(check: Context, clause: str) -> bool:
    """A word of time to come, or a date in a clause that speaks of a measure or is called 完成时限."""
    if check.says(clause, "time"):
        return True
    dated = any(each.moment for each in told_dates(clause, None))
    return dated and (
        check.says(clause, "measure") or check.says(clause, "time_named") or _planned(check, clause)
    )


@rule("JXN003")
def satisfaction_without_survey(check: Context) -> Iterator[Finding]:
    rows = [row for row in check.rows if row.is_satisfaction]
    if not rows:
        raise absent(check, Block.INDICATORS, "本表没有满意度指标")
    for row in rows:
        actual = row.scored.actual
        rate = isinstance(actual, Word) or (
            isinstance(actual, Number) and actual.unit.dimension in ("ratio", "")
        )
        full = row.scored.score is not None and not row.is_marked_down
        if not (rate and full) or check.says(row.indicator.level3, "fault"):
            continue
        if not _surveyed(check, row) and not _without_source(check, row):
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected="注明调查方式、样本量，或附佐证材料",
                message=f"{row.called()}填报{row.indicator.actual.text}并得满分，没有写明调查依据。",
            )


@rule("JXN004")
def note_on_wrong_row(check: Context) -> Iterator[Finding]:
    if not any(row.is_time for row in check.rows):
        raise absent(check, Block.INDICATORS, "本表没有时效指标")
    for row in _notes(check):
        note = row.said
        if row.is_time or row.together or GAP in note or isinstance(row.scored.target, Moment):
            continue
        if row.scored.met and _tells_when_done(check, note):
            yield check.finding(
                f"{row.field}.note",
                found=note if len(note) <= 40 else f"{note[:40]}…",
                expected="写在时效指标一行",
                message=f"{row.called()}不是时效指标，说明讲的是完成时间。",
            )


def _tells_when_done(check: Context, note: str) -> bool:
    """A word of time and a date, both of what was done: what is still to be done has a time of its own."""
    told = [
        clause
        for clause in _clauses(note)
        if not check.says(clause, "measure") and not _planned(check, clause)
    ]
    dated = any(each.moment for clause in told for each in told_dates(clause, check.form.evaluated_year))
    return dated and any(check.says(clause, "late_note") for clause in told)


@rule("JXN005")
def note_length(check: Context) -> Iterator[Finding]:
    least, most = check.rulebook.number("note.min_length"), check.rulebook.number("note.max_length")
    for row in _notes(check):
        length = len(row.said)
        if row.said and not least <= length <= most:
            yield check.finding(
                f"{row.field}.note",
                found=f"{length}字",
                expected=f"{plain(least)}～{plain(most)}字",
                message=f"{row.called()}的说明{length}字，{'太短' if length < least else '太长'}。",
            )


@rule("JXN006")
def figure_without_source(check: Context) -> Iterator[Finding]:
    for row in _notes(check):
        if _without_source(check, row):
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected="调查得出的数字，或写明没有开展调查",
                message=f"{row.called()}填报{row.indicator.actual.text}，说明只有口头或“未收到反馈”，数字没有来源。",
                related=(f"{row.field}.note",),
            )


def _without_source(check: Context, row: Row) -> bool:
    """A satisfaction rate whose note has hearsay only: JXN006's fact, of which JXN003 is silent."""
    actual = row.scored.actual
    rate = row.is_satisfaction and isinstance(actual, Number) and actual.unit.dimension == "ratio"
    heard = check.prints_notes and _own(row) and GAP not in row.said and check.says(row.said, "oral")
    return rate and heard and not _surveyed(check, row)


def _surveyed(check: Context, row: Row) -> bool:
    """Whether a survey was made, not only planned, and not denied."""
    return bool(surveyed_by(row.indicator, row.note, check.rulebook))
