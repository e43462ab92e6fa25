"""JXS005 under the methods that a place may switch on: a typed score above its ceiling is told, by the method that gave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import why_row

HEAD = '[book]\nname = "own"\ntitle = "某市"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "某市办法"\nquote = "原文"\n'
OVER, SURVEY = ("over_completion.deduction", "2"), ("satisfaction.unsurveyed_share", "0")
SPANS = ("satisfaction.intervals", "[[90, 1], [80, 0.8], [0, 0]]")
PEOPLE = ("满意度指标", "服务对象满意度指标", "沿线村民满意度")
ROADS = ("产出指标", "数量指标", "养护里程")


def found(folder: Path, method: tuple[str, str], row: Indicator, status: str = "local") -> list[Finding]:
    entry = f'[[parameters.{method[0]}.values]]\nfrom = 2020-01-01\nvalue = {method[1]}\nstatus = "{status}"\nsource = "me"\n'
    path = folder / f"{status}.toml"
    path.write_text(HEAD + entry, encoding="utf-8")
    scored = score_form(Form(year="2024年度", indicators=(row,)), load(str(path), 2024))
    return [each for each in check_form(scored).findings if each.code == "JXS005"]


@pytest.mark.parametrize(
    ("method", "levels", "target", "actual", "weight", "score", "says"),
    [
        (
            OVER,
            ROADS,
            "≥12公里",
            "15.6公里",
            "15",
            "15",
            "达到指标值的130%及以上的减2分，最高得13分，填报15分",
        ),
        (OVER, ROADS, "≥12公里", "15.6公里", "15", "14.5", "最高得13分"),
        (SURVEY, PEOPLE, "≥90%", "96%", "10", "10", "没有满意度调查的依据，最高得0分，填报10分"),
        (SURVEY, PEOPLE, "≥90%", "80%", "10", "8.89", "没有满意度调查的依据，最高得0分"),
        (SURVEY, PEOPLE, "满意", "基本满意", "10", "7", "没有满意度调查的依据，最高得0分"),
        (SPANS, PEOPLE, "≥90%", "89.9%", "10", "10", "满意度分段计分，最高得8分"),
        (SPANS, PEOPLE, "≥80%", "85%", "10", "10", "满意度分段计分，最高得8分"),
    ],
)
def test_a_score_above_its_ceiling(
    method: tuple[str, str],
    levels: tuple[str, str, str],
    target: str,
    actual: str,
    weight: str,
    score: str,
    says: str,
    tmp_path: Path,
) -> None:
    """12 × 1.3 = 15.6; 15 − 2 = 13; 10 × 0.8 = 8."""
    row = Indicator(*levels, Entry(target), Entry(actual), weight, score)
    (finding,) = found(tmp_path, method, row)
    assert says in finding.message
    assert (finding.field, finding.severity.value) == ("indicators[0].score", "E")
    assert [each.severity.value for each in found(tmp_path, method, row, "assumed")] == ["W"]


@pytest.mark.parametrize(
    ("method", "levels", "target", "actual", "score", "evidence"),
    [
        (OVER, ROADS, "≥12公里", "15.6公里", "8", ""),
        (OVER, ROADS, "≥12公里", "15.5公里", "10", ""),
        (SURVEY, PEOPLE, "≥90%", "96%", "0", ""),
        (SURVEY, PEOPLE, "≥90%", "96%", "10", "满意度问卷调查表100份"),
        (SPANS, PEOPLE, "≥95%", "92%", "10", ""),  # below the target, and in the interval of all points
        (SPANS, PEOPLE, "≥90%", "85%", "8", ""),
    ],
)
def test_what_lies_within_it(
    method: tuple[str, str],
    levels: tuple[str, str, str],
    target: str,
    actual: str,
    score: str,
    evidence: str,
    tmp_path: Path,
) -> None:
    row = Indicator(*levels, Entry(target), Entry(actual), "10", score, evidence=evidence)
    assert found(tmp_path, method, row) == []


def test_the_reason_stands_in_the_computation(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    entry = '[[parameters.over_completion.deduction.values]]\nfrom = 2020-01-01\nvalue = 2\nstatus = "local"\nsource = "me"\n'
    path.write_text(HEAD + entry, encoding="utf-8")
    rulebook, row = load(str(path), 2024), Indicator(*ROADS, Entry("≥12公里"), Entry("15.6公里"), "15")
    scored = score_form(Form(year="2024年度", indicators=(row,)), rulebook)
    told = "\n".join(why_row(scored.rows[0], row, rulebook).lines())
    assert "达到指标值的130%及以上的减2分，最高得13分" in told
    assert "超额过多的扣分" in told or "某市办法" in told


@pytest.mark.parametrize(
    ("levels", "target", "actual", "says"),
    [
        (PEOPLE, "≥90%", "95%", "按规则算：没有满意度调查的依据，最高得0分；扣10分没有说明。"),
        (ROADS, "≥12公里", "9公里", "按规则算：未达到指标值，按完成比例最高得7.5分；扣2.5分没有说明。"),
    ],
)
def test_a_score_that_the_rule_gives_is_told_as_the_rules(
    levels: tuple[str, str, str], target: str, actual: str, says: str, tmp_path: Path
) -> None:
    """Nobody typed 0 points; 10 × 9 / 12 = 7.5."""
    (tmp_path / "own.toml").write_text(
        f'{HEAD}[[parameters.{SURVEY[0]}.values]]\nfrom = 2020-01-01\nvalue = 0\nstatus = "local"\nsource = "me"\n',
        "utf-8",
    )
    rows = (
        Indicator(*levels, Entry(target), Entry(actual), "10"),
        Indicator(*ROADS, Entry("≥4公里"), Entry("2公里"), "10", "5", "少修2公里，因征地；2025年6月补修。"),
    )
    scored = score_form(Form(year="2024年度", indicators=rows), load(str(tmp_path / "own.toml"), 2024))
    (finding,) = (each for each in check_form(scored).findings if each.code == "JXS004")
    assert says in finding.message
    assert "得分没有填" in finding.message
