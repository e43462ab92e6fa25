"""What a round left out: each file by its name with the reason; the register itself and what lies beside it are no files of anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.conftest import Cli, Handed, form_of

WATER = "清河县水利局"


def test_the_register_inside_the_received_folder(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("收到/1.xlsx", form_of(2, WATER))
    desk = tmp_path / "收到/复核"
    for command, state in (("receive", "现行"), ("again", "现行"), ("again", "重复")):
        data = cli("desk", desk, command, tmp_path / "收到", "--json").data
        assert [each["state"] for each in data["forms"]] == [state]
        states = {each["file"]: each["state"] for each in data["files"]}
        assert states.pop("1.xlsx") == "读出"
        assert set(states.values()) <= {"跳过"}
        assert data["status"]["total"]["unread"] == 0
        assert data["status"]["files"].get("没有读出", 0) == 0


@pytest.mark.parametrize("end", ["sqlite-journal", "sqlite-wal", "sqlite-shm", "db-journal"])
def test_what_lies_beside_a_database(cli: Cli, handed: Handed, tmp_path: Path, end: str) -> None:
    handed("收到/1.xlsx", form_of(2, WATER))
    (tmp_path / f"收到/别的登记.{end}").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    data = cli("desk", tmp_path / "复核", "receive", tmp_path / "收到", "--json").data
    assert {each["state"] for each in data["files"]} == {"读出", "跳过"}
    assert cli("check", tmp_path / "收到", "--json").data["errors"] == []


@pytest.mark.parametrize("command", ["receive", "again"])
def test_each_file_left_out_is_named_with_its_reason(
    cli: Cli, handed: Handed, tmp_path: Path, command: str
) -> None:
    handed("一/1.xlsx", form_of(2, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    handed("二/1.xlsx", form_of(2, WATER))
    left = {
        "~$1.xlsx": "临时锁文件",
        "1.xlsx.bak": "备份",
        "Thumbs.db": "操作系统",
        "程序.exe": "程序",
        ".藏": "隐藏文件",
    }
    for name in left:
        (tmp_path / "二" / name).write_bytes(b"MZ")
    told = cli("desk", tmp_path / "复核", command, tmp_path / "二").err
    for name, reason in left.items():
        (line,) = [line for line in told.splitlines() if f"　{name}：" in line]
        assert line.strip().startswith("跳过")
        assert reason in line
    data = cli("desk", tmp_path / "复核", command, tmp_path / "二", "--json").data
    reasons = {each["file"]: each["reason"] for each in data["files"] if each["state"] == "跳过"}
    assert reasons.keys() == left.keys()
    assert all(reason in reasons[name] for name, reason in left.items())
