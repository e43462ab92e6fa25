"""What is read is never written over: a form or ledger that was given as input is no place for a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from zipingbiao.batch.files import whole
from zipingbiao.batch.inputs import read_input
from zipingbiao.hosts.cli.main import CommandFault

_PARQUET = b"PAR1"


def refuse_inputs(targets: Iterable[Path], inputs: Sequence[Path], kind: str = "") -> None:
    """CommandFault for a file to be written that is one of the inputs, or lies in one of their folders.

    `kind`: what the command writes (审核报告, 汇总表 …); what it wrote there before may be written again.
    """
    for target in targets:
        if is_input(target, inputs) and not _is_earlier(target, inputs, kind):
            what = f"，不是本工具写的{kind}" if kind else ""
            raise CommandFault(f"{target.name} 是要读的文件{what}，没有覆盖。请换一个文件名。")


def is_input(target: Path, inputs: Sequence[Path]) -> bool:
    """Whether there is a file that is one of the inputs or lies in one of their folders."""
    place = whole(target)
    return target.is_file() and any(
        place == (given := whole(path)) or (path.is_dir() and place.is_relative_to(given)) for path in inputs
    )


def _is_earlier(target: Path, inputs: Sequence[Path], kind: str) -> bool:
    """Whether a file is what the command wrote before; one whose forms were asked for by its name is more than that."""
    if not kind:
        return False
    with target.open("rb") as file:
        if target.suffix == ".parquet" and file.read(4) == _PARQUET:
            return True
    found = read_input(target)
    named = whole(target) in map(whole, inputs)
    return kind == found.own or (kind == found.export and not named)
