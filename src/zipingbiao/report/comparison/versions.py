"""Two versions of forms compared: what was changed that had been approved, what was mended, hidden, left, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zipingbiao.checks.finding import Finding
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.pairing import Basis, Pairs, alike, pair_rows, paired_forms
from zipingbiao.report.comparison.asked import names_place, restores, was_asked_for
from zipingbiao.report.comparison.changes import Change, Kind, changes_of
from zipingbiao.report.comparison.fates import Fates, Hidden, fates
from zipingbiao.report.subject import Review, Reviewed

#: Two projects with fewer rows in common than this are two projects.
_STRANGERS = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class FormDiff:
    """Two versions of one form; `old` or `new` is None where only one side has it. `basis`: by what they were paired."""

    old: Reviewed | None
    new: Reviewed | None
    changes: tuple[Change, ...] = ()
    fates: Fates = field(default_factory=Fates)
    basis: Basis | None = None
    strangers: bool = False
    #: What was handed in first, where `old` is a later version of it.
    first: Form | None = None

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        return self.fates.new

    @property
    def gone_findings(self) -> tuple[Finding, ...]:
        """What was mended."""
        return self.fates.mended

    @property
    def hidden_findings(self) -> tuple[Hidden, ...]:
        return self.fates.hidden

    @property
    def kept_findings(self) -> tuple[Finding, ...]:
        return self.fates.kept

    @property
    def waived_findings(self) -> tuple[Finding, ...]:
        """What was set aside since."""
        return self.fates.waived

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What is left to do on the new version."""
        return () if self.new is None else self.new.checked.open

    @property
    def lost_findings(self) -> tuple[Finding, ...]:
        """What was open on a form that was not handed in again."""
        return self.old.checked.open if self.old is not None and self.new is None else ()

    @property
    def approved_changes(self) -> tuple[Change, ...]:
        """What had been approved with the budget and is another now, though nobody had asked for it."""
        return tuple(
            change
            for change in self.changes
            if change.is_of_what_was_approved and not self._was_wanted(change)
        )

    @property
    def asked_changes(self) -> tuple[Change, ...]:
        """What had been approved, and was changed because a finding that is mended now had said that it was wrong.

        Or because it had been changed before, and is again what was handed in first.
        """
        return tuple(
            change for change in self.changes if change.is_of_what_was_approved and self._was_wanted(change)
        )

    def _was_wanted(self, change: Change) -> bool:
        if was_asked_for(change, self.fates.mended):
            return True
        old, new, first = self.old, self.new, self.first
        return not (old is None or new is None or first is None) and restores(
            change, old.form, new.form, first
        )

    @property
    def lapsed_findings(self) -> tuple[Finding, ...]:
        """What is gone though nothing was mended: it had been found beside other forms, and they are others now."""
        return self.fates.lapsed

    @property
    def raised_scores(self) -> tuple[tuple[Change, Finding], ...]:
        """Printed scores that are higher now on rows of which something had been said, each with the first that was said."""
        if self.old is None or self.new is None:
            return ()
        return tuple(_raised(self.old, self.changes))

    @property
    def unasked_scores(self) -> tuple[Change, ...]:
        """Printed scores that were changed on rows of which nothing had been said."""
        if self.old is None or self.new is None:
            return ()
        weights = {change.row for change in self.asked_changes if change.field == "weight"}
        told = self.fates.mended
        return tuple(
            change
            for change in _unasked(self.old, self.changes, self.pairs)
            if change.row not in weights and not names_place(change, told)
        )

    @property
    def pairs(self) -> Pairs:
        if self.old is None or self.new is None:
            return []
        return pair_rows(self.old.form.indicators, self.new.form.indicators)

    @property
    def doubt(self) -> str:
        """Why these two may be two projects; "" where nothing speaks for it."""
        if self.old is None or self.new is None or not self.strangers:
            return ""
        how = "编号相同" if self.basis is Basis.ID else "只按次序配对"
        return f"前稿“{self.old.name}”、后稿“{self.new.name}”像是两个项目（{how}），请核对是不是拿错了文件"

    @property
    def suspicious(self) -> bool:
        """Whether a reviewer has to look before believing that things were mended."""
        return bool(self.approved_changes or self.hidden_findings or self.doubt or self.lost_findings)

    @property
    def same(self) -> bool:
        """Whether both sides are there and nothing differs."""
        both = self.old is not None and self.new is not None
        found = self.new_findings or self.gone_findings or self.waived_findings or self.hidden_findings
        return both and not (self.changes or found)


def diff(old: Review, new: Review) -> tuple[FormDiff, ...]:
    """All forms of both sides, in the order of the new one."""
    pairs = paired_forms([each.form for each in old.forms], [each.form for each in new.forms])
    return tuple(
        compared(None if a is None else old.forms[a], None if b is None else new.forms[b], basis)
        for a, b, basis in pairs
    )


def compared(
    old: Reviewed | None, new: Reviewed | None, basis: Basis | None = None, first: Form | None = None
) -> FormDiff:
    """One pair. `first`: what was handed in first, where `old` came in place of it."""
    if old is None or new is None:
        return FormDiff(old, new)
    rows = pair_rows(old.form.indicators, new.form.indicators)
    doubtful = basis in (Basis.ID, Basis.ORDER) and _strangers(old, new)
    changes = changes_of(old, new, rows)
    return FormDiff(old, new, changes, fates(old, new, rows, changes, first), basis, doubtful, first)


def _strangers(old: Reviewed, new: Reviewed) -> bool:
    """Whether neither the name nor most of the rows are the same."""
    if alike(old.form.name, new.form.name) >= _STRANGERS:
        return False
    before = {"".join(row.level3.split()) for row in old.form.indicators}
    after = {"".join(row.level3.split()) for row in new.form.indicators}
    most = max(len(before), len(after))
    return most == 0 or Fraction(len(before & after), most) < _STRANGERS


def _raised(old: Reviewed, changes: Sequence[Change]) -> Iterator[tuple[Change, Finding]]:
    for change in changes:
        if change.field != "score" or not change.is_raised or not change.path.startswith("indicators["):
            continue
        row = change.path.partition(".")[0]
        told = next((each for each in old.checked.open if each.field.partition(".")[0] == row), None)
        if told is not None:
            yield change, told


def _unasked(old: Reviewed, changes: Sequence[Change], pairs: Pairs) -> Iterator[Change]:
    to_old = {b: a for a, b in pairs if a is not None and b is not None}
    for change in changes:
        if change.kind is not Kind.SCORE or change.field != "score" or change.row is None:
            continue
        if is_blank(change.before):  # a first score is no other score; whether it is too high, the rules say
            continue
        a = to_old.get(change.row - 1)
        told = any(each.field.partition(".")[0] == f"indicators[{a}]" for each in old.checked.open)
        if a is not None and not told:
            yield change
