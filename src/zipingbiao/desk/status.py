"""Where a review stands: which units first, what to look at before anything is believed, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from zipingbiao.desk.intake import APPROVED, CURRENT, HIDDEN, MENDED, PARTLY, STILL, UNREAD
from zipingbiao.desk.register import Register
from zipingbiao.desk.units import called, missing, near_names
from zipingbiao.form.unit_name import NO_UNIT

#: A finding whose content a waiver names is set aside.
WAIVED = (
    "EXISTS (SELECT 1 FROM waivers w WHERE w.unit = m.unit AND w.code = f.code AND w.facts = f.facts"
    " AND w.project = m.project)"
)
_COUNTS = (
    "SELECT m.unit, m.department, f.severity, count(*) AS n FROM findings f JOIN forms m ON f.form = m.form"
    f" WHERE m.state = ? AND NOT {WAIVED} GROUP BY m.unit, m.department, f.severity"
)


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

    @property
    def urgency(self) -> tuple[int, int, int, int, int]:
        """Units with the most to look at come first."""
        cheats = self.approved + self.hidden
        return (
            cheats,
            self.unread + self.partly + self.missing + self.undecided,
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
    units: dict[str, Standing] = {}
    departments: dict[str, Standing] = {}

    def unit(key: str) -> Standing:
        return units.setdefault(key, Standing(key, names.get(key) or key or NO_UNIT))

    def department(name: str) -> Standing:
        text = "".join(name.split()) or "（未填主管部门）"
        return departments.setdefault(text, Standing(text, text))

    for row in register.rows("SELECT * FROM forms WHERE state = ?", CURRENT):
        for each in (unit(row["unit"]), department(row["department"])):
            each.forms += 1
            each.left_out += bool(row["left_out"])
    for row in register.rows(_COUNTS, CURRENT):
        for each in (unit(row["unit"]), department(row["department"])):
            _count(each, row["severity"], row["n"])
    for key, n in _by_unit(
        register,
        f"SELECT m.unit, count(*) AS n FROM findings f JOIN forms m ON f.form = m.form WHERE m.state = '{CURRENT}' AND {WAIVED} GROUP BY m.unit",
    ):
        unit(key).waived = n
    for key, n in _by_unit(
        register,
        f"SELECT m.unit, count(*) AS n FROM requests r JOIN forms m ON r.form = m.form WHERE m.state = '{CURRENT}' GROUP BY m.unit",
    ):
        unit(key).requested = n
    for row in register.rows(
        "SELECT unit, state, count(*) AS n FROM forms WHERE state = '待定' GROUP BY unit"
    ):
        unit(row["unit"]).undecided = row["n"]
    _files(register, unit)
    for gone in missing(register):
        unit(gone.unit).missing += 1
    _since(register, unit)
    last = register.one("SELECT day FROM rounds ORDER BY round DESC LIMIT 1")
    return Status(
        register.round,
        "" if last is None else last["day"],
        _sorted(units.values()),
        _sorted(departments.values()),
        dict(
            Counter(
                row["state"]
                for row in register.rows("SELECT state FROM files WHERE round = ?", register.round)
            )
        ),
        tuple(_first(register, names)),
        tuple(near_names(register)),
    )


def _count(each: Standing, severity: str, n: int) -> None:
    name = {"E": "errors", "W": "warnings", "I": "hints"}[severity]
    setattr(each, name, getattr(each, name) + n)


def _by_unit(register: Register, query: str) -> Iterable[tuple[str, int]]:
    return [(row["unit"], row["n"]) for row in register.rows(query)]


def _files(register: Register, unit: Any) -> None:
    """A file that could not be read stays open until one of the same path, or all forms of its unit, come in a later round."""
    for row in open_files(register):
        if row["state"] == UNREAD:
            unit(row["unit"]).unread += 1
        else:
            unit(row["unit"]).partly += 1


def open_files(register: Register) -> Sequence[Any]:
    """The files not read, or not whole, and not handed in again since."""
    return register.rows(
        "SELECT * FROM files a WHERE state IN (?, ?) AND NOT EXISTS"
        " (SELECT 1 FROM files b WHERE b.round > a.round AND b.file = a.file)"
        " AND (a.state = ? OR EXISTS (SELECT 1 FROM forms m WHERE m.round = a.round AND m.file = a.file AND m.state = ?))"
        " ORDER BY round, file",
        UNREAD,
        PARTLY,
        UNREAD,
        CURRENT,
    )


def _since(register: Register, unit: Any) -> None:
    """What became of the findings of the last version of each form that counts now."""
    for row in register.rows(
        "SELECT m.unit, o.fate, count(*) AS n FROM forms m JOIN outcomes o ON o.form = m.before"
        " JOIN findings f ON f.form = o.form AND f.id = o.id"
        f" WHERE m.state = ? AND (f.severity <> 'I' OR o.fate <> '{STILL}') AND NOT {WAIVED} GROUP BY m.unit, o.fate",
        CURRENT,
    ):
        name = {MENDED: "mended", HIDDEN: "hidden", STILL: "still"}[row["fate"]]
        setattr(unit(row["unit"]), name, row["n"])
    for row in register.rows(
        "SELECT m.unit, count(*) AS n FROM changes c JOIN forms m ON c.form = m.form"
        " WHERE m.state = ? AND c.kind = ? GROUP BY m.unit",
        CURRENT,
        APPROVED,
    ):
        unit(row["unit"]).approved = row["n"]


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
    for row in register.rows("SELECT * FROM forms WHERE state = '待定'"):
        yield f"要您定：{names.get(row['unit'], row['unit'])}“{row['name']}”{row['file']}——{row['reason']}定了用 desk 复核 choose 文件"
