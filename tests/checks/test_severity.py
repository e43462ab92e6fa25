"""How grave a rule is, and whether it stops the 报送版, is data that a place can set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rulebook.office import office, written
from zipingbiao.batch.finish import refusal
from zipingbiao.batch.pipeline import process
from zipingbiao.checks.catalogue import all_rules, explain_rule
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.rows import check_row
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.form.waiver import Waiver
from zipingbiao.hosts.cli.main import run
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.score import score_form


def setting(folder: Path, code: str, **keys: object) -> Rulebook:
    rule = {"source": "me", "status": "observed", **keys}
    return load(written(folder, office() | {"rules": {code: rule}}), 2024)


def form(note: str = "") -> Form:
    """Ten points, two given up; JXS004 where there is no note, JXN001 where it says nothing."""
    row = Indicator("产出指标", "数量指标", "培训", Entry("≥5次"), Entry("5次"), "10", "8", note)
    other = Indicator("产出指标", "质量指标", "合格率", Entry("≥90%"), Entry("95%"), "10", "10", "无偏差")
    return Form(year="2024年度", name="某项目", indicators=(row, other))


def found(form: Form, rulebook: Rulebook, code: str) -> Finding:
    checked = check_form(score_form(form, rulebook))
    return next(finding for finding in checked.findings if finding.code == code)


def test_by_default_errors_block_and_nothing_else() -> None:
    for info in all_rules(load("cn")):
        assert info.blocks_final == (info.severity is Severity.ERROR), info.code
    finding = found(form(), load("cn", 2024), "JXS004")
    assert (finding.severity, finding.blocks_final) == (Severity.WARNING, False)


def test_a_place_makes_a_rule_an_error(tmp_path: Path) -> None:
    finding = found(form(), setting(tmp_path, "JXS004", severity="E"), "JXS004")
    assert (finding.severity, finding.blocks_final) == (Severity.ERROR, True)
    assert found(form(), load("cn-yth", 2024), "JXS004").severity is Severity.ERROR


def test_a_place_makes_a_rule_milder(tmp_path: Path) -> None:
    rulebook = setting(tmp_path, "JXN001", severity="I")
    finding = found(form("无"), rulebook, "JXN001")
    assert (finding.severity, finding.blocks_final) == (Severity.HINT, False)
    row = form("无").indicators[0]
    assert {each.severity for each in check_row(row, rulebook) if each.code == "JXN001"} == {Severity.HINT}


def test_a_warning_may_block_and_an_error_may_not(tmp_path: Path) -> None:
    finding = found(form(), setting(tmp_path, "JXS004", blocks_final=True), "JXS004")
    assert (finding.severity, finding.blocks_final) == (Severity.WARNING, True)
    finding = found(form("无"), setting(tmp_path, "JXN001", blocks_final=False), "JXN001")
    assert (finding.severity, finding.blocks_final) == (Severity.ERROR, False)


def test_a_case_that_the_rule_calls_milder_stays_milder(tmp_path: Path) -> None:
    """JXF003 gives an error for an empty score and a warning for an empty 三级指标."""
    rows = (
        Indicator("产出指标", "数量指标", "培训", Entry("≥5次"), Entry(""), "10", "8"),
        Indicator("产出指标", "数量指标", "", Entry("≥5次"), Entry("5次"), "10", "10"),
    )
    two = Form(year="2024年度", name="某项目", indicators=rows)

    def severities(rulebook: Rulebook) -> list[tuple[str, str, bool]]:
        checked = check_form(score_form(two, rulebook))
        return [
            (each.field, each.severity.value, each.blocks_final)
            for each in checked.findings
            if each.code == "JXF003"
        ]

    usual = [("indicators[0].actual", "E", True), ("indicators[1].level3", "W", False)]
    assert severities(load("cn", 2024)) == usual
    assert severities(setting(tmp_path, "JXF003", severity="I")) == [
        ("indicators[0].actual", "I", False),
        ("indicators[1].level3", "I", False),
    ]
    # 三级指标 was approved: no place makes the warning on it an error, nor a stop of the 报送版.
    assert severities(setting(tmp_path, "JXF003", blocks_final=True)) == usual


def test_the_gravest_case_of_a_rule_becomes_what_the_place_says(tmp_path: Path) -> None:
    """JXT008 calls a late day a warning by itself, as grave as it ever gets, and a lacking year a hint."""
    rows = (
        Indicator(
            "产出指标", "时效指标", "完成时间", Entry("2024年6月底前"), Entry("2024年8月5日"), "10", "8"
        ),
        Indicator("产出指标", "时效指标", "验收时间", Entry("2024年12月底前"), Entry("8月5日"), "10", "10"),
    )
    two = Form(year="2024年度", name="某项目", indicators=rows)

    def severities(rulebook: Rulebook) -> list[str]:
        checked = check_form(score_form(two, rulebook))
        return [each.severity.value for each in checked.findings if each.code == "JXT008"]

    assert severities(load("cn", 2024)) == ["W", "I"]
    assert severities(setting(tmp_path, "JXT008", severity="E")) == ["E", "I"]


def test_the_rule_of_a_date(tmp_path: Path) -> None:
    from datetime import date

    rule = {"from": date(2025, 1, 1), "severity": "E", "source": "me", "status": "observed"}
    path = written(tmp_path, office() | {"rules": {"JXS004": rule}})
    assert "JXS004" not in load(path, 2024).rules
    assert load(path, 2025).rules["JXS004"].severity == "E"


def test_a_rulebook_on_another_keeps_what_it_does_not_set(tmp_path: Path) -> None:
    data = office() | {"rules": {"JXS004": {"source": "me", "status": "local", "quote": "扣分要说明"}}}
    data["book"]["extends"] = "cn-yth"
    info = explain_rule("JXS004", load(written(tmp_path, data), 2024))
    assert info is not None
    assert (info.severity, info.blocks_final) == (Severity.ERROR, True)
    assert (info.status, info.quote, info.source) == ("local", "扣分要说明", "《本单位办法》")


@pytest.mark.parametrize(
    ("keys", "refused"),
    [({}, False), ({"severity": "E"}, True), ({"blocks_final": True}, True), ({"severity": "E", "blocks_final": False}, False)],
)  # fmt: skip
def test_the_final_copy_is_refused_by_what_the_place_says(
    tmp_path: Path, keys: dict[str, Any], refused: bool
) -> None:
    """Four rows that hit their targets exactly: a hint that by itself stops nothing."""
    rulebook = setting(tmp_path, "JXI005", **keys)
    hits = tuple(
        Indicator("产出指标", "质量指标", f"合格率{n}", Entry("≥90%"), Entry("90%"), "25", "25")
        for n in range(4)
    )
    done = process(
        Form(year="2024年度", name="某项目", indicators=hits), rulebook, Narrator.load(), "finance"
    )
    finding = next(each for each in done.checked.findings if each.code == "JXI005")
    assert finding.blocks_final is refused
    assert ("JXI005" in refusal(done)) is refused


def test_a_waived_finding_blocks_no_more() -> None:
    from dataclasses import replace

    rulebook = load("cn-yth", 2024)
    waived = replace(form(), waivers=(Waiver(code="JXS004", found="（空）", reason="主管部门已同意"),))
    done = process(form(), rulebook, Narrator.load())
    checked = check_form(score_form(waived, rulebook))
    assert [each.code for each in checked.open if each.blocks_final] == []
    assert done.checked.findings


def test_a_finding_made_without_a_rule_blocks_where_it_is_an_error() -> None:
    def made(severity: Severity) -> Finding:
        return Finding("JXR001", severity, Group.NOW, "year", "x", "y", "z", "a")

    assert made(Severity.ERROR).blocks_final
    assert not made(Severity.WARNING).blocks_final


def test_rules_tell_it(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert run(["rules", "--json", "--rulebook", "cn-yth"]) == 0
    rules = {each["code"]: each for each in json.loads(capsys.readouterr().out)["rules"]}
    assert rules["JXS004"]["severity"] == "E"
    assert rules["JXS004"]["blocks_final"] is True
    assert rules["JXS004"]["quote"] == "请填写偏差原因及改进措施"
    assert rules["JXS007"]["blocks_final"] is False


def test_full_points_though_late_are_an_error_where_a_document_says_what_lateness_costs(
    tmp_path: Path,
) -> None:
    """The national share of a late row is assumed: a warning."""
    row = Indicator(
        "产出指标", "时效指标", "完工", Entry("2024年10月底前"), Entry("2025年3月20日"), "10", "10"
    )
    late = Form(year="2024年度", name="某项目", indicators=(row,))
    assert found(late, load("cn", 2024), "JXS005").severity is Severity.WARNING
    value = {"from": date(2020, 1, 1), "value": Decimal("0.8"), "status": "observed", "source": "me"}
    own = office() | {"parameters": {"timeliness": {"late_share": {"values": [value]}}}}
    finding = found(late, load(written(tmp_path, own), 2024), "JXS005")
    assert finding.severity is Severity.ERROR
