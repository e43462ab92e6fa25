"""Where a review stands: which units first, what to look at before anything is believed, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zipingbiao.desk.files import UNREAD, not_come, open_files
from zipingbiao.desk.outcomes import APPROVED, HIDDEN, MENDED, RAISED, UNASKED
from zipingbiao.desk.register import Register
from zipingbiao.desk.seen import CURRENT, UNDECIDED
from zipingbiao.desk.units import called, near_names
from zipingbiao.form.unit_name import NO_UNIT
from zipingbiao.report.pivots import department_of

#: A finding whose content a waiver names is set aside.
WAIVED = (
    "EXISTS (SELECT 1 FROM waivers w WHERE w.unit = m.unit AND w.code = f.code AND w.facts = f.facts"
    " AND w.project = m.project)"
)
#: The findings that a request names.
NAMED = "SELECT 1 FROM asked a WHERE a.form = r.form AND a.code = r.code AND a.place = r.place"
#: A request that the reviewer has not granted: one of the very findings that it names still stands.
UNANSWERED = (
    "EXISTS (SELECT 1 FROM asked a JOIN findings f ON f.form = a.form AND f.id = a.id"
    f" WHERE a.form = r.form AND a.code = r.code AND a.place = r.place AND NOT {WAIVED})"
)
#: A form with errors that has stayed as it came first, though others were handed in again since.
WAITING = (
    f"m.state = '{CURRENT}' AND (SELECT kind FROM rounds r WHERE r.round = m.round) = 'receive'"
    " AND EXISTS (SELECT 1 FROM rounds r WHERE r.round > m.round AND r.kind = 'again')"
    f" AND EXISTS (SELECT 1 FROM findings f WHERE f.form = m.form AND f.severity = 'E' AND NOT {WAIVED})"
)
_FINDINGS = "FROM findings f JOIN forms m ON f.form = m.form"
_FATES = (
    "FROM forms m JOIN outcomes o ON o.form = m.before JOIN findings f ON f.form = o.form AND f.id = o.id"
)
_BY = "GROUP BY m.unit, m.department"


def _counted(what: str, where: str) -> str:
    return f"SELECT m.unit, m.department, count(*) AS n {what} WHERE m.state = '{CURRENT}' AND {where} {_BY}"


#: What is counted for each unit and 主管部门. Hints need no answer: they are neither 已改好 nor 仍未改.
_COUNTS: Mapping[str, str] = {
    **{
        name: _counted(_FINDINGS, f"f.severity = '{severity}' AND NOT {WAIVED}")
        for name, severity in (("errors", "E"), ("warnings", "W"), ("hints", "I"))
    },
    "waived": _counted(_FINDINGS, WAIVED),
    "requested": _counted("FROM requests r JOIN forms m ON r.form = m.form", UNANSWERED),
    "undecided": f"SELECT m.unit, m.department, count(*) AS n FROM forms m WHERE m.state = '{UNDECIDED}' {_BY}",
    "waiting": _counted("FROM forms m", WAITING),
    "mended": _counted(_FATES, f"o.fate = '{MENDED}' AND f.severity <> 'I' AND NOT {WAIVED}"),
    "hidden": _counted(_FATES, f"o.fate = '{HIDDEN}' AND NOT {WAIVED}"),
    "still": _counted(
        _FINDINGS, f"f.severity <> 'I' AND NOT {WAIVED} AND (f.first < m.round OR ({WAITING}))"
    ),
    "approved": _counted("FROM changes c JOIN forms m ON c.form = m.form", f"c.kind = '{APPROVED}'"),
}


@dataclass(slots=True)
class Standing:
    """One unit (or one 主管部门) and what is open there."""

    key: str
    name: str
    forms: int = 0
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    waived: int = 0
    requested: int = 0
    unread: int = 0
    partly: int = 0
    missing: int = 0
    undecided: int = 0
    left_out: int = 0
    still: int = 0
    hidden: int = 0
    approved: int = 0
    mended: int = 0
    waiting: int = 0

    @property
    def urgency(self) -> tuple[int, int, int, int, int]:
        """Units with the most to look at come first."""
        cheats = self.approved + self.hidden
        return (
            cheats,
            self.unread + self.partly + self.missing + self.undecided + self.waiting,
            self.errors,
            self.still,
            self.warnings,
        )

    @property
    def is_done(self) -> bool:
        """Whether nothing is left that a unit or the reviewer must do."""
        return not any(
            (
                self.errors,
                self.warnings,
                self.unread,
                self.partly,
                self.missing,
                self.undecided,
                self.hidden,
                self.approved,
            )
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The register at a glance. `first`: what to look at before anything else, in words."""

    round: int
    day: str
    units: tuple[Standing, ...]
    departments: tuple[Standing, ...]
    files: dict[str, int] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> Standing:
        """All units together."""
        whole = Standing("", "合计")
        for unit in self.units:
            for name in Standing.__slots__:
                if name not in ("key", "name"):
                    setattr(whole, name, getattr(whole, name) + getattr(unit, name))
        return whole


