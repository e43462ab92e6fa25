"""Which project a row of 资金 or 指标 belongs to, and which projects stand in the ledger twice."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from zipingbiao.form.money import compact
from zipingbiao.ledger.table import Notebook, Table

_KEYS = ("id", "code", "name")
_HEADINGS = {"id": "项目序号", "code": "项目编码", "name": "项目名称"}


def project_rows(projects: Table, notes: Notebook) -> pd.DataFrame:
    """The keys of every project that can be told apart, by Excel row; a repeated one is a fault and left out."""
    keys = _keys(projects.frame)
    unnamed = (keys["name"] == "") if "name" in projects.columns else (keys == "").all(axis=1)
    for row in keys.index[unnamed]:
        notes.faults.append(
            projects.fault(
                notes.file,
                int(row),
                "name",
                "",
                "缺少项目名称，这一行没有生成自评表",
                "请填写项目名称，或删除这一行。",
            )
        )
    keys = keys[~unnamed]
    repeated = keys.duplicated(list(_KEYS), keep="first")
    for row in keys.index[repeated]:
        first = keys.index[(keys == keys.loc[row]).all(axis=1)][0]
        name = "id" if keys.at[row, "id"] else "name"
        value = projects.lines[int(row)][name]
        found = f"与第 {first} 行是同一个项目，这一行没有生成自评表"
        notes.faults.append(
            projects.fault(
                notes.file, int(row), name, value, found, "请删除重复的行，或给不同的项目不同的项目序号。"
            )
        )
    keys = keys[~repeated]
    for row in keys.index[(keys["id"] != "") & keys.duplicated(["id"], keep="first")]:
        value = projects.lines[int(row)]["id"]
        notes.faults.append(
            projects.fault(
                notes.file,
                int(row),
                "id",
                value,
                "项目序号重复",
                "请给每个项目不同的序号，并同样改“资金”“指标”两表。",
            )
        )
    return keys


@dataclass(frozen=True, slots=True)
class _Match:
    """The project's Excel row; None with what was wrong."""

    project: int | None
    key: str = ""
    found: str = ""
    advice: str = ""


def link(table: Table, projects: pd.DataFrame, notes: Notebook) -> dict[int, list[int]]:
    """Project row → rows of `table`, in their order. A row without its project is a fault and goes to none."""
    keys = _keys(table.frame)
    groups = {
        key: {value: set(rows) for value, rows in projects.groupby(key, sort=False).groups.items() if value}
        for key in _KEYS
    }
    linked: dict[int, list[int]] = {}
    matches: dict[tuple[str, str, str], _Match] = {}
    for row, *values in keys.itertuples():
        given = (values[0], values[1], values[2])
        match = matches.get(given)
        if match is None:
            match = matches[given] = _match(dict(zip(_KEYS, given, strict=True)), groups)
        if match.found:
            key = match.key if match.key in table.columns else "name"
            value = table.lines[int(row)][key]
            notes.faults.append(table.fault(notes.file, int(row), key, value, match.found, match.advice))
        if match.project is not None:
            linked.setdefault(match.project, []).append(int(row))
    return linked


def _match(given: dict[str, str], groups: dict[str, dict[object, set[int]]]) -> _Match:
    typed = {key: value for key, value in given.items() if value}
    if not typed:
        return _Match(None, "id", "没有写是哪个项目，这一行没有读取", "请填写项目序号或项目名称。")
    hits = {key: groups[key].get(value, set()) for key, value in typed.items()}
    together = set.intersection(*hits.values())
    if len(together) == 1:
        return _Match(together.pop())
    first = next(iter(typed))
    if len(together) > 1:
        return _Match(None, first, "有几个项目都符合，这一行没有读取", "请填写项目序号以区分。")
    if len(hits[first]) == 1 and first != "name":
        advice = f"已按{_HEADINGS[first]}归入；请核对这一行的项目。"
        return _Match(next(iter(hits[first])), "name", "与“项目”表中同一序号的项目名称不一致", advice)
    if len(hits[first]) > 1:
        return _Match(None, first, "有几个项目都符合，这一行没有读取", "请填写项目序号和名称以区分。")
    return _Match(
        None,
        first,
        "在“项目”表里没有这个项目，这一行没有读取",
        "请核对序号和名称，或在“项目”表里加上这个项目。",
    )


def _keys(frame: pd.DataFrame) -> pd.DataFrame:
    """The key columns without spaces and full-width digits."""
    return frame[list(_KEYS)].map(compact)
