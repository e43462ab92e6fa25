"""Reasons as data: the shipped list, and an office that overrides a template or adds a reason."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from narrative.build import row_note
from zipingbiao.narrative.narrate import NarrativeFault, Narrator
from zipingbiao.narrative.reasons import Nature, Scope

LABELS = (
    "未开展满意度调查", "年度追加项目", "佐证材料不足", "未按期完成", "未完成年度指标值", "超额完成—指标值偏低",
    "超额完成—任务增加", "预算执行率偏低", "预算调整", "资金节约", "合同尾款未到支付节点", "跨年度实施",
    "前期手续未完成", "政策变化", "统计口径不一致", "其他",
)  # fmt: skip


def test_shipped_reasons() -> None:
    reasons = Narrator.load(()).reasons
    assert tuple(reason.label for reason in reasons.all) == LABELS
    assert len(reasons) == 16
    for reason in reasons.all:
        assert reason.source
        assert reason.code.isascii()
        for text in (reason.code, reason.label, *reason.synonyms):
            assert reasons.find(text) is reason
    backgrounds = {reason.label for reason in reasons.all if reason.nature is Nature.BACKGROUND}
    assert backgrounds == {"年度追加项目", "跨年度实施"}


def test_dropdowns() -> None:
    reasons = Narrator.load(()).reasons
    assert "未开展满意度调查" in reasons.labels(Scope.ROW)
    assert "未开展满意度调查" not in reasons.labels(Scope.FUNDS)
    assert "合同尾款未到支付节点" in reasons.labels(Scope.FUNDS)
    assert reasons.labels(Scope.ROW)[-1] == "其他"


def test_every_reason_writes_a_note() -> None:
    for label in LABELS:
        note = row_note("≥3次", "2次", reason=label)
        assert note.reason
        assert "原因：" in note.text
        assert "改进措施：" in note.text
        assert len(note.gaps) == 2, label


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_an_office_adds_a_reason_with_its_own_template(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "reasons.toml",
        '[[reasons]]\ncode = "weather"\nlabel = "极端天气"\nphrase = "受极端天气影响"\nnature = "cause"\n'
        'ask = "天气过程和影响天数"\ntemplate = "weather.j2"\nsynonyms = ["暴雨"]\n',
    )
    _write(
        tmp_path,
        "weather.j2",
        "{{ fact }}原因：{{ cause }}{% if open %}（【请填写：{{ ask }}】）{% endif %}。",
    )
    narrator = Narrator.load((tmp_path,))
    note = row_note("≥3次", "2次", reason="暴雨", narrator=narrator)
    assert note.reason == "weather"
    assert note.text.endswith("原因：受极端天气影响（【请填写：天气过程和影响天数】）。")
    assert len(narrator.reasons) == 17


def test_an_office_changes_a_shipped_reason_and_template(tmp_path: Path) -> None:
    _write(tmp_path, "reasons.toml", '[[reasons]]\ncode = "policy-changed"\nask = "文件名称"\n')
    _write(tmp_path, "fact-missed.j2", "{{ target }}，{{ actual }}，差{{ difference }}。")
    note = row_note("≥3次", "2次", reason="政策变化", narrator=Narrator.load((tmp_path,)))
    assert note.text.startswith("≥3次，2次，差1次。原因：政策发生变化，【请填写：文件名称】。")
    assert row_note("≥3次", "2次").text.startswith("指标值≥3次")


def test_an_office_adds_words(tmp_path: Path) -> None:
    _write(tmp_path, "reasons.toml", '[words]\nmeasure_starts = ["着手"]\n')
    note = row_note("≥3次", "2次", detail="着手补办", narrator=Narrator.load((tmp_path,)))
    assert "改进措施：着手补办，" in note.text


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = _write(tmp_path, "fact-missed.j2", "甲。")
    first = Narrator.load((tmp_path,))
    assert Narrator.load((tmp_path,)) is first
    path.write_text("乙乙。", "utf-8")
    assert row_note("≥3次", "2次", narrator=Narrator.load((tmp_path,))).text.startswith("乙乙。")


def test_settings_name_the_office_s_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "fact-missed.j2", "本单位模板。")
    monkeypatch.setenv("ZIPINGBIAO_TEMPLATES", str(tmp_path))
    assert row_note("≥3次", "2次", narrator=Narrator.load()).text.startswith("本单位模板。")


def test_a_template_that_is_far_too_long_cannot_break_the_limit(tmp_path: Path) -> None:
    _write(tmp_path, "fact-missed.j2", "很长的事实" * 80)
    note = row_note("≥3次", "2次", narrator=Narrator.load((tmp_path,)))
    assert len(note.text) <= 200
    assert len(note.gaps) == 2


def test_a_narrator_travels_to_another_process(tmp_path: Path) -> None:
    _write(tmp_path, "fact-missed.j2", "甲。")
    narrator = Narrator.load((tmp_path,))
    assert pickle.loads(pickle.dumps(narrator)).directories == (tmp_path,)


BROKEN = {
    "not toml": ("[[reasons]\n", "TOML"),
    "no code": ('[[reasons]]\nlabel = "甲"\n', "code"),
    "code in capitals": ('[[reasons]]\ncode = "A B"\nlabel = "甲"\n', "code"),
    "new without label": ('[[reasons]]\ncode = "new-one"\n', "label"),
    "unknown field": ('[[reasons]]\ncode = "late"\ncolour = "red"\n', "colour"),
    "unknown section": ("[other]\na = 1\n", "other"),
    "scope": ('[[reasons]]\ncode = "late"\nscope = "sheet"\n', "scope"),
    "synonyms no list": ('[[reasons]]\ncode = "late"\nsynonyms = "甲"\n', "synonyms"),
    "text is a number": ('[[reasons]]\ncode = "late"\nask = 3\n', "ask"),
    "template elsewhere": ('[[reasons]]\ncode = "late"\ntemplate = "../row.j2"\n', "template"),
    "template missing": ('[[reasons]]\ncode = "late"\ntemplate = "nobody.j2"\n', "nobody.j2"),
    "status": ('[[reasons]]\ncode = "late"\nstatus = "sure"\n', "status"),
    "words no list": ('[words]\nvague = "甲"\n', "vague"),
}


@pytest.mark.parametrize(("text", "names"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_list_is_refused_with_its_place(text: str, names: str, tmp_path: Path) -> None:
    path = _write(tmp_path, "reasons.toml", text)
    with pytest.raises(NarrativeFault) as caught:
        Narrator.load((tmp_path,))
    assert str(path) in str(caught.value)
    assert names in str(caught.value)


def test_a_missing_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(NarrativeFault, match="没有这个模板目录"):
        Narrator.load((tmp_path / "nowhere",))
