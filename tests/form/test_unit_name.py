"""Who is one unit: ways of writing it, made from classes; and names that are units of their own."""

from __future__ import annotations

from itertools import product

import pytest

from zipingbiao.form.unit_name import UnitNames, unit_key

NAMES = (
    "清河县水利局",
    "北京市应急指挥保障中心",
    "清河县第一中学",
    "中共清河县委办公室",
    "12345热线中心",
    "101中学",
)
BEFORE = ("", "001-", "205001", "205001 ", "［205001］", "【042】", "042_", "  ")
BEHIND = ("", "（本级）", "(本级)", " （ 本级 ）", "本级", "（机关）", "〔本级〕", "（205001）", " ")


@pytest.mark.parametrize("name", NAMES)
def test_every_way_of_writing_a_unit_is_that_unit(name: str) -> None:
    written = [
        f"{code}{name}{mark}"
        for code, mark in product(BEFORE, BEHIND)
        if not (code == "205001" and name[0].isdigit())
    ]
    assert {unit_key(text) for text in written} == {name}


def test_different_units_stay_different() -> None:
    units = (
        *NAMES,
        "清河县水利局河道管理所",
        "清河县第二中学",
        "清河县水利局（河道科）",
        "102中学",
        "清河县直属机关工作委员会",
    )
    assert len({unit_key(text) for text in units}) == len(units)


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_is_nobody(nothing: str) -> None:
    assert unit_key(nothing) == ""


def test_own_level_may_be_a_unit_of_its_own() -> None:
    names = UnitNames(own_level=False)
    assert names.key("清河县水利局（本级）") != names.key("清河县水利局")
    assert names.key("清河县水利局（本级）") == names.key("001-清河县水利局(本级)")


def test_aliases_are_followed_and_a_circle_ends() -> None:
    names = UnitNames({"水务局": "水利局", "水利局": "水务局"})
    assert names.key("水务局") in ("水务局", "水利局")
    assert UnitNames({"甲": "乙", "乙": "丙"}).key("甲") == "丙"
