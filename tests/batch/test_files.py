"""Names and files: inside the folder, unique, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.names import Names, safe_stem
from zipingbiao.form.model import Form

NASTY = ["CON", "con.txt", "nul", "COM1", "..\\..\\x", "../../etc/passwd", "a/b", "名称：含全角冒号", "x" * 300, "长" * 300,
         "尾点.", "尾空格 ", ".", "..", "", "   ", "a\nb", "a\x00b", "<>|?*", "a\u202eb", "~$x", "LPT9.xlsx"]  # fmt: skip


@pytest.mark.parametrize("title", NASTY)
def test_every_title_becomes_a_file_name_inside_the_folder(title: str, tmp_path: Path) -> None:
    name = Names(1).name(1, Form(name=title), ".xlsx")
    path = (tmp_path / name).resolve()
    assert path.parent == tmp_path.resolve()
    path.write_bytes(b"x")
    assert len(name.encode()) <= 130
    assert not set(name) & set('<>:"/\\|?*\n\x00')


@given(st.text(max_size=200))
def test_a_stem_is_never_reserved_or_too_long(title: str) -> None:
    stem = safe_stem(title)
    assert 0 < len(stem.encode()) <= 121
    assert stem == stem.strip(" .")
    assert stem.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_names_are_unique_whatever_the_case() -> None:
    names = Names(2000)
    given_names = [names.name(7, Form(name=title), ".xlsx") for title in ("项目A", "项目a", "项目A")]
    assert len({name.casefold() for name in given_names}) == 3
    assert given_names[0] == "0007-项目A.xlsx"


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(WriteFault, match="已存在，未覆盖"):
        write_atomically(path, b"new", force=False)
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert (tmp_path / "表.xlsx.bak").read_bytes() == b"old"


def test_a_file_open_in_excel_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    (tmp_path / "~$表.xlsx").write_bytes(b"")
    with pytest.raises(WriteFault, match="正在 Excel 或 WPS 中打开"):
        write_atomically(path, b"new", force=True)


def test_a_missing_folder_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WriteFault, match="输出文件夹不存在"):
        write_atomically(tmp_path / "无" / "表.xlsx", b"new", force=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("序号-项目", "03-管网改造.xlsx"),
        ("序号-单位-项目", "03-市水务局-管网改造.xlsx"),
        ("年度_主管部门_编码", "2024_市政府.xlsx"),
        ("项目-编码-序号", "管网改造-03.xlsx"),
        ("绩效自评表（项目）", "绩效自评表（管网改造）.xlsx"),
    ],
)
def test_a_pattern_names_files_and_skips_what_is_not_known(pattern: str, name: str) -> None:
    form = Form(name="管网改造", unit="市水务局", department="市政府", year="（2024年度）")
    assert Names(5, pattern).name(3, form, ".xlsx") == name