def status(register: Register) -> Status:
    """Everything counted from the register; what was waived, replaced or copied counts nowhere."""
    names = called(register)
    tally = _Tally(names, _only_department(register))
    _count(register, tally)
    last = register.one("SELECT day FROM rounds ORDER BY round DESC LIMIT 1")
    states = register.rows("SELECT state FROM files WHERE round = ?", register.round)
    return Status(
        register.round,
        "" if last is None else last["day"],
        _sorted(tally.units.values()),
        _sorted(tally.departments.values()),
        dict(Counter(row["state"] for row in states)),
        tuple(_first(register, names)),
        tuple(near_names(register)),
    )


@dataclass(slots=True)
class _Tally:
    """The units and 主管部门 as they are counted. `alone`: by unit the one 主管部门 that its forms name."""

    names: Mapping[str, str]
    alone: Mapping[str, str]
    units: dict[str, Standing] = field(default_factory=dict)
    departments: dict[str, Standing] = field(default_factory=dict)

    def of(self, unit: str, department: str | None = None) -> tuple[Standing, Standing]:
        """A unit and its 主管部门: the form's own, else the one that all forms of the unit name."""
        named = self.alone.get(unit, "") if department is None else department
        text = department_of(named) or "（未填主管部门）"
        return (
            self.units.setdefault(unit, Standing(unit, self.names.get(unit) or unit or NO_UNIT)),
            self.departments.setdefault(text, Standing(text, text)),
        )


def _count(register: Register, tally: _Tally) -> None:
    for row in register.rows("SELECT * FROM forms WHERE state = ?", CURRENT):
        for each in tally.of(row["unit"], row["department"]):
            each.forms += 1
            each.left_out += bool(row["left_out"])
    for name, query in _COUNTS.items():
        for row in register.rows(query):
            for each in tally.of(row["unit"], row["department"]):
                setattr(each, name, getattr(each, name) + row["n"])
    for row in open_files(register):
        for each in tally.of(row["unit"]):
            each.unread += row["state"] == UNREAD
            each.partly += row["state"] != UNREAD
    for gone in not_come(register):
        for each in tally.of(gone.unit):
            each.missing += 1


def _only_department(register: Register) -> dict[str, str]:
    """By unit the 主管部门 that all its forms name; a unit whose forms name several has none."""
    named: dict[str, set[str]] = {}
    for row in register.rows("SELECT DISTINCT unit, department FROM forms WHERE state = ?", CURRENT):
        named.setdefault(row["unit"], set()).add(department_of(row["department"]))
    return {key: next(iter(names)) for key, names in named.items() if len(names) == 1}


def not_again(register: Register) -> Sequence[Any]:
    """The forms with errors that came before a resubmission and were not among what was handed in again."""
    return register.rows(f"SELECT m.* FROM forms m WHERE {WAITING} ORDER BY m.unit, m.form")


def _sorted(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(standings, key=lambda each: (*(-n for n in each.urgency), each.name)))


def _first(register: Register, names: Any) -> Iterable[str]:
    """What nobody may overlook, one sentence each."""
    for row in register.rows(
        "SELECT m.unit, m.name, c.* FROM changes c JOIN forms m ON c.form = m.form WHERE m.state = ? AND c.kind = ?",
        CURRENT,
        APPROVED,
    ):
        yield f"批复内容被改：{names.get(row['unit'], row['unit'])}“{row['name']}”{row['place']}的{row['label']}，{row['before'] or '（空）'} → {row['after'] or '（空）'}"
    for row in register.rows(
        "SELECT m.unit, m.name, o.why, f.code, f.message FROM outcomes o JOIN forms m ON m.before = o.form"
        " JOIN findings f ON f.form = o.form AND f.id = o.id WHERE m.state = ? AND o.fate = ?",
        CURRENT,
        HIDDEN,
    ):
        yield f"删空后消失：{names.get(row['unit'], row['unit'])}“{row['name']}”{row['why']}，原问题 {row['code']} {row['message']}"
    for row in register.rows(
        "SELECT m.unit, m.name, c.* FROM changes c JOIN forms m ON c.form = m.form WHERE m.state = ? AND c.kind IN (?, ?)",
        CURRENT,
        UNASKED,
        RAISED,
    ):
        told = "没有指出问题，得分却改了" if row["kind"] == UNASKED else "指出过问题的行，得分改高"
        yield f"{told}：{names.get(row['unit'], row['unit'])}“{row['name']}”{row['place']}，{row['before'] or '（空）'} → {row['after'] or '（空）'}"
    for row in register.rows(
        "SELECT m.*, EXISTS (SELECT 1 FROM forms o WHERE o.file = m.file AND o.unit = m.unit AND o.project = m.project"
        " AND o.form <> m.form AND o.state IN (?, ?)) AS beside FROM forms m WHERE m.state = ?",
        CURRENT,
        UNDECIDED,
        UNDECIDED,
    ):
        how = "desk 复核 choose 文件 --at 位置" if row["beside"] else "desk 复核 choose 文件"
        yield f"要您定：{names.get(row['unit'], row['unit'])}“{row['name']}”{row['file']}——{row['reason']}定了用 {how}"
