"""One project, one judgement: bulk, check and the button 审核本表 find the same in the workbook, whatever was typed."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from cli.conftest import Cli
from zipingbiao.batch.pipeline import rulebook_for
from zipingbiao.commands.mark import findings_of
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.package.gate import package_of

WRITTEN = "因供应商延迟供货，少办1场。改进措施：由人事科于2025年6月底前补办。"
ROWS = (
    ("产出指标", "数量指标", "培训场次", "≥4场", ("4场", "3场", "5场")),
    ("产出指标", "质量指标", "合格率", "≥95%", ("95%", "90%", "见附件")),
    ("产出指标", "时效指标", "完成时间", "2024年6月底前", ("2024年5月", "2024年9月")),
    ("成本指标", "经济成本指标", "项目成本", "≤100万元", ("99.5万元", "120万元")),
    ("效益指标", "社会效益指标", "业务能力", "提升", ("提升", "有所提升")),
)
WEIGHTS = ("20", "20", "10", "20", "20")


def form(dice: Random, *, noted: bool) -> dict[str, object]:
    """A form of 100 points with any of its scores typed, none, or one among blank ones; `noted`: every row has a note."""
    rows = [
        {
            "level1": level1,
            "level2": level2,
            "level3": level3,
            "target": target,
            "actual": dice.choice(actuals),
            "weight": weight,
            "score": dice.choice(["", "", weight, "8"]),
            "note": WRITTEN if noted else dice.choice(["", WRITTEN]),
        }
        for (level1, level2, level3, target, actuals), weight in zip(ROWS, WEIGHTS, strict=True)
    ]
    money = {
        "kind": "年度资金总额",
        "initial_budget": "100.00",
        "annual_budget": "100.00",
        "executed": "99.50",
        "weight": "10",
        "score": dice.choice(["", "9.95"]),
        "rate": dice.choice(["", "99.50%"]),
    }
    return {
        "year": "2024年度",
        "name": "培训项目",
        "department": "某局",
        "unit": "某中心",
        "funds": [money],
        "goals": {"expected": "办4场培训。", "actual": "办了培训。"},
        "indicators": rows,
        "total": {"weight": "100"},
    }


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_bulk_check_and_the_button_count_the_same(
    cli: Cli, tmp_path: Path, seed: int, *, noted: bool
) -> None:
    dice = Random(seed)
    made = [form(dice, noted=noted) for _ in range(3)]
    source, out = tmp_path / "项目.json", tmp_path / "out"
    source.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    projects = cli("bulk", source, "-o", out, "--json").data["projects"]
    checked = cli("check", *sorted(out.iterdir()), "--json").data["forms"]
    before = cli("check", source, "--json").data["forms"]
    for project, standing, own in zip(projects, checked, before, strict=True):
        counts = (project["errors"], project["warnings"], project["hints"])
        assert _alone(standing) == counts
        assert _counts(_button(out / project["file"])) == counts
        if noted:
            assert _alone(own) == counts


def _alone(form: dict[str, list[dict[str, str]]]) -> tuple[int, int, int]:
    """What stands in the form itself, without what only shows between forms."""
    return _counts([found["severity"] for found in form["findings"] if not found["code"].startswith("JXC")])


def _counts(severities: list[str]) -> tuple[int, int, int]:
    return severities.count("E"), severities.count("W"), severities.count("I")


def _button(path: Path) -> list[str]:
    snapshot = snapshot_of(package_of(path.read_bytes(), path.name))
    return [found.severity.value for found in findings_of(snapshot, rulebook_for(None, "cn"))]


def test_one_typed_score_among_blank_ones_is_no_gap(cli: Cli, tmp_path: Path) -> None:
    """The commonest habit: only the score that is lowered is typed, the rule gives the others."""
    whole = form(Random(0), noted=True)
    rows = whole["indicators"]
    assert isinstance(rows, list)
    for row, (*_, actuals) in zip(rows, ROWS, strict=True):
        row |= {"actual": actuals[0], "score": ""}
    rows[0]["score"] = "18"
    whole["funds"][0] |= {"rate": "", "score": ""}  # type: ignore[index]
    source = tmp_path / "一项.json"
    source.write_text(json.dumps([whole], ensure_ascii=False), "utf-8")
    (project,) = cli("bulk", source, "-o", tmp_path / "out", "--final", "--json").data["projects"]
    assert project["total"] == "97.95"  # 100 − 2 − 0.05
    assert project["problem"] is None
    codes = [found["code"] for found in cli("check", source, "--json").data["forms"][0]["findings"]]
    assert "JXF003" not in codes
