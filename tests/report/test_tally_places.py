"""A report over forms of several places says what each place's rule says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.pipeline import rulebook_for
from zipingbiao.form.interchange import read_interchange
from zipingbiao.report.subject import review, sourced
from zipingbiao.report.tally import tallies

FORMS = read_interchange(
    (Path(__file__).parents[1] / "data" / "forms.json").read_text("utf-8"), "forms.json"
).forms


def told(*places: str) -> tuple[str, str]:
    """Statement and severity of JXS008 and JXS004 over one form a place."""
    forms = [replace(form, rulebook=place) for form, place in zip(FORMS, places, strict=False)]
    found = {each.info.code: each.info for each in tallies(review(sourced(forms), rulebook_for(None, "cn")))}
    return found["JXS008"].statement, found["JXS004"].severity.value


def test_one_place_says_its_own_numbers() -> None:
    assert told("cn-hubei", "cn-hubei")[0].split("；")[0].endswith("未达成低于50%")
    assert told("cn", "cn-beijing")[0].split("；")[0].endswith("未达成低于60%")
    assert "全国通用" not in told("cn", "cn-beijing")[0]


def test_places_that_differ_are_told_apart() -> None:
    statement, _ = told("cn", "cn-hubei")
    assert statement.startswith("全国通用：定性指标和是/否指标按三档赋分")
    national, hubei = statement.split("湖北省：定性指标")
    assert "未达成低于60%" in national
    assert "未达成低于50%" in hubei


def test_the_gravest_severity_is_told() -> None:
    assert [told("cn", "cn")[1], told("cn", "cn-yth")[1], told("cn-yth", "cn")[1]] == ["W", "E", "E"]
