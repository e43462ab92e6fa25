"""One press of a button: on which workbook, under which name, and what the actions have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zipingbiao.batch.files import make_folder
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.hosts.buttons.host import Host
from zipingbiao.hosts.buttons.step import Step
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.choice import RulebookFor, rulebook_for
from zipingbiao.settings import load_settings


class Pressed:
    """`host`: the open workbook and its window; `title`: what the button is called."""

    def __init__(self, host: Host, title: str) -> None:
        self.host, self.title = host, title
        self._seen: Snapshot | None = None

    def step(self) -> Step:
        """What this press changes, as one step that can be taken back."""
        return Step(self.host, self.title)

    @property
    def snapshot(self) -> Snapshot:
        """The open workbook as it was when the button was pressed; taken once."""
        if self._seen is None:
            self._seen = self.host.snapshot()
        return self._seen

    def do(self, result: CommandResult) -> str:
        """Apply a command's edits as one step."""
        if result.edits:
            self.step().apply(result.edits)
        if result.left:
            self.host.show(self.title, "\n".join(result.left))
        return f"{result.message}。"

    def folder_beside(self, name: str) -> Path:
        """A folder next to the workbook; for one never saved, one that the person chooses."""
        path = self.host.book_path()
        folder = path.parent / name if path is not None else self.host.ask_folder(f"{name}放在哪个文件夹")
        make_folder(folder)
        return folder


#: What a button does; the sentence of what was done goes to the status bar.
Action = Callable[[Pressed], str]
#: A command that needs nothing but the workbook and the rules of its forms.
Command = Callable[[Snapshot, RulebookFor], CommandResult]


def changing(command: Command) -> Action:
    """The action of a command: its edits, as one step that can be taken back."""

    def action(pressed: Pressed) -> str:
        return pressed.do(command(pressed.snapshot, rulebooks()))

    return action


def rulebooks() -> RulebookFor:
    """The rules each form is judged by: its own, else the user's."""
    return rulebook_for(None, own_rulebook())


def narrator() -> Narrator:
    """Who writes the notes, with the user's own templates before the shipped ones."""
    return Narrator.load(directories=load_settings().own_templates)
