"""Builds the ledgers in workbooks/: the empty one, and the 14 projects with reasons and details from explanations.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form, FundKind
from zipingbiao.ledger.write import empty_ledger_bytes, ledger_bytes

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "scripts" / "data"
TEMPLATE = ROOT / "workbooks" / "自评台账模板.xlsx"
PROJECTS = ROOT / "workbooks" / "应急指挥保障中心2024年度自评台账.xlsx"


def explained_forms() -> tuple[Form, ...]:
    """The published forms with what explanations.toml says about their rows. A row it names must exist."""
    found = read_interchange((DATA / "forms.json").read_text("utf-8"), "forms.json")
    if found.errors:
        raise SystemExit("\n".join(found.errors))
    forms = {form.id: form for form in found.forms}
    data = tomllib.loads((DATA / "explanations.toml").read_text("utf-8"))
    for entry in data["rows"]:
        forms[entry["form"]] = _with_row(forms[entry["form"]], entry)
    for entry in data["funds"]:
        forms[entry["form"]] = _with_funds_note(forms[entry["form"]], entry["note"])
    return tuple(forms.values())


def _with_row(form: Form, entry: Mapping[str, Any]) -> Form:
    rows = list(form.indicators)
    rows[entry["n"] - 1] = replace(rows[entry["n"] - 1], reason=entry["reason"], detail=entry["detail"])
    return replace(form, indicators=tuple(rows))


def _with_funds_note(form: Form, note: str) -> Form:
    lines = (replace(line, note=note) if line.row is FundKind.TOTAL else line for line in form.funds)
    return replace(form, funds=tuple(lines))


def main() -> None:
    TEMPLATE.write_bytes(empty_ledger_bytes())
    PROJECTS.write_bytes(ledger_bytes(explained_forms()))
    print(f"已写出 {TEMPLATE.relative_to(ROOT)} 和 {PROJECTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
