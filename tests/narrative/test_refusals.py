"""What is said of a template or list of reasons that cannot be used: file, line, what is wrong, what may stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrative.build import row_note
from zipingbiao.narrative.engine import Templates, gaps_of
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.narrate import Narrator
from zipingbiao.narrative.narrator import shipped_templates
from zipingbiao.narrative.reasons import Nature, Scope, load_reasons
from zipingbiao.narrative.variables import DEFAULTS, FLAGS, NUMBERS, TEXTS

ONLY = '只能用 if/elif/else、列出的变量和过滤器、gap("…")。'
FILTERS = "可用的过滤器（不带参数）：quoted、bracketed、trim。"


def refusal(folder: Path, body: str) -> NarrativeFault:
    path = folder / "row.j2"
    path.write_text(body, "utf-8")
    with pytest.raises(NarrativeFault) as caught:
        Templates({"row.j2": path})
    return caught.value


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("{% for x in cause %}{% endfor %}", 1, f"模板里不能用循环 for，{ONLY}"),
        ("\n{{ cause ~ cause }}", 2, f"模板里不能用文字拼接 ~，{ONLY}"),
        ("{{ brief + 1 }}", 1, f"模板里不能用运算，{ONLY}"),
        ("{{ -brief }}", 1, f"模板里不能用运算，{ONLY}"),
        ("{{ cause[0] }}", 1, f"模板里不能用取下标（[ ]），{ONLY}"),
        ("{{ cause[0:1] }}", 1, f"模板里不能用取下标（[ ]），{ONLY}"),
        ("\n\n{{ open }}", 3, "“open”是条件，只能放在 if 里，不能直接输出。"),
        ("{{ cause|upper }}", 1, f"不能用过滤器“upper”。{FILTERS}"),
        ("\n{{ cause|trim(1) }}", 2, f"不能用过滤器“trim”。{FILTERS}"),
        ("{{ cause|trim(x=1) }}", 1, f"不能用过滤器“trim”。{FILTERS}"),
        ("{{ cause|trim(*cause) }}", 1, f"不能用过滤器“trim”。{FILTERS}"),
        ("{{ cause|trim(**cause) }}", 1, f"不能用过滤器“trim”。{FILTERS}"),
        ("\n{{ cause() }}", 2, '模板里不能调用函数，只有 gap("缺什么") 可用。'),
        ("{{ gap() }}", 1, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ("\n{{ gap(3) }}", 2, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ('{{ gap("甲", "乙") }}', 1, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ('{{ gap("甲", x="乙") }}', 1, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ('{{ gap("甲】") }}', 1, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ('{{ gap("【甲") }}', 1, 'gap 里只能写一段引号括起的文字，如 gap("时限")。'),
        ("\n{% if cause < 1 %}{% endif %}", 2, "大于、小于只能用于数字变量（brief）和整数。"),
        ("{% if brief < '1' %}{% endif %}", 1, "大于、小于只能用于数字变量（brief）和整数。"),
        ("{% if brief < true %}{% endif %}", 1, "大于、小于只能用于数字变量（brief）和整数。"),
        ("{% if brief < 1.5 %}{% endif %}", 1, "大于、小于只能用于数字变量（brief）和整数。"),
        ("{% if 0 <= cause %}{% endif %}", 1, "大于、小于只能用于数字变量（brief）和整数。"),
        ("{% if 0 < brief > cause %}{% endif %}", 1, "大于、小于只能用于数字变量（brief）和整数。"),
        ("\n{% if 1 in cause %}{% endif %}", 2, "in 两边只能是文字变量或引号括起的文字。"),
        ("{% if cause not in brief %}{% endif %}", 1, "in 两边只能是文字变量或引号括起的文字。"),
        ("{% if open in cause %}{% endif %}", 1, "in 两边只能是文字变量或引号括起的文字。"),
        ("{{ " + "(" * 38 + "nobody" + ")" * 38 + " }}", 1, "没有名为“nobody”的变量。"),
        ("\n{{ " + "(" * 39 + "cause" + ")" * 39 + " }}", 2, "括号嵌套太深，请简化。"),
        ("{% if open %}" * 25 + "x" + "{% endif %}" * 25, 1, "判断或括号嵌套太深，请简化。"),
        ("{% if cause %}", 1, "请核对括号和 if/endif。"),
    ],
)
def test_what_is_said_of_a_template(body: str, line: int, said: str, tmp_path: Path) -> None:
    fault = refusal(tmp_path, body)
    assert (fault.line, fault.file) == (line, str(tmp_path / "row.j2"))
    assert said in str(fault)


def test_a_name_nobody_knows_is_told_with_all_there_are(tmp_path: Path) -> None:
    said = str(refusal(tmp_path, "{{ nobody }}"))
    assert f"没有名为“nobody”的变量。可用的变量：{'、'.join((*TEXTS, *FLAGS, *NUMBERS))}。" in said


@pytest.mark.parametrize(
    "body",
    [
        "{{ ((((((((((cause)))))))))) }}",
        "{% if open %}" * 7 + "x" + "{% endif %}" * 7,
        "{% if 0 < brief <= 2 %}x{% endif %}",
        "{% if cause not in '甲' %}x{% endif %}",
        "{% if cause == 3 %}x{% endif %}",
        "(" * 30 + ")" * 30 + "[" * 30 + "]" * 30,
        ")" * 50 + "(" * 40,
    ],
)
def test_what_may_stand_in_a_template(body: str, tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_text(body, "utf-8")
    templates = Templates({"row.j2": path})
    assert "row.j2" in templates
    assert "other.j2" not in templates
    templates.render("row.j2", {**DEFAULTS})


def test_a_template_may_be_of_exactly_so_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "row.j2"
    path.write_bytes(b"x" * 20_000)
    assert Templates({"row.j2": path}).render("row.j2", {**DEFAULTS}) == "x" * 20_000
    path.write_bytes(b"x" * 20_001)
    with pytest.raises(NarrativeFault, match="模板超过20000字节，不像一条说明，请精简。") as caught:
        Templates({"row.j2": path})
    assert caught.value.line == 0


def test_a_template_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(NarrativeFault, match=r"读不到这个模板（.+），请核对文件和权限。"):
        Templates({"row.j2": tmp_path / "nowhere.j2"})
    path = tmp_path / "row.j2"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NarrativeFault, match="不是 UTF-8 编码，请用“UTF-8”另存。"):
        Templates({"row.j2": path})
    path.write_text("{{ cause }}", "utf-8-sig")
    assert Templates({"row.j2": path}).render("row.j2", {**DEFAULTS, "cause": "甲"}) == "甲"


def test_gaps_of_a_text() -> None:
    assert gaps_of("甲【请填写：乙】丙【请核实：丁】【别的】") == ("【请填写：乙】", "【请核实：丁】")
    assert gaps_of("甲【请填写：乙") == ("【请填写：乙",)
    assert gaps_of("甲") == ()


# ---------------------------------------------------------------- lists of reasons


def listed(folder: Path, *bodies: str) -> list[Path]:
    paths = []
    for n, body in enumerate(bodies):
        path = folder / f"{n}.toml"
        path.write_text(body, "utf-8")
        paths.append(path)
    return paths


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("\n\n[words\n", 3, "不是有效的 TOML（"),
        ("a = 1\nb = 2", 0, "不认识的段 a、b，只能有 [[reasons]] 和 [words]。"),
        ("words = 3", 0, "[words] 须是一段“名称 = 文字列表”。"),
        ("reasons = 3", 0, "类型须写成 [[reasons]]。"),
        ("reasons = [3]", 0, "类型须写成 [[reasons]]。"),
        ('[[reasons]]\nlabel = "甲"', 0, "[[reasons]] 的 code（None）须为小写英文、数字和连字符，如 late。"),
        ('[[reasons]]\ncode = "a-"', 0, "[[reasons]] 的 code（'a-'）须为小写英文、数字和连字符，如 late。"),
        ("[[reasons]]\ncode = 3", 0, "[[reasons]] 的 code（3）须为小写英文、数字和连字符，如 late。"),
        ('[[reasons]]\ncode = "a"\nz = "1"\ny = "1"', 0, "类型 a 有不认识的项：y、z。"),
        ('[[reasons]]\ncode = "a"\nask = 3', 0, "类型 a 的 ask 须为文字。"),
        ('[[reasons]]\ncode = "a"\nsynonyms = [3]', 0, "类型 a 的 synonyms 须为文字列表。"),
        ('[words]\nvague = "甲"', 0, "[words] vague 须为文字列表。"),
        ('[[reasons]]\ncode = "a"\nlabel = "甲"\nscope = "x"', 0, "类型 a 的 scope 或 nature 无效（"),
        ('[[reasons]]\ncode = "a"\nlabel = "甲"\nnature = "x"', 0, "类型 a 的 scope 或 nature 无效（"),
        ('[[reasons]]\ncode = "a"\nlabel = ""', 0, "新类型 a 须写 label（填报人看到的名称）。"),
        ('[[reasons]]\ncode = "a"\nlabel = "甲"\nstatus = "x"', 0, "status 须为 assumed、local、observed、official 之一。"),
        ('[[reasons]]\ncode = "a"\nlabel = "甲"\ntemplate = "a/b.j2"', 0, "类型 a 的 template 须为本目录下的 .j2 文件名"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_list(body: str, line: int, said: str, tmp_path: Path) -> None:
    (path,) = listed(tmp_path, body)
    with pytest.raises(NarrativeFault) as caught:
        load_reasons((path,))
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert said in str(caught.value)


def test_a_list_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    path = tmp_path / "reasons.toml"
    for write in (None, b"\xff\xfe"):
        if write is not None:
            path.write_bytes(write)
        with pytest.raises(NarrativeFault, match="读不到或不是 UTF-8 编码，请核对文件。") as caught:
            load_reasons((path,))
        assert (caught.value.file, caught.value.line) == (str(path), 0)


def test_later_lists_win_field_by_field_and_words_add_up(tmp_path: Path) -> None:
    first = '[[reasons]]\ncode = "a"\nlabel = "甲"\nsynonyms = ["子"]\nscope = "funds"\nask = "问"\n[words]\nvague = ["一"]\n'
    second = (
        '[[reasons]]\ncode = "b"\nlabel = "乙"\nsynonyms = ["子", " A-1 "]\nrecognised_by = ["丑"]\nscope = "both"\n'
        '[[reasons]]\ncode = "a"\nlabel = "丙"\nnature = "cause"\nrecognised_by = ["丑", "寅"]\n'
        '[words]\nvague = ["二"]\nbasis = ["三"]\n'
    )
    reasons = load_reasons(listed(tmp_path, first, second))
    a, b = reasons.all
    assert (a.code, a.label, a.synonyms, a.scope, a.nature, a.ask) == (
        "a",
        "丙",
        ("子",),
        Scope.FUNDS,
        Nature.CAUSE,
        "问",
    )
    assert (b.scope, b.nature, b.template, b.status, b.phrase) == (
        Scope.BOTH,
        Nature.FACT,
        "row.j2",
        "assumed",
        "",
    )
    assert reasons.words == {"vague": ("一", "二"), "basis": ("三",)}
    assert (reasons.find("子"), reasons.find("丙"), reasons.find("甲")) == (a, a, None)
    assert (reasons.find("a（1）"), reasons.find("“B”"), reasons.find(""), reasons.find("（）")) == (
        b,
        b,
        None,
        None,
    )
    assert (
        reasons.recognise("有丑"),
        reasons.recognise("寅"),
        reasons.recognise("卯"),
        reasons.recognise(""),
    ) == (a, a, None, None)
    assert (reasons.labels(Scope.ROW), reasons.labels(Scope.FUNDS)) == (("乙",), ("丙", "乙"))
    assert len(reasons) == 2


# ---------------------------------------------------------------- a directory of templates


def test_a_template_a_reason_asks_for(tmp_path: Path) -> None:
    (tmp_path / "reasons.toml").write_text('[[reasons]]\ncode = "late"\ntemplate = "none.j2"\n', "utf-8")
    with pytest.raises(NarrativeFault) as caught:
        Narrator.load((tmp_path,))
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "reasons.toml"), 0)
    assert "类型 late 的模板 none.j2 不存在，请把它放在同一目录。" in str(caught.value)


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NarrativeFault) as caught:
        Narrator.load((tmp_path / "无",))
    assert caught.value.file == str(tmp_path / "无")
    assert "没有这个模板目录，请核对设置 templates 或环境变量 ZIPINGBIAO_TEMPLATES。" in str(caught.value)


def test_other_files_of_a_directory_are_left_alone(tmp_path: Path) -> None:
    for name in ("说明.md", "other.toml", "row.j2.bak"):
        (tmp_path / name).write_bytes(b"\xff")
    assert row_note("≥3次", "2次", narrator=Narrator.load((tmp_path,))).text == row_note("≥3次", "2次").text


def test_of_two_directories_the_later_one_wins(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fact-missed.j2").write_text(f"{name}。", "utf-8")
    assert row_note(
        "≥3次", "2次", narrator=Narrator.load((tmp_path / "甲", tmp_path / "乙"))
    ).text.startswith("乙。")
    assert row_note(
        "≥3次", "2次", narrator=Narrator.load((tmp_path / "乙", tmp_path / "甲"))
    ).text.startswith("甲。")


def test_the_shipped_templates_are_those_of_the_checkout() -> None:
    assert shipped_templates() == Path(__file__).resolve().parents[2] / "templates" / "narrative"


def test_a_narrator_is_remembered_until_a_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "fact-missed.j2"
    path.write_text("甲。", "utf-8")
    first = Narrator.load((tmp_path,))
    assert Narrator.load((tmp_path,)) is first
    assert Narrator.load(()) is not first
    path.write_text("乙乙。", "utf-8")
    assert Narrator.load((tmp_path,)) is not first
