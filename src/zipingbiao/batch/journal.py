"""The journal beside the workbooks: what a batch is made with and which of them it wrote, so that `--resume` goes on.

Its first line says with what; a run that is to go on with something else would mix two kinds in one folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.batch.files import WriteFault, alone_with, os_words
from zipingbiao.batch.job import Job
from zipingbiao.rulebook.load import available, load

NAME = ".zipingbiao-batch.jsonl"
LOCK = ".zipingbiao-batch.lock"
_MADE = "made"
_WORDS: Mapping[str, str] = {
    "version": "程序版本",
    "rulebook": "评分规则",
    "template": "模板",
    "narrative": "说明模板",
    "mode": "写法（公式、数值、报送版）",
    "extension": "文件格式",
}


def made_with(job: Job) -> dict[str, str]:
    """Everything that makes a workbook of a batch what it is, apart from its project."""
    chosen = job.rulebook or job.default_rulebook
    return {
        "version": __version__,
        "rulebook": f"{'' if job.rulebook else '默认 '}{_rulebook(chosen)}",
        "template": _digest([job.template]),
        "narrative": _digest(_files(job.templates)),
        "mode": job.mode.value,
        "extension": job.extension,
    }


def _rulebook(name: str) -> str:
    """Its name and version; an office's own file by its content, whatever version it says."""
    version = load(name).version
    return version if name in available() else f"{version} {_digest([Path(name).read_bytes()])}"


def _files(folders: Iterable[Path]) -> Iterator[bytes]:
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            yield path.name.encode() + b"\0" + path.read_bytes()


def _digest(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def begin(folder: Path, made: Mapping[str, str], *, resume: bool) -> frozenset[str]:
    """What earlier runs wrote, for one that goes on; for any other a new journal.

    :class:`WriteFault` where what is there was made with something else.
    """
    if resume and (folder / NAME).exists():
        return continued(folder, made, resume=True)
    forget(folder)
    with contextlib.suppress(WriteFault):  # without a journal only `--resume` is lost
        _append(folder, f"{json.dumps({_MADE: dict(made)}, ensure_ascii=False)}\n")
    return frozenset()


def continued(folder: Path, made: Mapping[str, str], *, resume: bool) -> frozenset[str]:
    """What a run would go on from; nothing is begun."""
    if not resume or not (folder / NAME).exists():
        return frozenset()
    _refuse_others(_header(folder), made)
    return written(folder)


def _refuse_others(before: Mapping[str, str], made: Mapping[str, str]) -> None:
    told = [
        f"{_WORDS[key]}（上次 {before.get(key, '没有记下')}，这次 {value}）"
        for key, value in made.items()
        if before.get(key) != value
    ]
    if told:
        raise WriteFault(
            f"不能接着上次：{'、'.join(told)}和上次不同，接着写会把两种自评表混在一个文件夹里，没有写。"
            "请用上次的选项和版本接着写，或换一个文件夹，或去掉 --resume 加 --force 全部重写（原文件另存为 .bak）。"
        )


def _header(folder: Path) -> Mapping[str, str]:
    for line in _lines(folder):
        made = line.get(_MADE)
        if isinstance(made, dict):
            return {str(key): str(value) for key, value in made.items()}
    return {}


def _lines(folder: Path) -> Iterator[dict[str, object]]:
    """A line torn by a crash counts for nothing."""
    try:
        lines = (folder / NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def written(folder: Path) -> frozenset[str]:
    """File names that the journal of a folder holds."""
    return frozenset(str(line["file"]) for line in _lines(folder) if "file" in line)


def forget(folder: Path) -> None:
    """Take the journal away: the batch is complete."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def note(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Add file names with the SHA-256 of their bytes, forced to the disk. :class:`WriteFault` where that fails."""
    lines = "".join(
        f"{json.dumps({'file': name, 'sha256': digest}, ensure_ascii=False)}\n" for name, digest in files
    )
    if lines:
        _append(folder, lines)


def _append(folder: Path, lines: str) -> None:
    try:
        with (folder / NAME).open("a", encoding="utf-8") as journal:
            journal.write(lines)
            journal.flush()
            os.fsync(journal.fileno())
    except OSError as fault:
        raise WriteFault(f"批量记录 {NAME} 未能写入：{os_words(fault)}。") from fault


def alone_in(folder: Path) -> contextlib.AbstractContextManager[None]:
    """No other batch writes into the folder meanwhile. :class:`WriteFault` where one does."""
    return alone_with(folder / LOCK, "另一次批量正在写这个文件夹")
