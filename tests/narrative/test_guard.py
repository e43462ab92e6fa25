"""A narrative template may hold text, if/else, listed names and filters; all else is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.narrative.engine import Templates
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.variables import DEFAULTS

REFUSED = {
    "loop": "{% for x in cause %}{{ x }}{% endfor %}",
    "recursive loop": "{% for x in cause recursive %}{{ loop(x) }}{% endfor %}",
    "macro": "{% macro m() %}a{% endmacro %}",
    "call block": "{% call gap('x') %}a{% endcall %}",
    "set": "{% set cause = 'x' %}",
    "set block": "{% set cause %}x{% endset %}",
    "include": "{% include 'row.j2' %}",
    "import": "{% import 'row.j2' as r %}",
    "from import": "{% from 'row.j2' import m %}",
    "extends": "{% extends 'row.j2' %}",
    "block": "{% block b %}{% endblock %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "with": "{% with cause = 1 %}x{% endwith %}",
    "autoescape": "{% autoescape true %}x{% endautoescape %}",
    "unknown name": "{{ budget_of_next_year }}",
    "unknown name in if": "{% if secret %}x{% endif %}",
    "builtin range": "{{ range(9) }}",
    "builtin lipsum": "{{ lipsum }}",
    "builtin cycler": "{{ cycler }}",
    "self": "{{ self }}",
    "class attribute": "{{ cause.__class__ }}",
    "attribute of a constant": "{{ ''.join }}",
    "format trick": "{{ '{0.__class__}'.format(cause) }}",
    "subscript": "{{ cause['__class__'] }}",
    "slice": "{{ cause[0:3] }}",
    "attr filter": "{{ cause|attr('__class__') }}",
    "map filter": "{{ cause|map('upper') }}",
    "unlisted filter": "{{ cause|replace('a', 'b') }}",
    "filter with argument": "{{ cause|trim('x') }}",
    "multiplication": "{{ 'x' * 1000000 }}",
    "addition": "{{ cause + measure }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "modulo": "{{ '%1000000d' % brief }}",
    "concatenation": "{{ cause ~ cause }}",
    "negation of a number": "{{ -brief }}",
    "list": "{{ [cause] }}",
    "tuple": "{{ (cause, cause) }}",
    "dict": "{{ {'a': cause} }}",
    "call of a variable": "{{ cause() }}",
    "method call": "{{ cause.format() }}",
    "gap without text": "{{ gap() }}",
    "gap with a variable": "{{ gap(cause) }}",
    "gap with two texts": "{{ gap('a', 'b') }}",
    "gap with keyword": "{{ gap(what='a') }}",
    "gap with star": "{{ gap(*cause) }}",
    "gap with a gap inside": "{{ gap('【x】') }}",
    "gap not called": "{{ gap }}",
    "is test": "{% if cause is defined %}x{% endif %}",
    "condition printed": "{{ open }}",
    "text compared by size": "{% if cause > 'a' %}x{% endif %}",
    "text compared with number": "{% if cause < 3 %}x{% endif %}",
    "in a number": "{% if 'a' in brief %}x{% endif %}",
    "deep brackets": "{{ " + "(" * 3000 + "cause" + ")" * 3000 + " }}",
    "deep nesting": "{% if open %}" * 60 + "x" + "{% endif %}" * 60,
    "unclosed if": "{% if cause %}",
    "unclosed output": "{{ cause",
    "unknown tag": "{% exec 'x' %}",
    "too large": "字" * 10_000,
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_refused_at_load_with_file_and_line(body: str, tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_text(f"第一行\n第二行{body}", "utf-8")
    with pytest.raises(NarrativeFault) as caught:
        Templates({"row.j2": path})
    problem = caught.value
    assert str(path) in str(problem)
    assert any("一" <= c <= "鿿" for c in str(problem).replace(str(path), ""))
    if body != REFUSED["too large"]:
        assert problem.line == 2
        assert f"{path} 第2行：" in str(problem)


def test_line_of_a_fault_further_down(tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_text("{{ fact }}\n\n{# 注释 #}\n{% if cause %}\n{{ nobody }}\n{% endif %}\n", "utf-8")
    with pytest.raises(NarrativeFault) as caught:
        Templates({"row.j2": path})
    assert caught.value.line == 5
    assert "nobody" in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_bytes("原因".encode("gbk"))
    with pytest.raises(NarrativeFault, match="UTF-8"):
        Templates({"row.j2": path})


ALLOWED = {
    "{{ cause }}。": "台账不全。",
    "{% if cause and not open %}甲{% elif open %}乙{% else %}丙{% endif %}": "甲",
    "{{ cause if measure else '无' }}": "无",
    '{{ gap("时限") }}前': "【请填写：时限】前",
    "{{ kind|quoted }}{{ cause|bracketed }}": "“met”（台账不全）",
    "{% if brief < 1 %}全{% endif %}{% if '台账' in cause %}含{% endif %}": "全含",
    "{{ measure|quoted }}{{ measure|bracketed }}|{{ label|trim }}": "|类型",
    "一\n  二\n{# 注释 #}\n三": "一二三",
}


@pytest.mark.parametrize(("body", "expected"), ALLOWED.items())
def test_allowed(body: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "t.j2"
    path.write_text(body, "utf-8")
    facts = {**DEFAULTS, "cause": "台账不全", "kind": "met", "label": " 类型 "}
    assert Templates({"t.j2": path}).render("t.j2", facts) == expected


def test_what_the_unit_typed_is_never_run_as_a_template(tmp_path: Path) -> None:
    path = tmp_path / "t.j2"
    path.write_text("{{ cause }}", "utf-8")
    typed = "{{ 7*7 }}{% for x in y %}"
    assert Templates({"t.j2": path}).render("t.j2", {**DEFAULTS, "cause": typed}) == typed
