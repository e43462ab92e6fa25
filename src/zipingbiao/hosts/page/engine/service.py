"""The one door between the page and the engine: a word, JSON and files in; JSON and files out."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from zipingbiao import __version__
from zipingbiao.batch.without_gc import calm
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.page.engine.call import call
from zipingbiao.hosts.page.engine.desk import Desk
from zipingbiao.hosts.page.engine.typed import Typed
from zipingbiao.rulebook.load import available, load

#: A file as it crosses the door: its name (with folders, /) and its bytes.
File = tuple[str, bytes]
Answer = tuple[object, list[File]]


class Service:
    """Lives as long as the worker."""

    def __init__(self) -> None:
        self._desk = Desk(Path(tempfile.mkdtemp()))

    @calm()
    def handle(self, what: str, text: str, files: Sequence[Sequence[Any]]) -> tuple[str, list[File]]:
        """Answer one request of the page; what a person can mend comes back as `{"refused": sentence}`."""
        given = [(str(name), bytes(content)) for name, content in files]
        try:
            answer, written = self._answer(what, json.loads(text), given)
        except ForPeople as fault:
            answer, written = {"refused": str(fault)}, []
        return json.dumps(answer, ensure_ascii=False), written

    def _answer(self, what: str, data: Any, files: list[File]) -> Answer:
        desk = self._desk
        match what:
            case "run":
                return _run(data["command"], data["options"], files)
            case "about":
                return {"version": __version__}, []
            case "rulebooks":
                return _rulebooks(), []
            case "judge-by":
                return desk.judge_by(data["rulebook"] or None, data["bundle"]), []
            case "open":
                ((name, content),) = files
                return desk.open(data["key"], name, content), []
            case "read":
                ((name, content),) = files
                return None, [(name, desk.read_for_another(name, content))]
            case "take":
                ((_, content),) = files
                return desk.take_over(data["key"], content), []
            case "close":
                desk.close(data["key"])
                return None, []
            case "type":
                typed = [Typed(each["n"], each["field"], each["text"]) for each in data["typed"]]
                return desk.type_into(data["key"], typed), []
            case "cross":
                return desk.cross(data["keys"]), []
            case "form":
                return desk.form(data["key"], data["n"]), []
            case "why":
                return desk.why(data["key"], data["n"], data["field"]), []
            case "content":
                return None, [desk.content(key) for key in data["keys"]]
            case "desk-run":
                standing = _told_apart([desk.content(key) for key in data["keys"]])
                return _run(data["command"], data["options"], standing)
            case "waive":
                return self._waived(data)
            case "pack":
                return None, [(data["name"], packed(files))]
        raise ValueError(f"unknown request {what}")

    def _waived(self, data: Any) -> Answer:
        """A finding set aside in the file on the desk, as the command line does it."""
        name, content = self._desk.content(data["key"])
        options = {
            "arguments": [data["code"], *([data["cell"]] if data["cell"] else ["--all"])],
            "reason": data["reason"],
            "who": data["who"],
            "project": data["project"],
        }
        answer, written = _run("waive", options, [(name, content)])
        changed = next((new for file, new in written if file == name), None)
        if changed is None:
            raise NotWaived("；".join(answer["messages"]) or "这处问题没有豁免。")
        return self._desk.open(data["key"], name, changed), []


class NotWaived(ForPeople):
    """Why a finding could not be set aside, in the command line's words."""


def packed(files: Sequence[File]) -> bytes:
    """Files as one .zip, names in UTF-8, no date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _told_apart(files):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _rulebooks() -> list[dict[str, str]]:
    return [{"name": name, "label": load(name).title} for name in available()]


def _told_apart(files: Sequence[File]) -> list[File]:
    """Two files of one name: the second is called 名称（2）."""
    given: dict[str, int] = {}
    found: list[File] = []
    for name, content in files:
        n = given[name] = given.get(name, 0) + 1
        path = PurePosixPath(name)
        found.append((name if n == 1 else str(path.with_stem(f"{path.stem}（{n}）")), content))
    return found


def _run(
    command: str, options: dict[str, object], files: Sequence[File]
) -> tuple[dict[str, Any], list[File]]:
    """A command line in a folder of its own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name, content in files:
            _put(folder, name, content)
        answer = call(folder, command, [name for name, _ in files], options)
        return answer.as_data(), [(name, (folder / name).read_bytes()) for name in answer.files]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(folder: Path, name: str, content: bytes) -> None:
    """A name from outside stays inside the folder."""
    path = folder.joinpath(*(part for part in PurePosixPath(name).parts if part not in ("/", "..")))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
