"""One press of a button: on which workbook, under which name, and what the actions have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from zipingbiao.batch.files import make_folder
from zipingbiao.batch.pipeline import RulebookFor, rulebook_for
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.protection import refuse_protected
from zipingbiao.edits.snapshot import Edit, Snapshot
from zipingbiao.hosts.buttons import undo
from zipingbiao.hosts.buttons.host import Host
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.settings import load_settings


class Pressed:
    """`host`: the open workbook and its window; `title`: what the button is called."""

    def __init__(self, host: Host, title: str) -> None:
        self.host, self.title = host, title
        self._seen: Snapshot | None = None

    @property
    def workbook(self) -> str:
        """What the steps on this workbook are remembered under."""
        return str(self.host.book_path() or "未保存的工作簿")

    @property
    def snapshot(self) -> Snapshot:
        """The open workbook as it is now; taken once until something is changed."""
        if self._seen is None:
            self._seen = self.host.snapshot()
        return self._seen

    def apply(self, edits: Iterable[Edit]) -> list[Edit]:
        """Make edits inside a step, unless they would write into what is protected."""
        wanted = tuple(edits)
        refuse_protected(self.snapshot, wanted)
        self._seen = None
        return self.host.apply(wanted)

    def do(self, result: CommandResult) -> str:
        """Apply a command's edits as one step that can be taken back."""
        if result.edits:
            with self.host.step(self.title):
                applied = self.apply(result.edits)
            undo.remember(self.workbook, self.title, applied)
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
    return rulebook_for(None, load_settings().rulebook)


def narrator() -> Narrator:
    """Who writes the notes, with the user's own templates before the shipped ones."""
    return Narrator.load(directories=load_settings().own_templates)
