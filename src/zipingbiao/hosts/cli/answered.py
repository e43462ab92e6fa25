"""What a run that was asked for JSON answers where it could not do what was asked: JSON too, and only once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import takewhile

import click

_ANSWER: ContextVar[Answer | None] = ContextVar("answer", default=None)
_OPTION = "--json"


@dataclass(slots=True)
class Answer:
    """`asked`: whether the command line holds --json; `given`: whether JSON was printed since.

    `errors`: what was told of files that could not be read.
    """

    asked: bool
    given: bool = False
    errors: list[dict[str, str | None]] = field(default_factory=list)


@contextmanager
def answering(arguments: Sequence[str]) -> Iterator[Answer]:
    """The answer of one command line."""
    answer = Answer(_OPTION in takewhile(lambda word: word != "--", arguments))
    token = _ANSWER.set(answer)
    try:
        yield answer
    finally:
        _ANSWER.reset(token)


def note_answered() -> None:
    """JSON stands on standard output."""
    answer = _ANSWER.get()
    if answer is not None:
        answer.given = True


def note_unread(file: str, message: str) -> None:
    """A file that could not be read was told of on standard error."""
    answer = _ANSWER.get()
    if answer is not None:
        answer.errors.append({"file": file, "message": message})


def say_failed(sentence: str, answer: Answer) -> None:
    """Why a command ended without doing what was asked: on standard error, and as JSON where that was asked for."""
    click.echo(sentence, err=True)
    _print_failed(answer, sentence)


def ended(code: int, answer: Answer) -> int:
    """The exit code of a command that ended by itself; where it had to answer in JSON and did not, that is made up for."""
    if code:
        _print_failed(answer, "" if answer.errors else f"没有做成，退出码 {code}；原因写在标准错误里。")
    return code


def _print_failed(answer: Answer, sentence: str) -> None:
    if not answer.asked or answer.given:
        return
    answer.given = True
    errors = [*answer.errors, *([{"file": None, "message": sentence}] if sentence else [])]
    click.echo(json.dumps({"errors": errors}, ensure_ascii=False, indent=1))
