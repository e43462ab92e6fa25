"""A file damaged on its way, one byte flipped: it is read or refused, the files beside it are read, nothing ends early."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Cli, cli
from workbook_read.books import FORMS, draw
from zipingbiao.batch.inputs import read_input

__all__ = ["Cli", "cli"]

FLIPS, AT_A_TIME = 700, 100


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("好") / "好表.xlsx"
    book = openpyxl.Workbook()
    draw(book.worksheets[0], FORMS[5])
    book.save(path)
    return path


def flips(data: bytes, path: Path, count: int) -> list[bytes]:
    """Half of them in the entries' own headers, which nothing but unpacking looks at, half anywhere."""
    with zipfile.ZipFile(path) as package:
        headers = [
            at
            for info in package.infolist()
            for at in range(info.header_offset, info.header_offset + 30 + len(info.filename))
        ]
    chance = random.Random(15)
    made = []
    for n in range(count):
        at = headers[n * 7919 % len(headers)] if n % 2 else chance.randrange(len(data))
        bit = chance.randrange(1, 256)
        made.append(data[:at] + bytes((data[at] ^ bit,)) + data[at + 1 :])
    return made


@pytest.mark.parametrize("portion", range(FLIPS // AT_A_TIME))
def test_one_damaged_file_among_many_costs_that_file_only(
    portion: int, cli: Cli, sound: Path, tmp_path: Path
) -> None:
    """A hundred damaged copies with one sound file between them: `check` and `collect` tell of every one."""
    damaged = flips(sound.read_bytes(), sound, FLIPS)[portion * AT_A_TIME : (portion + 1) * AT_A_TIME]
    folder = tmp_path / "收来"
    folder.mkdir()
    names = []
    for n, data in enumerate(damaged):
        names.append(folder / f"{n:03}.xlsx")
        names[-1].write_bytes(data)
    good = folder / "050-好.xlsx"
    good.write_bytes(sound.read_bytes())
    files = sorted(folder.iterdir())
    for result in (
        cli("check", *files, "--json"),
        cli("collect", folder, "-o", tmp_path / "汇总.xlsx", "--json"),
    ):
        assert result.code in (0, 1)
        refused = {each["file"] for each in result.data["errors"]}
        assert result.code == 1 or not refused
        assert good.name not in refused
        read = result.data.get("forms") or result.data["projects"]
        assert any(each["name"] == FORMS[5]["name"] for each in read)
        # A copy that reads as the sound file does is counted once, and named.
        copies = {each["file"] for each in result.data.get("remarks", ())}
        assert len(read) + len(refused | copies) >= len(files)
    assert not (tmp_path / "home" / "zipingbiao.log").exists()
    assert (tmp_path / "汇总.xlsx").exists()


def test_an_unforeseen_fault_is_the_fault_of_its_file(
    cli: Cli, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.batch import inputs

    whole = inputs._opened

    def broken(path: Path, name: str) -> inputs.Inputs:
        if path.name == "坏.xlsx":
            raise ZeroDivisionError("planted")
        return whole(path, name)

    monkeypatch.setattr(inputs, "_opened", broken)
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(sound.read_bytes())
    result = cli("check", bad, sound, "--json")
    assert result.code == 1
    assert [each["file"] for each in result.data["errors"]] == ["坏.xlsx"]
    assert "其他文件不受影响" in result.data["errors"][0]["message"]
    assert len(result.data["forms"]) == 1
    assert "planted" in (tmp_path / "home" / "zipingbiao.log").read_text("utf-8")


def test_a_form_on_which_scoring_fails_costs_that_form_only(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.batch import contained

    whole = contained.score_form

    def broken(form: object, rulebook: object) -> object:
        if getattr(form, "id", "") == FORMS[3]["id"]:
            raise ZeroDivisionError("planted")
        return whole(form, rulebook)  # type: ignore[arg-type]

    monkeypatch.setattr(contained, "score_form", broken)
    path = tmp_path / "全部.json"
    path.write_text(json.dumps(FORMS, ensure_ascii=False), encoding="utf-8")
    result = cli("score", path, "--json")
    assert result.code == 1
    assert len(result.data["forms"]) == 13
    assert FORMS[3]["name"] in result.data["errors"][0]["message"]


def test_writing_goes_on_after_a_file_that_cannot_be_written(
    cli: Cli, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.hosts.cli import write_back

    whole = write_back.open_package

    def broken(path: Path) -> object:
        if path.name == "1.xlsx":
            raise ZeroDivisionError("planted")
        return whole(path)

    monkeypatch.setattr(write_back, "open_package", broken)
    for name in ("1.xlsx", "2.xlsx"):
        (tmp_path / name).write_bytes(sound.read_bytes())
    result = cli("check", tmp_path / "1.xlsx", tmp_path / "2.xlsx", "--mark")
    assert result.code == 1
    assert result.err.splitlines()[-1] == "共 2 个文件：改动 1 个，未改动 0 个，未能写入 1 个。"
    assert (tmp_path / "1.xlsx").read_bytes() == sound.read_bytes()
    assert (tmp_path / "2.xlsx").read_bytes() != sound.read_bytes()


def test_a_batch_goes_on_after_a_project_on_which_it_fails(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.batch import fill

    whole = fill.process

    def broken(form: object, *others: object, **more: object) -> object:
        if getattr(form, "id", "") == FORMS[3]["id"]:
            raise ZeroDivisionError("planted")
        return whole(form, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(fill, "process", broken)
    path = tmp_path / "全部.json"
    path.write_text(json.dumps(FORMS, ensure_ascii=False), encoding="utf-8")
    result = cli("bulk", path, "-o", tmp_path / "out", "--json")
    assert result.code == 1
    problems = {each["n"]: each["problem"] for each in result.data["projects"] if each["problem"]}
    assert list(problems) == [4]
    assert "程序内部出错" in problems[4]
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 13


def test_a_form_reads_as_it_did() -> None:
    """The sound file is one: else the others would prove nothing."""
    assert read_input(Path(__file__).parents[1] / "data" / "forms.json").faults == ()
