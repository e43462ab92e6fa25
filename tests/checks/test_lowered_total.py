"""A place that caps or lowers the total: score, checks, grade and the written 报送版 judge the same one.

10 points of execution at 75 % are 7.5; the rows earn 90: together 97.5. Below 80 % no more than 89 is left.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.batch.finish import NotReady, final_bytes
from zipingbiao.batch.inputs import read_input
from zipingbiao.batch.pipeline import process
from zipingbiao.checks.finding import Finding, Status
from zipingbiao.checks.run import check_form
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.remarks import remarks
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import why_total
from zipingbiao.workbook.write.writer import compile_template

HEAD = '[book]\nname = "own"\ntitle = "某市"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "某市办法"\nquote = "不超过89分"\n'
CAP, COST = ("execution.total_cap", "[[80, 89], [60, 69]]"), ("cost.missing_points", "5")


def rules(folder: Path, *methods: tuple[str, str], status: str = "local") -> Rulebook:
    entries = "".join(
        f'[[parameters.{id}.values]]\nfrom = 2020-01-01\nvalue = {value}\nstatus = "{status}"\nsource = "me"\n'
        for id, value in methods
    )
    path = folder / "own.toml"
    path.write_text(HEAD + entries, encoding="utf-8")
    return load(str(path), 2024)


def form(total: str, grade: str, *, cost: bool = True, score: str = "20") -> Form:
    rows = [
        ("产出指标", "数量指标", "培训场次", "≥4场", "4场"),
        ("产出指标", "质量指标", "合格率", "≥95%", "96%"),
        ("效益指标", "社会效益指标", "业务能力", "提升", "提升"),
        ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "95%"),
    ]
    rows[:0] = [("成本指标", "经济成本指标", "项目成本", "≤100万元", "75万元")] if cost else rows[:1]
    weights = ("20", "20", "20", "20", "10")
    keys = ("level1", "level2", "level3", "target", "actual", "weight", "score")
    money = {"kind": "年度资金总额", "initial_budget": "100", "annual_budget": "100", "executed": "75"}
    data: dict[str, Any] = {
        "year": "2024年度",
        "name": "培训项目",
        "department": "某局",
        "unit": "某中心",
        "funds": [
            money | {"weight": "10", "rate": "75.00%", "score": "7.50", "note": "尾款25万元2025年3月支付。"}
        ],
        "goals": {"expected": "办4场培训。", "actual": "办了4场培训。"},
        "indicators": [
            dict(zip(keys, (*row, weight, weight), strict=True)) | {"evidence": "回收问卷60份"}
            for row, weight in zip(rows, weights, strict=True)
        ],
        "total": {"weight": "100", "score": total, "grade": grade},
    }
    data["indicators"][0]["score"] = score
    (read,) = read_interchange(json.dumps([data]), "").forms
    return read


def found(form: Form, rulebook: Rulebook, code: str) -> list[Finding]:
    checked = check_form(score_form(form, rulebook))
    assert {run.status for run in checked.runs if run.code == code} <= {Status.PASSED, Status.FOUND}
    return [each for each in checked.findings if each.code == code]


def test_a_total_above_the_cap_and_its_grade_are_found_by_the_name_of_the_rule(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, CAP)
    (total,) = found(form("97.50", "优"), rulebook, "JXS002")
    assert (total.found, total.expected, total.severity.value) == ("97.5", "89", "E")
    assert "“按执行率封顶的总分”：执行率75%，低于80%的总分不超过89分" in total.message
    assert "89分" in total.advice
    (grade,) = found(form("97.50", "优"), rulebook, "JXS006")
    assert (grade.found, grade.expected) == ("优", "良")
    assert "按执行率封顶的总分" in grade.message


@pytest.mark.parametrize("code", ["JXS002", "JXS006"])
def test_a_form_filled_by_the_rule_passes(code: str, tmp_path: Path) -> None:
    assert found(form("89", "良"), rules(tmp_path, CAP), code) == []


def test_what_no_document_gives_is_a_warning_and_still_keeps_the_form_from_leaving(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, CAP, status="assumed")
    for code in ("JXS002", "JXS006"):
        assert [each.severity.value for each in found(form("97.50", "优"), rulebook, code)] == ["W"]
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    with pytest.raises(NotReady, match="总分应为89分"):
        final_bytes(form("97.50", "优"), rulebook, Narrator.load(()), template)


def test_a_cap_that_is_not_reached_changes_nothing(tmp_path: Path) -> None:
    """7.5 + 11 + 70 = 88.5 lies below 89."""
    rulebook = rules(tmp_path, CAP)
    low = form("88.50", "良", score="11")
    assert found(low, rulebook, "JXS002") == []
    (wrong,) = found(form("90.00", "优", score="11"), rulebook, "JXS002")
    assert "封顶" not in wrong.message
    assert wrong.expected == "88.5"
    assert not [each for each in remarks(score_form(low, rulebook)) if "规则" in each]


@pytest.mark.parametrize(("total", "grade", "codes"), [("92.50", "优", []), ("97.50", "优", ["JXS002"])])
def test_points_lost_for_a_missing_cost(total: str, grade: str, codes: list[str], tmp_path: Path) -> None:
    """97.5 less 5 are 92.5."""
    rulebook, bare = rules(tmp_path, COST), form(total, grade, cost=False)
    assert [code for code in ("JXS002", "JXS006") if found(bare, rulebook, code)] == codes
    if codes:
        assert "没有设成本指标失去的分”：总分减5分" in found(bare, rulebook, "JXS002")[0].message


def test_the_score_says_why_the_total_is_lower(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, CAP, COST)
    (said,) = remarks(score_form(form("", "", cost=False), rulebook))
    assert said == (
        "各项得分之和97.5分，规则“没有设成本指标失去的分”：总分减5分；规则“按执行率封顶的总分”："
        "执行率75%，低于80%的总分不超过89分，总分按89分计。"
    )


def test_the_final_workbook_passes_its_own_check(tmp_path: Path) -> None:
    rulebook, narrator = rules(tmp_path, CAP), Narrator.load(())
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    path = tmp_path / "报送版.xlsx"
    path.write_bytes(final_bytes(form("", ""), rulebook, narrator, template))
    (read,) = read_input(path).forms
    assert read.total.score == "89.00"
    again = process(read, rulebook, narrator)
    assert [each for each in again.checked.findings if each.code in ("JXS002", "JXS006")] == []


def test_only_what_lowered_the_total_is_named(tmp_path: Path) -> None:
    """7.5 + 15 + 70 = 92.5, less 5 for the missing cost is 87.5: the cap of 89 does nothing."""
    rulebook = rules(tmp_path, COST, CAP)
    typed = form("92.50", "优", cost=False, score="15")
    scored = score_form(typed, rulebook)
    (remark,) = remarks(scored)
    assert remark == "各项得分之和92.5分，规则“没有设成本指标失去的分”：总分减5分，总分按87.5分计。"
    for code in ("JXS002", "JXS006"):
        (finding,) = found(typed, rulebook, code)
        assert "总分减5分" in finding.message
        assert "不超过" not in finding.message
    adjusted = [step for step in why_total(scored).steps if step.name == "总分调整"]
    assert [(step.value, step.how) for step in adjusted] == [("减5分", ""), ("不超过89分", "没有降低总分")]


def test_how_sure_it_is_depends_on_what_lowered_the_total(tmp_path: Path) -> None:
    """The cap of a document does nothing: 5 points that no document takes off are no error."""
    rules(tmp_path, COST, CAP)
    text = (
        (tmp_path / "own.toml")
        .read_text("utf-8")
        .replace('value = 5\nstatus = "local"', 'value = 5\nstatus = "assumed"')
    )
    mixed = tmp_path / "mixed.toml"
    mixed.write_text(text, "utf-8")
    rulebook = load(str(mixed), 2024)
    for code in ("JXS002", "JXS006"):
        (finding,) = found(form("92.50", "优", cost=False, score="15"), rulebook, code)
        assert finding.severity.value == "W"
