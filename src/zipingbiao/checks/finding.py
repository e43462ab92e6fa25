"""A finding: what is wrong, where, what was found, what is expected, what to do. Checks return it, never raise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zipingbiao.form.waiver import Waiver
from zipingbiao.record import record


class Severity(StrEnum):
    ERROR = "E"  # must be mended before hand-in
    WARNING = "W"
    HINT = "I"


class Group(StrEnum):
    """What the clerk can do about it."""

    NOW = "now"  # 本次可改
    EXPLAIN = "explain"  # 须说明
    NEXT = "next"  # 下年申报时改进; the target side was approved with the budget


class Status(StrEnum):
    """How a rule ended on a form; "not checked" never looks like "passed"."""

    PASSED = "passed"
    FOUND = "found"
    SKIPPED = "skipped"
    MANUAL = "manual"


@record(frozen=True, slots=True)
class Finding:
    """One finding on one field. Texts are Chinese and for the clerk; `field` is the 0-based path.

    `waiver`: set aside; such a finding is listed with the reason, but not counted. `request`: the unit asks a reviewer
    to set it aside; it still counts. `blocking`: what its rule says about the 报送版, None where it says nothing.
    """

    code: str
    severity: Severity
    group: Group
    field: str
    found: str
    expected: str
    message: str
    advice: str
    file: str = ""
    sheet: str | None = None
    cell: str | None = None
    related: tuple[str, ...] = ()
    waiver: Waiver | None = None
    request: Waiver | None = None
    blocking: bool | None = None

    @property
    def blocks_final(self) -> bool:
        """Whether it keeps the form from becoming a 报送版: as its rule says, else where it is an error."""
        return self.severity is Severity.ERROR if self.blocking is None else self.blocking


@record(frozen=True, slots=True)
class RuleRun:
    """How one rule ended on one form, and why where it did not simply pass or find."""

    code: str
    status: Status
    why: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings on one form, in order of place, and the status of every rule of the bundle."""

    findings: tuple[Finding, ...]
    runs: tuple[RuleRun, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody set aside."""
        return tuple(finding for finding in self.findings if finding.waiver is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that were set aside."""
        return tuple(finding for finding in self.findings if finding.waiver is not None)

    @property
    def requested(self) -> tuple[Finding, ...]:
        """The findings that stand although the unit asks to have them set aside."""
        return tuple(finding for finding in self.open if finding.request is not None)
