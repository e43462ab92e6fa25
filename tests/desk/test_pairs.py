"""Which form a form that comes in replaces: neither its indicators nor its place in the folder say so."""

from __future__ import annotations

import csv
import itertools
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import Cli, Handed, form_of
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import Basis, paired_forms, renamed

WATER, SCHOOL = "清河县水利局", "清河县教育局"
CLOUD = 2
STANDING = ("泵站更新项目", "管网改造项目", "堤防加固项目")
AWAITED, LOST, UNHEARD = "水文监测项目", "闸门检修项目", "渠道衬砌项目"
#: What comes in as whose version, by hand: a name of its own is a project of its own.
CAME = {
    "the same": (STANDING[0], STANDING[0]),
    "words added": ("泵站改造更新项目", STANDING[0]),
    "words left out": ("泵站更新", STANDING[0]),
    "on the list": (AWAITED, None),
    "its file could not be read": (LOST, None),
    "nobody heard of it": (UNHEARD, None),
    "another stage": ("泵站更新二期项目", None),
    "another thing": ("闸站更新项目", None),
}


def alike(name: str, unit: str) -> dict[str, Any]:
    """Every project with the same indicators, scores and one error."""
    form = form_of(CLOUD, unit, name=name)
    form["indicators"][0]["score"] = "99"
    return form


def run(cli: Cli, tmp_path: Path, command: str, folder: str, *more: object) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", command, tmp_path / folder, "--json", *more)
    assert result.code in (0, 1), result.err
    return dict(result.data)


def replaced(tmp_path: Path) -> dict[tuple[str, str], str | None]:
    connection = sqlite3.connect(tmp_path / "复核" / "复核登记.sqlite")
    rows = connection.execute(
        "SELECT n.unit, n.name, o.name FROM forms n LEFT JOIN forms o ON n.before = o.form WHERE n.round = 2"
    ).fetchall()
    connection.close()
    return {(unit, name): old for unit, name, old in rows}


@pytest.mark.parametrize(
    ("one", "other"), [*itertools.product(CAME, ("the same", "on the list", "words added"))]
)
def test_what_replaces_what(cli: Cli, handed: Handed, tmp_path: Path, one: str, other: str) -> None:
    units = {WATER: CAME[one], SCHOOL: CAME[other]}
    lines = [(unit, name) for unit in units for name in (*STANDING, AWAITED, LOST)]
    with (tmp_path / "应报.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("实施单位", "项目名称"), *lines])
    for unit in units:
        for n, name in enumerate(STANDING):
            handed(f"一/{unit}/{n}.xlsx", alike(name, unit))
        (tmp_path / f"一/{unit}/09-{LOST[:4]}.xlsx").write_bytes(b"PK broken")
    run(cli, tmp_path, "receive", "一", "--expected", tmp_path / "应报.csv")
    for unit, (name, _) in units.items():
        # At the path of another project's file: that says nothing.
        handed(f"二/{unit}/1.xlsx", {**alike(name, unit), "below": "第二稿"})
    status = run(cli, tmp_path, "again", "二")["status"]
    assert replaced(tmp_path) == {(unit, name): old for unit, (name, old) in units.items()}
    for unit, (_, old) in units.items():
        late = {each["name"] for each in status["not_again"] if each["unit"] == unit}
        assert late == {name for name in STANDING if name != old}
    (water,) = [each for each in status["units"] if each["key"] == WATER]
    assert water["unread"] == (0 if one == "its file could not be read" else 1)
    assert water["missing"] == (0 if one == "on the list" else 1)  # LOST is told with its file


def test_between_two_that_are_as_like_nothing_is_chosen(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    for n, name in enumerate(("东泵站更新项目", "西泵站更新项目")):
        handed(f"一/{n}.xlsx", alike(name, WATER))
    run(cli, tmp_path, "receive", "一")
    handed("二/0.xlsx", alike("泵站更新项目", WATER))
    status = run(cli, tmp_path, "again", "二")["status"]
    assert replaced(tmp_path) == {(WATER, "泵站更新项目"): None}
    assert len(status["not_again"]) == 2


def test_one_name_in_two_units_is_two_projects(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", alike(STANDING[0], WATER))
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", alike(STANDING[0], SCHOOL))
    run(cli, tmp_path, "again", "二")
    assert replaced(tmp_path) == {(SCHOOL, STANDING[0]): None}


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        ("泵站更新项目", "泵站改造更新项目", True),
        ("信息系统政务云扩展服务项目", "政务云扩展服务", True),
        ("2024年河道整治项目", "河道整治项目", True),
        ("2023年河道整治项目", "2024年河道整治项目", False),
        ("河道整治项目", "道路整治项目", False),
        ("急救设备项目", "急救培训项目", False),
        ("堤防加固项目", "堤防加固三期项目", False),
        ("堤防加固项目", "项目", False),
    ],
)
def test_names_of_one_project(old: str, new: str, is_one: bool) -> None:
    assert renamed(old, new) is renamed(new, old) is is_one


def test_a_code_that_was_copied_along_is_no_proof() -> None:
    old = [Form(code="1", name="甲", unit=WATER), Form(code="1", name="乙", unit=WATER)]
    new = [Form(code="1", name="乙", unit=WATER), Form(code="1", name="丙", unit=WATER)]
    pairs = {b: (a, basis) for a, b, basis in paired_forms([*old, Form(file="b")], new) if b is not None}
    assert pairs == {0: (1, Basis.CODE), 1: (None, None)}


def test_a_code_of_another_unit_is_no_proof() -> None:
    files = [Form(code="1", name="甲", unit=WATER, file="a"), Form(code="2", name="乙", unit=WATER, file="b")]
    (came,) = [Form(code="1", name="丙", unit=SCHOOL, file="c")]
    assert [basis for _, b, basis in paired_forms(files, [came]) if b is not None] == [None]
