"""What a rule sees of a form: the scored form, its rulebook, figures already read, and how to report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from zipingbiao.checks.approved import Approved
from zipingbiao.checks.approved_side import is_approved_side
from zipingbiao.checks.catalogue import RuleInfo
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.deviation.facts import Facts, facts_of
from zipingbiao.deviation.row_kinds import is_cost, is_satisfaction, is_time
from zipingbiao.deviation.rows import is_marked_down
from zipingbiao.form.model import Entry, Form, FundKind, FundLine, Indicator, is_blank
from zipingbiao.form.money import Interval, amount, exact_amount, points
from zipingbiao.form.shared_notes import notes_by_row
from zipingbiao.form.shortened import shortened
from zipingbiao.form.unscored import is_left_to_the_rule, is_unused, parts
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore, ScoredForm

_SHORT = 16
#: What an advice on the target side begins with, where it can only be followed next year.
_NEXT_SEASON = "下年申报时"
_WAIVED = "豁免"
#: What an advice ends with, where the finding blocks and no cell can simply be corrected.
_WAY_OUT = "不能改的，写明理由后豁免本条，即可报送。"


@record(frozen=True, slots=True)
class Row:
    """One indicator with its score; `i` counts from 0."""

    i: int
    indicator: Indicator
    scored: RowScore
    note: str  # its own note, or the merged one above that covers it
    said: str  # what that note says of this row: of a cell that tells several rows apart its own lines, else all of it
    together: bool  # the note speaks of several rows at once and does not say of which
    field: str  # its path
    levels: str  # 一级 and 二级指标
    is_time: bool
    is_satisfaction: bool
    is_marked_down: bool  # 得分 below 分值

    def called(self) -> str:
        """How a message names the row: `第3行“确保……”`."""
        text = self.indicator.level3 or self.indicator.level2 or self.indicator.level1
        short = shortened(text, _SHORT)
        return f"第{self.i + 1}行“{short}”" if short else f"第{self.i + 1}行"

    def text(self, field: str) -> str:
        """What is printed in a field of the row."""
        value: str | Entry = getattr(self.indicator, field)
        return value if isinstance(value, str) else value.text

    @property
    def explanation(self) -> str:
        """What may explain the row: its own lines, and where a shared cell has none for it, all of that cell."""
        return self.said or self.note

    @property
    def is_cost(self) -> bool:
        return is_cost(self.indicator)


class Context:
    """One form under check. Figures are read once. `received`: handed in on a sheet, all of it filled by its unit."""

    def __init__(
        self, scored: ScoredForm, approved: Approved | None = None, *, received: bool = False
    ) -> None:
        self.scored = scored
        self.form: Form = scored.form
        self.rulebook: Rulebook = scored.rulebook
        self.approved = approved
        self.received = received and self.form.on_a_sheet and not self.form.reading.computed
        self.info: RuleInfo

    # ------------------------------------------------------------ what the form holds

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        made: list[Row] = []
        note = ""
        indicators = self.form.indicators
        told = notes_by_row(indicators)
        for i, (indicator, scored) in enumerate(zip(indicators, self.scored.rows, strict=True)):
            note = note if "note" in indicator.merged else indicator.note.strip()
            if is_unused(indicator):
                continue
            made.append(
                Row(
                    i,
                    indicator,
                    scored,
                    note,
                    told[i].text.strip(),
                    told[i].together,
                    f"indicators[{i}]",
                    indicator.level1 + indicator.level2,
                    is_time(indicator),
                    is_satisfaction(indicator),
                    is_marked_down(scored),
                )
            )
        return tuple(made)

    @cached_property
    def facts(self) -> Facts:
        """What of the form may need a word; narrative says the same facts."""
        return facts_of(self.scored)

    @cached_property
    def unused(self) -> tuple[int, ...]:
        """The rows (from 0) of the standard table that nobody filled; no rule speaks of them but JXF006."""
        return tuple(i for i, indicator in enumerate(self.form.indicators) if is_unused(indicator))

    @cached_property
    def parts(self) -> frozenset[int]:
        """The rows (from 0) that only tell a part of the row above, which has the points."""
        return parts(self.form, self.rulebook.number("total.weight"))

    @cached_property
    def total_line(self) -> tuple[int, FundLine] | None:
        """年度资金总额 with its place in `funds`."""
        return next(((i, line) for i, line in enumerate(self.form.funds) if line.row is FundKind.TOTAL), None)

    @cached_property
    def carries_over(self) -> bool:
        """Whether there is 上年结转资金."""
        line = self.form.fund(FundKind.CARRY_OVER)
        texts = (line.annual_budget, line.initial_budget) if line is not None else ()
        return any(exact_amount(text, self.form.amount_unit) for text in texts)

    def amount(self, text: str) -> Interval | None:
        """A printed amount in 万元, as the interval it stands for."""
        return amount(text, self.form.amount_unit, self.rulebook.number("amount.half_width"))

    @cached_property
    def prints_notes(self) -> bool:
        """Whether the layout has a note column: some note is filled, or the reader saw its cells."""
        if any(row.note for row in self.form.indicators):
            return True
        return not self.form.places or any(field.endswith("].note") for field in self.form.places)

    def prints(self, field: str) -> bool:
        """Whether any row of 绩效指标 has that field filled."""
        return any(_filled(row, field) for row in self.form.indicators)

    def lacks(self, field: str) -> bool:
        """Whether the layout that was read has no cell for that field; JSON knows no cells."""
        return bool(self.form.places) and field not in self.form.places

    @cached_property
    def mostly_unscored(self) -> bool:
        """Whether the unit typed only the scores it lowered, and leaves the others to the rule."""
        return is_left_to_the_rule(self.form)

    @cached_property
    def texts_of_notes(self) -> str:
        return "\n".join((*(row.note for row in self.rows), *(line.note for line in self.form.funds)))

    def words(self, key: str) -> tuple[str, ...]:
        """A word list of the rulebook."""
        return self.rulebook.words.get(key, ())

    def says(self, text: str, key: str) -> bool:
        """Whether a text holds a word of that list."""
        return bool(self.rulebook.first_word(text, key))

    def first(self, text: str, key: str) -> str:
        """The first word of that list that a text holds, or ""."""
        return self.rulebook.first_word(text, key)

    # ------------------------------------------------------------ how to report

    def _in_season(self, group: Group) -> Group:
        """What was approved is mended next year; what is only applied for, now."""
        return group if self.form.reports or group is not Group.NEXT else Group.NOW

    def _advice(self, text: str, *, way_out: bool) -> str:
        """`今年…；下年申报时改比较符。` says to an application only what to do now. What blocks says its way out."""
        if not self.form.reports:
            return text.rpartition(_NEXT_SEASON)[2]
        return f"{text}{_WAY_OUT}" if way_out and _WAIVED not in text else text

    def finding(
        self,
        field: str,
        *,
        found: str,
        expected: str,
        message: str,
        advice: str = "",
        severity: Severity | None = None,
        group: Group | None = None,
        related: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of the rule being run; severity, group and advice from the catalogue unless given."""
        place, graded = self.form.place(field), self.info.graded(severity)
        season, blocking = self._in_season(group or self.info.group), self.info.blocks(graded)
        fixed = blocking and (season is not Group.NOW or is_approved_side(field))
        return Finding(
            code=self.info.code,
            severity=graded,
            group=season,
            field=field,
            found=found,
            expected=expected,
            message=message,
            advice=self._advice(advice or self.info.advice, way_out=fixed),
            file=place.file or self.form.file,
            sheet=place.sheet,
            cell=place.cell,
            related=related,
            blocking=blocking,
        )


def _filled(indicator: Indicator, field: str) -> bool:
    value = getattr(indicator, field)
    return not is_blank(value if isinstance(value, str) else value.text)


def filled(indicator: Indicator, field: str) -> bool:
    """Whether a field of a row holds something, or is covered by a merged cell above."""
    return field in indicator.merged or _filled(indicator, field)


def weights_of(rows: tuple[Row, ...]) -> Iterator[Decimal]:
    """All printed 分值 that are numbers."""
    for row in rows:
        value = points(row.indicator.weight)
        if value is not None:
            yield value
