"""With --json a command that did nothing says so in JSON: every command, whatever stopped it, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.conftest import Cli
from zipingbiao.hosts.cli.main import cli as program


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that has --json."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        elif any("--json" in each.opts for each in command.params):
            yield (*words, name)


def refused(cli: Cli, *arguments: object, code: int = 2) -> str:
    """The one sentence of a command that failed: on standard error as ever, and in the JSON."""
    result = cli(*arguments, "--json")
    assert result.code == code
    ((error,),) = result.data.values()
    assert result.data.keys() == {"errors"}
    assert error["file"] is None
    assert result.err.rstrip("\n") == error["message"]
    without = cli(*arguments)
    assert (without.code, without.err) == (code, result.err)
    return str(error["message"])


@pytest.mark.parametrize("words", tuple(commands(program)), ids=" ".join)
def test_wrong_use_of_any_command(cli: Cli, words: tuple[str, ...]) -> None:
    assert "--nope" in refused(cli, *words, "--nope")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "没有.json", "--to", "csv", "-o", "出"], "没有.json"),
        (["update", "没有.xlsx", "--from", "没有"], "没有.xlsx"),
        (["explain", "JXZ999"], "JXZ999"),
        (["explain", "没有.xlsx", "A1"], "没有.xlsx"),
        (["rules", "--rulebook", "mars"], "mars"),
        (["score", "没有.json", "--replace"], "--write"),
        (["new", "form", "x.xlsx", "--rulebook", "mars"], "mars"),
        (["template", "check", "没有.xlsx"], "没有.xlsx"),
        (["desk", "没有的", "status"], "没有的"),
        (["waive", "没有.xlsx", "JXS001", "A1", "--reason", "批复如此", "--who", "张三"], "没有.xlsx"),
        (["diff", "没有.xlsx", "没有2.xlsx"], "没有"),
    ],
)
def test_what_cannot_be_done(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli(*arguments, "--json")
    assert result.code == 2
    assert result.data["errors"]
    assert says in str(result.data["errors"]) + result.err


def test_what_could_not_be_read_is_named_by_its_file(cli: Cli, tmp_path: Path) -> None:
    for command in (("export", "--to", "csv", "-o", tmp_path / "出"), ("explain",)):
        name, *options = command
        cell = ["A1"] if name == "explain" else []
        errors = cli(name, tmp_path / "没有.xlsx", *cell, *options, "--json").data["errors"]
        assert errors[0]["file"] == "没有.xlsx"
        assert "找不到这个文件" in errors[0]["message"]


@pytest.mark.parametrize("command", ["collect", "report", "export", "check"])
def test_why_nothing_was_found_in_a_folder_is_in_the_json(cli: Cli, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    (folder / "坏.xlsx").write_bytes(b"no")
    out = {"collect": "汇总.xlsx", "report": "报告.html", "export": "出.json"}.get(command)
    options = ["-o", tmp_path / out] if out else []
    kind = ["--to", "json"] if command == "export" else []
    result = cli(command, folder, *options, *kind, "--json")
    assert result.code == 2
    assert "坏.xlsx" in [each["file"] for each in result.data["errors"]]


def test_a_fault_of_the_program(cli: Cli, monkeypatch: pytest.MonkeyPatch, seed: Path) -> None:
    import zipingbiao.hosts.cli.score as module

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(module, "scored_reading", broken)
    assert "程序内部出错" in refused(cli, "score", seed, code=3)


def test_what_was_answered_is_not_answered_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, seed: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("zipingbiao.hosts.cli.write_back.write_back", broken)
    result = cli("score", seed, "--write", "--json")
    assert (result.code, len(result.data["forms"])) == (3, 14)
    assert "程序内部出错" in result.err


def test_without_json_standard_output_stays_empty(cli: Cli) -> None:
    assert cli("explain", "JXZ999").out == ""
    assert cli("explain", "JXZ999", "--", "--json").out == ""
