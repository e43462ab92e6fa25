"""Rulebooks that cannot be wrong in silence: every kind of damage, to every parameter there is, is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rulebook.office import CN, changing, office, written
from zipingbiao.hosts.cli.main import run
from zipingbiao.rulebook.load import RulebookFault, available, load
from zipingbiao.rulebook.schema import Kind, Spec, rule_entries, schema

SPECS = schema().parameters
Damage = Callable[[Spec, dict[str, Any]], bool]


def told(folder: Path, data: dict[str, Any]) -> str:
    with pytest.raises(RulebookFault) as fault:
        load(written(folder, data), 2024)
    assert fault.value.code == 2
    return str(fault.value)


def test_every_parameter_of_the_schema_stands_in_cn_and_may_be_set_by_an_office(tmp_path: Path) -> None:
    assert set(load("cn").parameters) == set(SPECS)
    for id in SPECS:
        data, _ = changing(id)
        assert load(written(tmp_path, data), 2024).parameter(id).source.title == "本单位办法", id


# ---------------------------------------------------------------- one damage, to every parameter it can be done to


def at(**put: Any) -> Damage:
    """Other things in the entry; `None` takes a key away."""

    def damage(spec: Spec, raw: dict[str, Any]) -> bool:
        entry = raw["values"][0]
        for key, value in put.items():
            entry.pop(key, None)
            if value is not None:
                entry[key] = value
        return True

    return damage


def of_kind(kind: Kind, change: Callable[[Spec, Any], Any], when: Callable[[Spec], object] = bool) -> Damage:
    """Another value, for parameters of one kind."""

    def damage(spec: Spec, raw: dict[str, Any]) -> bool:
        if spec.kind is not kind or not when(spec):
            return False
        entry = raw["values"][0]
        sound = {Kind.NUMBER: spec.least or 0, Kind.TABLE: table_for(spec)}.get(kind)
        entry["method" if kind is Kind.METHOD else "value"] = change(spec, sound)
        return True

    return damage


def table_for(spec: Spec) -> list[list[Any]]:
    """A table of that shape, of three rows where their number is free."""
    rows = spec.rows or 3
    if spec.spans:
        return [[1, 2] for _ in range(rows)]
    names = spec.names or [f"第{n}" for n in range(rows)]
    column = [Decimal("0.9"), Decimal("0.5"), 0]
    return [
        [names[n] if each.is_text else column[n] * (100 if each.percent else 1) for each in spec.columns]
        for n in range(rows)
    ]


def on_parameter(change: Callable[[dict[str, Any]], object]) -> Damage:
    def damage(spec: Spec, raw: dict[str, Any]) -> bool:
        change(raw)
        return True

    return damage


def cell(spec: Spec, rows: list[list[Any]], put: Callable[[Any], Any]) -> list[list[Any]]:
    """The last column of the first row changed."""
    return [[*rows[0][:-1], put(spec.columns[-1])], *rows[1:]]


DAMAGES: dict[str, Damage] = {
    "no from": at(**{"from": None}),
    "a date in quotes": at(**{"from": "2024-01-01"}),
    "a date with a time": at(**{"from": datetime(2024, 1, 1)}),
    "a year for a date": at(**{"from": 2024}),
    "no status": at(status=None),
    "a status nobody knows": at(status="law"),
    "a status in capitals": at(status="Observed"),
    "no source": at(source=None),
    "a source nobody wrote": at(source="nobody"),
    "a source that is a number": at(source=3),
    "local without the words": at(status="local", quote=None),
    "official without the words": at(status="official", quote=None),
    "a quote that is a number": at(quote=3),
    "an unknown key": at(vaule=3),
    "nothing set": at(value=None, method=None),
    "a text for the value": at(value="二十", method=None),
    "values empty": on_parameter(lambda raw: raw.update(values=[])),
    "values a text": on_parameter(lambda raw: raw.update(values="20")),
    "values one entry without brackets": on_parameter(lambda raw: raw.update(values=raw["values"][0])),
    "an entry that is a number": on_parameter(lambda raw: raw.update(values=[3])),
    "values misspelt": on_parameter(lambda raw: raw.update(vlaues=raw.pop("values"))),
    "another unit": on_parameter(lambda raw: raw.update(unit="千克")),
    "a label that is a number": on_parameter(lambda raw: raw.update(label=3)),
    "one day twice": on_parameter(lambda raw: raw["values"].append(raw["values"][0])),
    "number: true": of_kind(Kind.NUMBER, lambda spec, _: True),
    "number: nan": of_kind(Kind.NUMBER, lambda spec, _: "nan!"),
    "number: too small": of_kind(Kind.NUMBER, lambda spec, _: spec.least - 1, lambda spec: spec.least is not None),
    "number: too great": of_kind(Kind.NUMBER, lambda spec, _: spec.most + 1, lambda spec: spec.most is not None),
    "number: a broken one": of_kind(Kind.NUMBER, lambda spec, _: Decimal("2.5"), lambda spec: spec.whole),
    "number: a list": of_kind(Kind.NUMBER, lambda spec, sound: [sound]),
    "number: the digits in quotes": of_kind(Kind.NUMBER, lambda spec, sound: str(sound)),
    "number: a sentence": of_kind(Kind.NUMBER, lambda spec, _: "按比例扣分"),
    "number: off in capitals": of_kind(Kind.NUMBER, lambda spec, _: "Off"),
    "number: a fraction for a percentage": of_kind(
        Kind.NUMBER, lambda spec, _: Decimal("0.85"), lambda spec: spec.percent
    ),
    "number: 1 for a percentage": of_kind(
        Kind.NUMBER, lambda spec, _: 1, lambda spec: spec.percent and not spec.one_percent
    ),
    "table: a fraction for a percentage": of_kind(
        Kind.TABLE,
        lambda spec, sound: [[Decimal("0.8"), *sound[0][1:]], *sound[1:]],
        lambda spec: spec.columns[0].percent,
    ),
    "table: empty": of_kind(Kind.TABLE, lambda spec, _: []),
    "table: a number": of_kind(Kind.TABLE, lambda spec, _: 3),
    "table: off misspelt": of_kind(Kind.TABLE, lambda spec, _: "of"),
    "table: a row of text": of_kind(Kind.TABLE, lambda spec, sound: [*sound[:-1], "其余"]),
    "table: a row too short": of_kind(Kind.TABLE, lambda spec, sound: [sound[0][:-1], *sound[1:]]),
    "table: a row too long": of_kind(Kind.TABLE, lambda spec, sound: [[*sound[0], 1], *sound[1:]]),
    "table: text for a number": of_kind(Kind.TABLE, lambda spec, sound: cell(spec, sound, lambda _: "九十")),
    "table: true for a number": of_kind(Kind.TABLE, lambda spec, sound: cell(spec, sound, lambda _: True)),
    "table: too small": of_kind(Kind.TABLE, lambda spec, sound: cell(spec, sound, lambda each: each.least - 1)),
    "table: too great": of_kind(
        Kind.TABLE,
        lambda spec, sound: cell(spec, sound, lambda each: each.most + 1),
        lambda spec: spec.columns[-1].most is not None,
    ),
    "table: rows turned round": of_kind(Kind.TABLE, lambda spec, sound: sound[::-1], lambda spec: spec.falling),
    "table: a share that rises": of_kind(
        Kind.TABLE,
        lambda spec, sound: [[*row[:-1], share] for row, share in zip(sound, (Decimal("0.6"), 1, 0), strict=True)],
        lambda spec: spec.not_rising,
    ),
    "table: two rows alike": of_kind(
        Kind.TABLE, lambda spec, sound: [sound[0], *sound], lambda spec: not spec.rows
    ),
    "table: a row missing": of_kind(
        Kind.TABLE, lambda spec, sound: sound[:-1], lambda spec: spec.names or spec.rows or spec.ends_at_zero
    ),
    "table: high before low": of_kind(Kind.TABLE, lambda spec, sound: [[2, 1], *sound[1:]], lambda spec: spec.spans),
    "table: another name": of_kind(
        Kind.TABLE, lambda spec, sound: [["大成", *sound[0][1:]], *sound[1:]], lambda spec: spec.names
    ),
    "table: no name": of_kind(
        Kind.TABLE, lambda spec, sound: [["", *sound[0][1:]], *sound[1:]], lambda spec: spec.columns[0].is_text
    ),
    "method: nobody wrote it": of_kind(Kind.METHOD, lambda spec, _: "magic"),
    "method: in capitals": of_kind(Kind.METHOD, lambda spec, _: next(iter(spec.methods)).upper()),
    "method: its own prose": of_kind(Kind.METHOD, lambda spec, _: next(iter(spec.methods.values()))),
    "method: a number": of_kind(Kind.METHOD, lambda spec, _: 1),
    "method: a list": of_kind(Kind.METHOD, lambda spec, _: list(spec.methods)),
    "flag: in quotes": of_kind(Kind.FLAG, lambda spec, _: "true"),
}  # fmt: skip


@pytest.mark.parametrize("named", DAMAGES)
def test_damage_is_refused(tmp_path: Path, named: str) -> None:
    damaged = 0
    for id, spec in SPECS.items():
        data, raw = changing(id)
        if not DAMAGES[named](spec, raw):
            continue
        path = written(tmp_path, data)
        if named == "number: nan":
            text = Path(path).read_text("utf-8").replace('"nan!"', "nan")
            Path(path).write_text(text, "utf-8")
        with pytest.raises(RulebookFault) as fault:
            load(path, 2024)
        message = str(fault.value)
        assert Path(path).name in message, id
        assert f"parameters.{id}]" in message, id
        assert "应为" in message, id
        damaged += 1
    assert damaged or named.startswith("flag"), "no parameter can be damaged so: the test tests nothing"


def test_every_table_made_for_damage_is_sound_before_it(tmp_path: Path) -> None:
    """Else a damage would be refused for another reason than its own."""
    for id, spec in SPECS.items():
        if spec.kind is Kind.TABLE and not id.startswith("qualitative."):
            data, raw = changing(id)
            raw["values"][0]["value"] = table_for(spec)
            assert load(written(tmp_path, data), 2024).table(id), id


def test_a_misspelt_parameter_is_refused_and_the_right_one_named(tmp_path: Path) -> None:
    for id in SPECS:
        data, _ = changing(id)
        *groups, own = id.split(".")
        node = data["parameters"]
        for group in groups:
            node = node[group]
        wrong = own[:-2] + own[-1] + own[-2] if own[-1] != own[-2] else own[:-1]
        node[wrong] = node.pop(own)
        message = told(tmp_path, data)
        assert "不认识的参数（是不是" in message, id
        assert wrong in message, id


# ---------------------------------------------------------------- the file around the parameters


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not toml [", "不是有效的 TOML：第1行"),
        ("[book]\nname = 'x'\ntitle = '没有关\n", "不是有效的 TOML：第3行"),
        ("", "[book] 的 name 没有写"),
        ("book = 3\n", "[book] 现为3"),
        ("[book]\nname = 'own'\ntitle = 't'\nversion = '1'\n", "还缺 execution.weight"),
        ("[book]\nname = 'own'\ntitle = 't'\nversion = '1'\nextends = 'cnn'\n", "是不是“cn”"),
        ("[book]\nname = 'own'\ntitle = 't'\nversion = 1\nextends = 'cn'\n", "[book] 的 version 现为1"),
        ("[book]\nname = 'own'\ntitle = 't'\nversion = '1'\nextends = 3\n", "[book] 的 extends 现为3"),
        (
            "[book]\nname = 'own'\ntitle = 't'\nversion = '1'\nextend = 'cn'\n",
            "“extend”（是不是“extends”？）",
        ),
        ("[BOOK]\nname = 'own'\n", "“BOOK”（是不是“book”？）"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    load.cache_clear()
    with pytest.raises(RulebookFault) as fault:
        load(str(path), 2024)
    assert says in str(fault.value)
    assert "own.toml" in str(fault.value)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes("[book]\nname = 'own'\ntitle = '某单位'\n".encode("gbk"))
    with pytest.raises(RulebookFault, match=r"own\.toml 第3行不是 UTF-8"):
        load(str(path))


def test_a_rulebook_on_itself(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"[book]\nextends = '{path}'\n", "utf-8")
    with pytest.raises(RulebookFault, match="循环"):
        load(str(path))


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("parameter", {"execution": {}}, "“parameter”（是不是“parameters”？）"),
        ("word", {"cause": ["x"]}, "“word”（是不是“words”？）"),
        ("source", {}, "“source”（是不是“sources”？）"),
        ("rule", {}, "“rule”（是不是“rules”？）"),
        ("parameters", [], "[parameters] 现为空列表"),
        ("parameters", {"executoin": {"weight": {}}}, "[parameters.executoin] 现为不认识的参数"),
        ("parameters", {"execution": {}}, "[parameters.execution] 现为空的一组键"),
        ("parameters", {"execution": 3}, "[parameters.execution] 现为3"),
        ("parameters", {"execution": {"weight": 3}}, "[parameters.execution.weight] 现为3"),
        ("parameters", {"x": {}}, "[parameters.x] 现为不认识的参数"),
        ("words", {"couse": ["因"]}, "couse 现为不认识的用语表（是不是“cause”？）"),
        ("words", {"我的词": ["因"]}, "不认识的用语表"),
        ("words", {"cause": "因"}, "[words] 的 cause 现为“因”"),
        ("words", {"cause": []}, "[words] 的 cause 现为空列表"),
        ("words", {"cause": ["因", 3]}, "[words] 的 cause"),
        ("words", {"cause": ["因", " "]}, "[words] 的 cause"),
        ("words", 3, "[words] 现为3"),
        ("sources", {"me": "本单位办法"}, "[sources.me] 现为“本单位办法”"),
        ("sources", {"me": {}}, "[sources.me] 的 title 没有写"),
        ("sources", {"me": {"title": ""}}, "[sources.me] 的 title 现为空文字"),
        ("sources", {"me": {"title": "x", "qoute": "y"}}, "“qoute”（是不是“quote”？）"),
        ("sources", {"me": {"title": "x", "number": 3}}, "[sources.me] 的 number 现为3"),
        ("rules", {"JXS099": {"status": "observed", "source": "me"}}, "[rules.JXS099] 现为没有这条规则"),
        ("rules", {"jxs004": {"status": "observed", "source": "me"}}, "是不是“JXS004”"),
        ("rules", {"JXS004": True}, "[rules.JXS004] 现为true"),
        ("rules", {"JXS004": {"severity": "E"}}, "[rules.JXS004] 的 source 没有写"),
        ("rules", {"JXS004": {"severity": "E", "source": "me"}}, "[rules.JXS004] 的 status 没有写"),
        ("rules", {"JXS004": {"severity": "error", "source": "me", "status": "observed"}}, "severity 现为“error”"),
        ("rules", {"JXS004": {"severity": 1, "source": "me", "status": "observed"}}, "severity 现为1"),
        ("rules", {"JXS004": {"blocks_final": "true", "source": "me", "status": "observed"}}, "blocks_final 现为“true”"),
        ("rules", {"JXS004": {"blocks": True, "source": "me", "status": "observed"}}, "“blocks”（是不是"),
        ("rules", {"JXS004": {"severity": "E", "source": "me", "status": "local"}}, "[rules.JXS004] 的 quote 没有写"),
        ("rules", {"JXS004": {"severity": "E", "source": "me", "status": "assumed"}}, "assumed 的规则不能是错误"),
        ("rules", {"JXS001": {"source": "me", "status": "assumed"}}, "assumed 的规则不能是错误"),
        ("rules", {"JXT001": {"severity": "E", "source": "me", "status": "observed"}}, "今年改不了"),
        ("rules", {"JXT001": {"blocks_final": True, "source": "me", "status": "observed"}}, "今年改不了"),
        ("rules", {"JXS004": {"from": "2024", "source": "me", "status": "observed"}}, "的 from 现为“2024”"),
    ],
)  # fmt: skip
def test_what_stands_around_the_parameters(tmp_path: Path, key: str, value: Any, says: str) -> None:
    message = told(tmp_path, office() | {key: value})
    assert says in message
    assert "应为" in message


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    data, raw = changing("execution.weight")
    raw["values"][0] |= {"value": "二十", "from": "2024"}
    data |= {"word": {}, "words": {"couse": ["因"]}}
    message = told(tmp_path, data)
    assert "有 4 处问题" in message
    for part in ("“word”", "couse", "二十", "“2024”"):
        assert part in message


@pytest.mark.parametrize(
    ("extends", "says"),
    [
        ("cnn", "[book] 的 extends 现为“cnn”（是不是“cn”？），应为以下之一：cn、"),
        ("nowhere/base.toml", "[book] 的 extends 现为“nowhere/base.toml”（找不到这个文件），应为"),
    ],
)
def test_a_base_that_is_not_there_is_told_with_the_other_faults(
    tmp_path: Path, extends: str, says: str
) -> None:
    """A source of `cn` may still be meant: only what is wrong under every base is told."""
    data, raw = changing("execution.weight")
    raw["values"][0] |= {"value": "二十", "source": "tool"}
    other, lost = changing("check.low_rate")
    lost["values"][0]["source"] = "nobody"
    data["parameters"] |= other["parameters"]
    data["book"]["extends"] = extends
    message = told(tmp_path, data)
    assert "有 3 处问题" in message
    assert all(part in message for part in (str(tmp_path), says, "二十", "“nobody”"))


def test_the_base_of_a_base_that_is_not_there_is_told_of_the_file_that_names_it(tmp_path: Path) -> None:
    base = office()
    base["book"]["extends"] = "cnn"
    data = office()
    data["book"]["extends"] = named = written(tmp_path, base)
    assert told(tmp_path, data).startswith(f"{named}：[book] 的 extends 现为“cnn”")


def test_shares_may_stay_and_never_rise(tmp_path: Path) -> None:
    for id in ("satisfaction.intervals", "execution.intervals"):
        data, raw = changing(id)
        raw["values"][0]["value"] = [[90, 1], [80, 1], [0, 0]]
        assert load(written(tmp_path, data), 2024).optional_table(id) == ((90, 1), (80, 1), (0, 0))
        raw["values"][0]["value"] = [[90, Decimal("0.6")], [80, 1], [0, 0]]
        assert "的“得分占分值的比例” 现为列表 [0.6，1，0]，应为自上而下不变大" in told(tmp_path, data)


def test_a_fraction_for_a_percentage_is_asked_about(tmp_path: Path) -> None:
    """0.85 would be 0.85 %: the rule would never speak, and nobody would know why."""
    data, raw = changing("check.low_rate")
    raw["values"][0]["value"] = Decimal("0.85")
    message = told(tmp_path, data)
    assert str(tmp_path) in message
    assert (
        "[parameters.check.low_rate] 第1项 的 value 现为0.85（是不是 85？），应为百分数 0～100（写85，不写0.85）"
        in message
    )
    data, raw = changing("execution.total_cap")
    raw["values"][0]["value"] = [[Decimal("0.8"), 89], [Decimal("0.7"), 79]]
    message = told(tmp_path, data)
    assert "第1行“执行率低于（%）” 现为0.8（是不是 80？），应为百分数 0～100（写85，不写0.85）" in message
    assert "第2行“执行率低于（%）” 现为0.7（是不是 70？）" in message


def test_one_percent_and_nothing_are_percentages(tmp_path: Path) -> None:
    for id, value in (("check.budget_change", 1), ("check.budget_change", 0), ("check.low_rate", 0)):
        data, raw = changing(id)
        raw["values"][0]["value"] = value
        assert load(written(tmp_path, data), 2024).number(id) == value


def test_a_formula_is_no_value(tmp_path: Path) -> None:
    """It would change nothing, and be printed as the reason of a score it did not give."""
    data, raw = changing("execution.score")
    raw["values"] = [
        {"from": date(2024, 1, 1), "value": "执行率得分一律为满分", "status": "observed", "source": "me"}
    ]
    message = told(tmp_path, data)
    assert "[parameters.execution.score] 第1项 的 value 现为“执行率得分一律为满分”" in message
    assert "写 method" in message
    assert "ratio" in message


def test_parameters_that_cannot_stand_together(tmp_path: Path) -> None:
    data, raw = changing("qualitative.floors")
    raw["values"][0]["value"] = [["达成", Decimal("0.9")], ["部分达成", Decimal("0.6")], ["未达成", 0]]
    assert "qualitative.bands 与 qualitative.floors" in told(tmp_path, data)
    data, raw = changing("note.min_length")
    raw["values"][0]["value"] = 201
    assert "不大于 note.max_length（200）" in told(tmp_path, data)


@pytest.mark.parametrize("command", ["score", "check", "rules", "explain"])
def test_every_command_refuses_it_with_2(tmp_path: Path, capsys: Any, command: str) -> None:
    data, raw = changing("execution.weight")
    raw["values"][0]["value"] = "二十"
    path = written(tmp_path, data)
    seed = str(Path(__file__).parents[1] / "data" / "forms.json")
    arguments = {"rules": [], "explain": ["JXS004"]}.get(command, [seed])
    assert run([command, *arguments, "--rulebook", path]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "[parameters.execution.weight] 第1项 的 value 现为“二十”，应为数 0～100" in told.err
    assert len(told.err.strip().splitlines()) == 1


# ---------------------------------------------------------------- the data that comes with the program


def test_the_schema_itself() -> None:
    for spec in SPECS.values():
        assert spec.about.endswith("。"), spec.id
        assert (spec.kind is Kind.METHOD) == bool(spec.methods), spec.id
        assert (spec.kind is Kind.TABLE) == bool(spec.columns), spec.id
        if spec.kind is Kind.TABLE:
            assert spec.row, spec.id
        if spec.kind is Kind.NUMBER:
            assert spec.least is not None, spec.id
            assert spec.most is not None, spec.id
    assert set(CN["words"]) <= set(schema().words)


@pytest.mark.parametrize("name", available())
def test_official_and_local_rest_on_words_that_were_read(name: str) -> None:
    rulebook = load(name)
    for each in (*rulebook.parameters.values(), *rulebook.rules.values()):
        if each.status in ("official", "local"):
            assert each.source.quote, each


def test_the_catalogue_rests_on_words_that_were_read() -> None:
    for code, raw in rule_entries().items():
        assert raw["status"] in ("official", "local", "observed", "assumed"), code
        assert raw.get("quote") or raw["status"] in ("observed", "assumed"), code
        assert set(raw) <= {
            "slug", "title", "severity", "group", "bundle", "scope", "statement", "advice", "source", "status",
            "quote", "blocks_final", "not_for", "asks", "asks_note", "reads",
        }, code  # fmt: skip


#: Documents whose text nobody read: they show nothing.
UNREAD = ("财预〔2020〕10号", "财预〔2021〕101号", "京财绩效〔2020〕2146号")


def test_no_unread_document_is_a_source() -> None:
    for name in available():
        for parameter in load(name).parameters.values():
            assert not any(number in str(parameter.source) for number in UNREAD), parameter.id
    for code, raw in rule_entries().items():
        assert not any(number in raw["source"] for number in UNREAD), code
