"""The reviewer's waivers: each holds for one project, one rule and the very content that it was granted for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.waivers import Authority
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.waiver import Waiver


def project_of(form: Form) -> str:
    """What a waiver calls a project: its code, else its name."""
    return "".join(form.code.split()) or "".join(form.name.split())


def authority_of(register: Register) -> Authority:
    """Whose word counts: what stands in the register, and nothing that stands in the files."""
    granted: dict[tuple[str, str], list[Waiver]] = {}
    for row in register.rows("SELECT * FROM waivers"):
        waiver = Waiver(
            code=row["code"],
            found=row["found"],
            reason=row["reason"],
            who=row["who"],
            date=row["day"],
            facts=row["facts"],
            at="复核登记",
        )
        granted.setdefault((row["unit"], row["project"]), []).append(waiver)

    def of(form: Form) -> list[Waiver]:
        return granted.get((form.unit_key, project_of(form)), [])

    return Authority(own_word=False, grants=of)


@dataclass(frozen=True, slots=True)
class Word:
    """Why, who and when."""

    reason: str
    who: str
    day: str

    def refuse_empty(self) -> None:
        if is_blank(self.reason) or is_blank(self.who):
            raise RegisterFault("豁免要写明理由（--reason）和豁免人（--who）。")


def grant(register: Register, form: Form, finding: Finding, facts: str, word: Word) -> None:
    """Set one finding aside. What no longer stands on the form that counts cannot be: the waiver would hold for nothing."""
    word.refuse_empty()
    here = (form.unit_key, project_of(form))
    counted = register.one(
        "SELECT file FROM forms WHERE unit = ? AND project = ? AND state = '现行' ORDER BY form DESC", *here
    )
    standing = register.one(
        "SELECT 1 FROM findings f JOIN forms m ON f.form = m.form"
        " WHERE m.unit = ? AND m.project = ? AND m.state = '现行' AND f.code = ? AND f.facts = ?",
        *here,
        finding.code,
        facts,
    )
    if counted is not None and standing is None:
        raise RegisterFault(
            f"登记里现行的“{counted['file']}”没有这处 {finding.code}，或依据的内容已经不同：这个文件可能已被重报替换。"
            "请按现行的表豁免，编号见 export 的“问题”表。"
        )
    place = finding.cell or finding.field
    what = _What(form.unit_key, project_of(form), finding.code, facts, place, finding.message, finding.found)
    _keep(register, what, word)


def grant_by_id(register: Register, id: str, word: Word) -> Any:
    """Set aside the finding of that id; gives its row."""
    word.refuse_empty()
    row = register.one(
        "SELECT f.*, m.unit, m.project, m.name, m.file FROM findings f JOIN forms m ON f.form = m.form"
        " WHERE m.state = '现行' AND f.id = ?",
        id.strip(),
    )
    if row is None:
        raise RegisterFault(f"现行的表里没有编号为 {id} 的问题；编号见 export 的“问题”表或退回意见。")
    place = row["cell"] or row["field"]
    what = _What(row["unit"], row["project"], row["code"], row["facts"], place, row["message"], row["found"])
    _keep(register, what, word)
    return row


@dataclass(frozen=True, slots=True)
class _What:
    """What is set aside: `facts` tells it from every other finding; `place` is where it stood, for people."""

    unit: str
    project: str
    code: str
    facts: str
    place: str
    message: str
    found: str


def _keep(register: Register, what: _What, word: Word) -> None:
    register.add("waivers", **asdict(what), reason=word.reason.strip(), who=word.who.strip(), day=word.day)
