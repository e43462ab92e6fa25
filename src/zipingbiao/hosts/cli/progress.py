"""How a batch shows that it moves: a bar, a line for each file, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click


class Step(Protocol):
    """One file of a batch, written or not."""

    @property
    def n(self) -> int: ...
    @property
    def file(self) -> str: ...
    @property
    def fault(self) -> str: ...
    @property
    def skipped(self) -> bool: ...


class Display(Protocol):
    def advance(self, step: Step) -> None: ...


class _Silent:
    def advance(self, step: Step) -> None:
        pass


class _Plain:
    def __init__(self, count: int) -> None:
        self._count = count

    def advance(self, step: Step) -> None:
        result = step.fault or ("已有" if step.skipped else "完成")
        click.echo(f"{step.n}/{self._count} {step.file} {result}", err=True)


@contextmanager
def display_of(kind: str, label: str, count: int) -> Iterator[Display]:
    """`kind`: bar, plain or none; a bar only where somebody looks at it."""
    if kind == "plain":
        yield _Plain(count)
        return
    if kind == "none" or count == 0:
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=count)

        class Bar:
            def advance(self, step: Step) -> None:
                bar.advance(task)

        yield Bar()
