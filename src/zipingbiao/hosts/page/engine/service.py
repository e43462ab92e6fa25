"""The one door between the page and the engine: a word, JSON and files in; JSON and files out."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zipingbiao.hosts.page.engine.call import call

#: A file as it crosses the door: its name (with folders, /) and its bytes.
File = tuple[str, bytes]


class Service:
    """Lives as long as the worker. Every request works in a folder of its own, which is gone afterwards."""

    def handle(self, what: str, text: str, files: Sequence[Sequence[Any]]) -> tuple[str, list[File]]:
        """Answer one request of the page."""
        data = json.loads(text)
        given = [(str(name), bytes(content)) for name, content in files]
        answer, written = self._answer(what, data, given)
        return json.dumps(answer, ensure_ascii=False), written

    def _answer(self, what: str, data: Any, files: list[File]) -> tuple[object, list[File]]:
        if what == "run":
            return self._run(data["command"], data["options"], files)
        raise ValueError(f"unknown request {what}")

    def _run(self, command: str, options: dict[str, object], files: list[File]) -> tuple[object, list[File]]:
        folder = Path(tempfile.mkdtemp())
        try:
            for name, content in files:
                _put(folder, name, content)
            answer = call(folder, command, [name for name, _ in files], options)
            written = [(name, (folder / name).read_bytes()) for name in answer.files]
            return answer.as_data(), written
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _put(folder: Path, name: str, content: bytes) -> None:
    """A name from outside stays inside the folder."""
    path = folder.joinpath(*(part for part in Path(name).parts if part not in ("/", "..")))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
