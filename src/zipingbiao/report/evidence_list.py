"""佐证材料清单: every material of every indicator row, and whether the file that is named is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zipingbiao.batch.files import whole
from zipingbiao.for_people import legible
from zipingbiao.form.evidence import Evidence, evidence_of
from zipingbiao.form.model import Form, Indicator
from zipingbiao.form.money import points
from zipingbiao.report.sheets import Report
from zipingbiao.report.tables import Column, Kind, Table, Value

_DRIVE = re.compile(r"[A-Za-z]:[/\\]|\\\\")
_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 26),
    Column("行", 5, Kind.COUNT),
    Column("三级指标", 34),
    Column("实际完成值", 14),
    Column("单元格", 8),
    Column("材料名称", 28),
    Column("文号", 18),
    Column("日期", 13),
    Column("存放位置", 28),
    Column("情况", 16),
)


class State(StrEnum):
    """What is known of a material."""

    THERE = "文件在"
    IN_STORE = "在佐证文件夹里"  # found by its name under 佐证
    MISSING = "找不到文件"
    NOT_HERE = "本机不能核对"  # a Windows drive, looked at from another system
    PAPER = "不是文件，人工核对"
    NO_PLACE = "没有写存放位置"
    NONE = "没有写佐证材料"
    NONE_FULL = "得满分，没有写佐证材料"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; a row without any material has one line too. `row` counts from 1."""

    form: Form
    row: int
    indicator: Indicator
    cell: str
    evidence: Evidence | None
    state: State


class Store:
    """The files under the folders 佐证, 佐证材料 … beside a form, and which of them somebody cites."""

    def __init__(self, folder: Path) -> None:
        self._files = [
            file
            for place in sorted(folder.glob("*佐证*"))
            if place.is_dir()
            for file in sorted(place.rglob("*"))
            if file.is_file() and not file.name.startswith((".", "~$"))
        ]
        self._folder = folder
        self._cited: set[Path] = set()

    def find(self, evidence: Evidence) -> bool:
        """Whether a file there has the name of the material, or of its place; the file is then cited."""
        place = evidence.place.replace("\\", "/").rpartition("/")[2]
        wanted = {_plain(place), _plain(evidence.name)} - {""}
        found = [f for f in self._files if _plain(f.name) in wanted or _plain(f.stem) in wanted]
        self._cited.update(found)
        return bool(found)

    def cite(self, path: Path) -> None:
        """A file that was found by its place."""
        self._cited.update(file for file in self._files if whole(file) == whole(path))

    def uncited(self) -> list[str]:
        """The files that no row cites, as paths from the form's folder."""
        return [
            legible(file.relative_to(self._folder).as_posix())
            for file in self._files
            if file not in self._cited
        ]


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def evidence_list(forms: Iterable[Form], folder: Path, store: Store | None = None) -> tuple[Listed, ...]:
    """All materials of the forms of a file. `folder`: where the file stands; relative paths are told from there."""
    beside = store or Store(folder)
    return tuple(line for form in forms for line in _of_form(form, folder, beside))


def _of_form(form: Form, folder: Path, store: Store) -> Iterator[Listed]:
    above: tuple[Evidence, ...] = ()
    for i, indicator in enumerate(form.indicators):
        above = above if "evidence" in indicator.merged else evidence_of(indicator.evidence)
        cell = form.places[path].cell or "" if (path := f"indicators[{i}].evidence") in form.places else ""
        if not above:
            yield Listed(
                form, i + 1, indicator, cell, None, State.NONE_FULL if _is_full(indicator) else State.NONE
            )
        for evidence in above:
            yield Listed(form, i + 1, indicator, cell, evidence, _state(evidence, folder, store))


def _is_full(row: Indicator) -> bool:
    score = points(row.score)
    return score is not None and score == points(row.weight) and score > 0


def _state(evidence: Evidence, folder: Path, store: Store) -> State:
    state = state_of(evidence, folder)
    if state is State.THERE:
        store.cite(folder / evidence.place.replace("\\", "/"))
        return state
    return State.IN_STORE if store.find(evidence) else state


def state_of(evidence: Evidence, folder: Path) -> State:
    """Whether the file of a material is there; relative paths are told from the form's folder."""
    if not evidence.place:
        return State.NO_PLACE
    if not evidence.is_file:
        return State.PAPER
    if _DRIVE.match(evidence.place) and not Path(evidence.place).is_absolute():
        return State.NOT_HERE
    try:
        found = (folder / evidence.place.replace("\\", "/")).exists()
    except (OSError, ValueError):  # a name no file system can hold
        found = False
    return State.THERE if found else State.MISSING


def list_workbook(lines: Iterable[Listed], uncited: Sequence[str] = ()) -> bytes:
    """清单.xlsx: all lines, once more those that somebody has to see to, and the files that no row cites."""
    rows = [_row(n, line) for n, line in enumerate(lines, 1)]
    wanting = [row for row in rows if row[-1] in (State.MISSING, State.NONE, State.NONE_FULL)]
    wanting.sort(
        key=lambda row: row[-1] == State.NONE
    )  # what is missing, and full marks without any, come first
    report = Report("佐证材料清单")
    report.add(Table("佐证材料清单", _COLUMNS, rows, "存放位置按自评表所在的文件夹起算。"))
    report.add(Table("待补", _COLUMNS, wanting, "找不到文件的，核对存放位置；没有写的，补上或说明。"))
    if uncited:
        files: list[tuple[Value, ...]] = [(name,) for name in uncited]
        report.add(
            Table("没有引用的文件", (Column("文件", 80),), files, "在佐证文件夹里，没有一行指标引用。")
        )
    return report.bytes()


def _row(n: int, line: Listed) -> tuple[Value, ...]:
    evidence = line.evidence or Evidence("")
    return (
        n,
        line.form.name,
        line.row,
        line.indicator.level3,
        line.indicator.actual.text,
        line.cell,
        evidence.name,
        evidence.number,
        evidence.date,
        evidence.place,
        line.state.value,
    )
