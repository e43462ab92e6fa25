"""Narrative templates that try to get out: refused when they are loaded, with file and line, before anything runs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from zipingbiao.hosts.cli.main import run
from zipingbiao.narrative.engine import Templates
from zipingbiao.narrative.fault import NarrativeFault

SEED = Path(__file__).parents[1] / "data" / "forms.json"
ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cause.__init__.__globals__ }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__ }}", "{{ namespace(x=1) }}", "{{ self._TemplateReference__context }}", "{{ self.__dict__ }}",
    "{{ config }}", "{{ request.application }}", "{{ g }}", "{{ loop }}", "{{ caller() }}", "{{ super() }}", "{{ varargs }}",
    "{{ url_for.__globals__ }}", "{{ dict.mro() }}", "{{ [].append }}", "{{ {}.items() }}", "{{ ().__class__ }}",
    "{{ (cause|attr('__cl' ~ 'ass__')) }}", "{{ cause|attr('\\x5f\\x5fclass\\x5f\\x5f') }}", "{{ cause['__class__'] }}",
    "{{ cause|format }}", "{{ '%s'|format(cause) }}", "{{ '%c'|format(97) }}", "{{ '{0.__class__}'.format(cause) }}", "{{ '{}'.format_map(cause) }}",
    "{{ cause|safe }}", "{{ cause|tojson }}", "{{ cause|pprint }}", "{{ cause|xmlattr }}", "{{ cause|urlize }}", "{{ cause|list }}",
    "{{ cause|map(attribute='__class__')|list }}", "{{ cause|selectattr('x') }}", "{{ cause|groupby('__class__') }}", "{{ cause|sum(attribute='x') }}",
    "{{ cause|trim|upper }}", "{{ cause|quoted|bracketed|trim|length }}", "{{ cause|batch(9) }}", "{{ cause|center(10**9) }}", "{{ cause|indent(10**9) }}",
    "{{ cause|quoted()|quoted(1) }}", "{{ cause|quoted(*[]) }}", "{{ cause|quoted(**{}) }}",
    "{% for x in range(10**9) %}{% endfor %}", "{% for x in cause %}{{ x }}{% endfor %}", "{% for x in cause recursive %}{{ loop(x) }}{% endfor %}",
    "{%- for x in (1,2) -%}x{%- endfor -%}", "{% for a, b in cause.items() %}x{% else %}y{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% call(x) m() %}x{% endcall %}", "{% set x = cause.__class__ %}", "{% set ns.x = 1 %}",
    "{% include '/etc/passwd' %}", "{% include ['a', 'b'] ignore missing %}", "{% import '/etc/passwd' as p %}", "{% extends '/etc/passwd' %}",
    "{% block x %}{% endblock %}", "{% filter trim %}x{% endfilter %}", "{% with x = 1 %}{% endwith %}", "{% autoescape false %}x{% endautoescape %}",
    "{% raw %}x{% endraw %}{% for x in y %}{% endfor %}", "{% do cause.append(1) %}", "{% debug %}", "{% trans %}x{% endtrans %}", "{% continue %}",
    "{{ 'x' * 10**9 }}", "{{ 10 ** 10 ** 10 }}", "{{ 1 // 0 }}", "{{ 1 / 0 }}", "{{ 7 * 7 }}", "{{ cause * 99 }}", "{{ 'a' 'b' + cause }}", "{{ cause ~ 1 }}", "{{ -cause }}",
    "{{ '%99999999d' % 1 }}", "{{ cause[::-1] }}", "{{ cause[0] }}", "{{ cause.upper() }}", "{{ cause.x }}", "{{ (cause, 1) }}", "{{ {cause: 1} }}",
    "{{ gap(cause) }}", "{{ gap('a' ~ cause) }}", "{{ gap('a')('b') }}", "{{ gap('a').__class__ }}", "{{ gap('a')|attr('x') }}", "{{ gap.__globals__ }}", "{{ gap(gap('a')) }}", "{{ gap(x='a') }}",
    "{% if cause is string %}x{% endif %}", "{% if cause is defined %}x{% endif %}", "{% if cause.__class__ %}x{% endif %}", "{% if cause|length > 3 %}x{% endif %}",
    "{% if [cause] %}x{% endif %}", "{% if cause() %}x{% endif %}", "{% if (cause ~ 'x') %}x{% endif %}", "{% if 1 + 1 == 2 %}x{% endif %}", "{% if brief > cause %}x{% endif %}",
    "{{ 1 if range(9) else 2 }}", "{{ cause if cause.x else '' }}", "{{ cause and cause.__class__ }}", "{{ not cause.__class__ }}", "{{ cause == cause.__class__ }}",
    "{% if open %}{% elif cause.__class__ %}{% else %}{% endif %}", "{% if open %}x{% else %}{{ lipsum.__globals__ }}{% endif %}",
    "{{ cause }", "{% if %}", "{{ }}", "{% endif %}", "{{ \"x }}", "{{ cause | }}", "{{ 1.5.real }}", "{{ 0x41 + 1 }}", "{{ " + "9" * 5000 + " + 1 }}",
    "{{ not " * 2000 + "cause" + " }}" , "{% if open %}" * 500 + "x" + "{% endif %}" * 500, "{{ cause" + "|trim" * 500 + " }}", "{{ cause" + " and cause" * 1000 + " }}",
    "{{ cause" + " if open else cause" * 1000 + " }}", "{{ " + "(" * 2000 + "cause" + ")" * 2000 + " }}",
)  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(set(ESCAPES)) >= 25


@pytest.mark.parametrize("body", ESCAPES, ids=range(len(ESCAPES)))
def test_refused_when_loaded(body: str, tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_text(f"说明：\n{body}\n", "utf-8")
    start = time.process_time()
    with pytest.raises(NarrativeFault) as caught:
        Templates({"row.j2": path})
    assert time.process_time() - start < 2
    told = str(caught.value)
    assert caught.value.line in (1, 2, 3)  # a parser that gives up tells of the line where it began
    assert told.startswith(f"{path} 第{caught.value.line}行：")
    assert any("一" <= sign <= "鿿" for sign in told.partition("行：")[2])


@pytest.mark.parametrize("name", ["row.j2", "fact-missed.j2", "summary.j2", "不认识的.j2"])
def test_a_folder_with_one_such_template_stops_the_command_before_anything_is_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    (own / name).write_text("{{ cause.__class__ }}", "utf-8")
    monkeypatch.setenv("ZIPINGBIAO_TEMPLATES", str(own))
    out = tmp_path / "out"
    assert run(["bulk", str(SEED), "-o", str(out), "--progress", "none"]) == 2
    told = capsys.readouterr().err
    assert f"{name} 第1行：" in told
    assert len(told.strip().splitlines()) == 1
    assert not out.exists()
