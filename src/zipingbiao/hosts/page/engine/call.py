"""A command of the command line, run inside the page: the same program, the same JSON, the same exit code.

The page is one more face of the program, not a second program: whatever `zipingbiao COMMAND … --json` would print
on this spot is what a caller gets.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click

from zipingbiao.batch.folder import OWN_NOTES
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.cli.main import cli, run
from zipingbiao.hosts.page.engine.absent import refuse
from zipingbiao.settings import home

#: Commands that take a folder: the one the files lie in.
_OF_FOLDERS = frozenset({"collect"})
#: Further positional arguments, after the files.
ARGUMENTS = "arguments"
_INTERNAL = 3
_DEFAULTS: Mapping[str, Mapping[str, object]] = {"return": {"format": "xlsx"}}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line gave. `output`: standard output; `messages`: lines of standard error; `files`: written ones.

    `detail`: of an internal fault, what the log holds, which nobody could open here.
    """

    code: int
    output: str
    messages: tuple[str, ...]
    files: tuple[str, ...]
    detail: str = ""

    def as_data(self) -> dict[str, object]:
        return {
            "code": self.code,
            "output": self.output,
            "messages": list(self.messages),
            "files": list(self.files),
            "detail": self.detail,
        }


def call(folder: Path, command: str, names: Sequence[str], options: Mapping[str, object]) -> Answer:
    """Run a command in a folder that holds the files `names`; files made or changed are told by name."""
    options = {**_DEFAULTS.get(command, {}), **options}
    try:
        refuse(command, options)
    except ForPeople as fault:
        return Answer(fault.code, "", (str(fault),), ())
    before = dict(_files(folder))
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = run(command_line(command, names, options))
    log = home() / "zipingbiao.log"
    detail = log.read_text("utf-8") if code == _INTERNAL and log.is_file() else ""
    log.unlink(missing_ok=True)
    changed = tuple(name for name, data in _files(folder) if before.get(name) != data)
    return Answer(code, out.getvalue(), tuple(err.getvalue().splitlines()), changed, detail)


def command_line(command: str, names: Sequence[str], options: Mapping[str, object]) -> list[str]:
    """The words of the command line; `--json` wherever the command has it.

    A file that an option names (a template, last year's form, an own rulebook) is that option's, not one to work on.
    """
    words = command.split()
    more = options.get(ARGUMENTS, ())
    given = (value if isinstance(value, (list, tuple)) else (value,) for value in options.values())
    named = [each for values in given for each in values if isinstance(each, str)]
    told = ["."] if command in _OF_FOLDERS else [name for name in names if name not in named]
    told += [str(each) for each in more] if isinstance(more, (list, tuple)) else [str(more)]
    flags = [word for name, value in options.items() if name != ARGUMENTS for word in _option(name, value)]
    return [*words, *told, *flags, *(["--json"] if _has_json(words) else [])]


def _option(name: str, value: object) -> Iterator[str]:
    """`{"bundle": "review"}` → `--bundle review`; true is a flag, false and null are nothing, a list repeats."""
    for each in value if isinstance(value, (list, tuple)) else (value,):
        if each is True:
            yield f"--{name}"
        elif each is not None and each is not False:
            yield f"--{name}"
            yield str(each)


def _has_json(words: Sequence[str]) -> bool:
    found: click.Command | None = cli
    for word in words:
        if not isinstance(found, click.Group):
            break
        found = found.get_command(click.Context(found), word)
    return found is not None and any("--json" in each.opts for each in found.params)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What lies in the folder but for the records that the program keeps for itself: nobody's download."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(OWN_NOTES):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
