"""Rulebooks: every value has date, source and status; places differ by data alone; faults are told in Chinese."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import RulebookFault, available, load, load_named
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.scoring.score import score_form


@pytest.mark.parametrize("name", available())
def test_every_value_is_sourced(name: str) -> None:
    for parameter in load(name, 2024).parameters.values():
        assert parameter.source.title
        assert parameter.label != parameter.id
        assert isinstance(parameter.status, RuleStatus)


def test_a_place_is_the_file_that_holds_it() -> None:
    """A region is added by laying its file there; nothing else lists them."""
    stems = sorted(path.stem for path in (SOURCE / "rulebook" / "data").glob("cn*.toml"))
    assert list(available()) == stems
    assert {load(name, 2024).name for name in stems} == set(stems)


def test_what_the_places_change() -> None:
    assert load("cn", 2024).number("execution.weight") == 10
    assert load("cn-hubei", 2024).number("execution.weight") == 20
    assert load("cn", 2024).number("check.over_completion") == 130
    assert load("cn-tianjin", 2024).number("check.over_completion") == 120
    assert load("cn-sichuan", 2024).number("check.budget_change") == 0
    assert load("cn-anhui", 2024).table("level1.schemes") == (("产出50、效益30、满意度10", 50, 0, 30, 10),)


def test_one_offices_form_is_a_practice_and_no_regulation_of_a_place() -> None:
    """天长市水利局 like 中江县水利局: a form that was read, of one bureau."""
    anhui, cn = load("cn-anhui", 2024), load("cn", 2024)
    assert anhui.parameter("level1.schemes").status == cn.parameter("execution.weight").status == "observed"
    assert anhui.parameter("execution.weight") == cn.parameter("execution.weight")


def test_the_methods_of_a_place() -> None:
    assert load("cn").method("indicator.reverse") == "ratio"
    assert load("cn-yth").method("indicator.reverse") == "linear"
    assert load("cn-yth").optional_number("check.score_rate_gap") == 5


#: Optional rules: off everywhere but where a place is named above.
OFF = ("execution.total_cap", "execution.intervals", "satisfaction.intervals")
NEUTRAL = {"over_completion.deduction": 0, "cost.missing_points": 0, "satisfaction.unsurveyed_share": 1}


@pytest.mark.parametrize("name", available())
def test_optional_rules_change_nothing_until_a_place_sets_them(name: str) -> None:
    rulebook = load(name)
    assert [rulebook.optional_table(id) for id in OFF] == [None, None, None]
    assert {id: rulebook.number(id) for id in NEUTRAL} == NEUTRAL
    assert name == "cn-yth" or rulebook.optional_number("check.score_rate_gap") is None


def test_the_third_band_differs_in_hubei() -> None:
    form = Form(year="2024", indicators=(Indicator(target=Entry("好"), actual=Entry("差"), weight="10"),))
    assert score_form(form, load("cn", 2024)).rows[0].ceiling == Decimal("5.99")
    assert score_form(form, load("cn-hubei", 2024)).rows[0].ceiling == Decimal("4.99")
    assert load("cn", 2024).table("qualitative.floors")[1] == ("部分达成", Decimal("0.60"))
    assert load("cn-hubei", 2024).table("qualitative.floors")[1] == ("部分达成", Decimal("0.50"))


def own(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


SOURCE = Path(__file__).parent.parent.parent / "src" / "zipingbiao"
BOOK = '[book]\nname = "own"\ntitle = "某单位"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "本单位办法"\n'


def test_a_value_changes_by_date(tmp_path: Path) -> None:
    name = own(
        tmp_path,
        BOOK + '[parameters.timeliness.late_share]\nlabel = "逾期"\nvalues = [\n'
        ' { from = 2024-01-01, value = 0.5, status = "local", source = "me", quote = "逾期的得一半" },\n'
        ' { from = 2020-01-01, value = 0.8, status = "observed", source = "me" },\n]\n',
    )
    assert load(name, 2023).number("timeliness.late_share") == Decimal("0.8")
    assert load(name, 2024).number("timeliness.late_share") == Decimal("0.5")
    assert load(name, 2012).number("timeliness.late_share") == load("cn").number("timeliness.late_share")


@pytest.mark.parametrize("year", [2023, 2024])
def test_before_its_day_a_value_leaves_what_the_rulebook_below_says(tmp_path: Path, year: int) -> None:
    """A rule of 2025 says nothing about a form of 2024; where nothing is below, its first value is all there is."""
    name = own(
        tmp_path,
        BOOK + "[parameters]\n"
        'cost.missing_points.values = [{ from = 2025-01-01, value = 5, status = "observed", source = "me" }]\n'
        'execution.total_cap.values = [{ from = 2025-12-31, value = [[80, 89]], status = "observed", source = "me" }]\n'
        'indicator.reverse.values = [{ from = 2030-01-01, method = "linear", status = "observed", source = "me" }]\n',
    )
    before, after, cn = load(name, year), load(name, 2025), load("cn", year)
    for id in ("cost.missing_points", "execution.total_cap", "indicator.reverse"):
        assert before.parameter(id) == cn.parameter(id), id
    assert (after.number("cost.missing_points"), after.optional_table("execution.total_cap")) == (
        5,
        ((80, 89),),
    )
    assert (after.method("indicator.reverse"), load(name).method("indicator.reverse")) == ("ratio", "linear")
    assert load("cn", 2012).number("execution.weight") == 10


def test_an_optional_rule_is_switched_on_by_data(tmp_path: Path) -> None:
    name = own(
        tmp_path,
        BOOK + "[parameters.execution]\n"
        "total_cap.values = [\n"
        ' { from = 2022-01-01, value = [[80, 89], [70, 79]], status = "observed", source = "me" },\n'
        ' { from = 2025-01-01, value = "off", status = "observed", source = "me" },\n]\n',
    )
    assert load(name, 2024).optional_table("execution.total_cap") == ((80, 89), (70, 79))
    assert load(name, 2025).optional_table("execution.total_cap") is None


def test_a_value_is_asked_for_as_what_it_is() -> None:
    rulebook = load("cn")
    for ask, id in (
        (rulebook.number, "indicator.met"),
        (rulebook.number, "grades"),
        (rulebook.number, "check.score_rate_gap"),
        (rulebook.table, "execution.weight"),
        (rulebook.table, "execution.total_cap"),
        (rulebook.method, "execution.weight"),
        (rulebook.flag, "execution.weight"),
    ):
        with pytest.raises(TypeError, match=id):
            ask(id)


def test_a_value_brings_the_words_of_its_source_or_its_own() -> None:
    sichuan = load("cn-sichuan")
    assert sichuan.parameter("check.low_rate").source.quote.startswith("预算执行率未达到90%的需说明原因")
    assert sichuan.parameter("execution.rate").source.quote == "预算执行率=预算执行数/调整后预算数"


def test_an_office_can_add_words(tmp_path: Path) -> None:
    name = own(tmp_path, BOOK + '[words]\n"部分达成" = ["马马虎虎"]\n')
    form = Form(
        year="2024", indicators=(Indicator(target=Entry("好"), actual=Entry("马马虎虎"), weight="10"),)
    )
    told = score_form(form, load("cn", 2024)).rows[0].state, score_form(form, load(name, 2024)).rows[0].state
    assert [state.value for state in told] == ["无法识别", "部分达成"]


def test_a_name_nobody_knows() -> None:
    with pytest.raises(RulebookFault, match="可用的规则：cn、cn-anhui、cn-beijing"):
        load("../etc/passwd")
    with pytest.raises(RulebookFault, match="没有名为“CN-Hubei”的规则（是不是“cn-hubei”？）"):
        load("CN-Hubei")


def test_a_form_names_a_rulebook_and_never_a_file(tmp_path: Path) -> None:
    """Reading whatever path a foreign workbook names would let it look around on the reader's computer."""
    path = own(tmp_path, BOOK)
    with pytest.raises(RulebookFault, match="只能写规则名称"):
        load_named(path, "cn", 2024)
    with pytest.raises(RulebookFault, match="没有名为"):
        load_named("../../own", "cn", 2024)
    assert load_named("cn-hubei", "cn", 2024).name == "cn-hubei"
    assert load_named("", path, 2024).name == "own"


def test_a_form_written_under_the_users_own_file_finds_it_by_its_name(tmp_path: Path) -> None:
    path = own(tmp_path, BOOK)
    assert load_named("own", path, 2024).name == "own"
    assert load_named("cn", path, 2024).name == "cn"
    with pytest.raises(RulebookFault, match="没有名为"):
        load_named("own", "cn", 2024)
