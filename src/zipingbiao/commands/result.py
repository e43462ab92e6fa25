"""What a command gives back: edits, one sentence of what it did, and what it had to leave."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.edits.snapshot import Edit


@dataclass(frozen=True, slots=True)
class CommandResult:
    """`message`: one sentence for the status bar; `left`: what could not be done and why, a sentence each."""

    edits: tuple[Edit, ...]
    message: str
    left: tuple[str, ...] = ()
