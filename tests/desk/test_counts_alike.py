"""`check` of a folder and the register find the same beside copies and drafts: neither counts them as other projects."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from desk.conftest import Cli, Handed, form_of

WATER = "清河县水利局"
CLOUD = 2
NOTE = "因设备到货晚于合同约定，验收推迟到十二月，下年提前一个季度招标，由信息科负责。"


@pytest.mark.parametrize("copies", [0, 1, 3])
@pytest.mark.parametrize("drafts", [0, 2])
@pytest.mark.parametrize("projects", [1, 3])
def test_findings_between_forms(
    cli: Cli, handed: Handed, tmp_path: Path, copies: int, drafts: int, projects: int
) -> None:
    for n in range(projects):
        form = form_of(CLOUD, WATER, name=f"{'甲乙丙'[n]}项目设备更新")
        form["indicators"][0]["note"] = NOTE
        handed(f"一/{n}.xlsx", form)
        for copy in range(copies):
            handed(f"一/{n} - 副本{copy}.xlsx", form)
        for draft in range(drafts):
            form["indicators"][1]["note"] = f"第{draft}稿"
            os.utime(handed(f"一/{n}旧稿{draft}.xlsx", form), (1_600_000_000,) * 2)
    checked = cli("check", tmp_path / "一", "--bundle", "finance", "--json").data
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    letters = cli("desk", tmp_path / "复核", "letters", "-o", tmp_path / "信", "--json")
    assert letters.code == 0
    found = Counter(
        each["code"] for form in checked["forms"] for each in form["findings"] if each["code"] == "JXC002"
    )
    status = cli("desk", tmp_path / "复核", "status", "--json").data["total"]
    assert status["forms"] == projects
    assert len(checked["doubles"]) == projects * (copies + drafts)
    alone = cli("check", *sorted((tmp_path / "一").glob("?.xlsx")), "--bundle", "finance", "--json").data
    once = Counter(each["code"] for form in alone["forms"] for each in form["findings"])
    assert found["JXC002"] == once["JXC002"]
    assert status["hints"] + status["warnings"] + status["errors"] == sum(once.values())
    assert (projects > 1) == bool(once["JXC002"])
