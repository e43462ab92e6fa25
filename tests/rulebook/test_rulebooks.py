"""Rulebooks: every value has date, source and status; places differ by data alone; faults are told in Chinese."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import RulebookFault, available, load, load_named
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.scoring.score import score_form

SOURCE = Path(__file__).parents[2] / "src" / "zipingbiao"


@pytest.mark.parametrize("name", available())
def test_every_value_is_sourced(name: str) -> None:
    for parameter in load(name, 2024).parameters.values():
        assert parameter.source.title
        assert parameter.label != parameter.id
        assert isinstance(parameter.status, RuleStatus)


def test_three_places() -> None:
    assert available() == ("cn", "cn-beijing", "cn-hubei")
    assert load("cn", 2024).number("execution.weight") == 10
    assert load("cn-beijing", 2024).number("execution.weight") == 10
    assert load("cn-hubei", 2024).number("execution.weight") == 20


def test_the_third_band_differs_in_hubei() -> None:
    form = Form(year="2024", indicators=(Indicator(target=Entry("好"), actual=Entry("差"), weight="10"),))
    assert score_form(form, load("cn", 2024)).rows[0].ceiling == Decimal("5.99")
    assert score_form(form, load("cn-hubei", 2024)).rows[0].ceiling == Decimal("4.99")


def own(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


BOOK = '[book]\nname = "own"\ntitle = "某单位"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "本单位办法"\n'


def test_a_value_changes_by_date(tmp_path: Path) -> None:
    name = own(
        tmp_path,
        BOOK + '[parameters.timeliness.late_share]\nlabel = "逾期"\nvalues = [\n'
        ' { from = 2020-01-01, value = 0.8, status = "local", source = "me" },\n'
        ' { from = 2024-01-01, value = 0.5, status = "local", source = "me" },\n]\n',
    )
    assert load(name, 2023).number("timeliness.late_share") == Decimal("0.8")
    assert load(name, 2024).number("timeliness.late_share") == Decimal("0.5")
    assert load(name, 2012).number("timeliness.late_share") == Decimal("0.8")


def test_an_office_can_add_words(tmp_path: Path) -> None:
    name = own(tmp_path, BOOK + '[words]\n"部分达成" = ["马马虎虎"]\n')
    form = Form(
        year="2024", indicators=(Indicator(target=Entry("好"), actual=Entry("马马虎虎"), weight="10"),)
    )
    assert score_form(form, load(name, 2024)).rows[0].ceiling == Decimal("7.99")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not toml [", "不是有效的 TOML"),
        ("[parameters.x]\n", "须写明"),
        (
            BOOK
            + '[parameters.x]\nlabel="x"\nvalues=[{from=2020-01-01, value=1, status="law", source="me"}]',
            "status",
        ),
        (
            BOOK
            + '[parameters.x]\nlabel="x"\nvalues=[{from=2020-01-01, value=1, status="local", source="nobody"}]',
            "source",
        ),
        (BOOK.replace('"cn"', '"nowhere"'), "没有名为“nowhere”的规则"),
    ],
)
def test_faults_are_told(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RulebookFault, match=says):
        load(own(tmp_path, text), 2024)


def test_a_name_nobody_knows() -> None:
    with pytest.raises(RulebookFault, match="可用的规则：cn、cn-beijing、cn-hubei"):
        load("../etc/passwd")


ALLOWED = {"0", "1", "2", "3", "100"}


@pytest.mark.parametrize(
    "path",
    sorted((SOURCE / "scoring").glob("*.py")) + sorted((SOURCE / "checks").glob("*.py")),
    ids=lambda p: p.name,
)
def test_no_threshold_stands_in_code(path: Path) -> None:
    """Decimal literals in scoring and checks are 0, 1, 100 or the plain conversion 10000; thresholds are data."""
    for literal in re.findall(r'Decimal\("?([0-9.]+)"?\)', path.read_text("utf-8")):
        assert literal in {*ALLOWED, "10000"}, literal


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
