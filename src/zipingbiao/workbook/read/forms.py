"""Form workbooks → forms: every 项目支出绩效自评表 on every visible sheet, and a message for whatever could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Sheet, Snapshot
from zipingbiao.form.model import Form
from zipingbiao.package.fault import PartFault
from zipingbiao.workbook.read.form import doubts, read_region
from zipingbiao.workbook.read.funds_block import funds_heading
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.indicator_block import indicator_heading
from zipingbiao.workbook.read.labels import TITLE
from zipingbiao.workbook.read.named_fields import Named, named_fields, rulebook_of
from zipingbiao.workbook.read.other_scores import other_scores
from zipingbiao.workbook.read.regions import Region, is_list_header, regions
from zipingbiao.workbook.read.source_map import Places, Where
from zipingbiao.workbook.waivers import with_waivers


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The forms in the order of sheets and rows; `problems` tells what could not be read or is doubtful."""

    forms: tuple[Form, ...]
    problems: tuple[PartFault, ...] = ()


def read_workbook(path: Path) -> ReadResult:
    """All forms of a closed .xlsx or .xlsm. Raises :class:`ReadFault` where the file itself cannot be read."""
    return forms_of(read_snapshot(path))


def forms_of(snapshot: Snapshot) -> ReadResult:
    """All forms of an open or closed workbook. Never silently nothing: a book without a form gives a fault."""
    forms: list[Form] = []
    problems: list[PartFault] = []
    rulebook = rulebook_of(snapshot)
    for sheet in snapshot.sheets:
        if sheet.hidden:
            continue
        grid = Grid(snapshot.file, sheet)
        named = named_fields(snapshot, sheet.name)
        for region in _regions(grid, named):
            own = named if named is not None and named.within(region) else None
            if own is None and not _is_form(grid, region):
                problems += _unusable(grid, region)
                continue
            form = read_region(grid, region, _form_id(snapshot.file, len(forms)), own)
            forms.append(replace(form, rulebook=rulebook))
            problems += _lacking(grid, form)
            problems += _unread_scores(grid, region)
            problems += doubts(grid, sheet, region, _entries(form))
    if not forms and not problems:
        problems.append(_nothing(snapshot))
    granted, stray = with_waivers(snapshot, forms)
    return ReadResult(granted, (*problems, *stray))


def _entries(form: Form) -> frozenset[Where]:
    """The cells of 年度指标值 and 实际完成值."""
    places = form.places.cells.items() if isinstance(form.places, Places) else ()
    return frozenset(where for path, where in places if path.endswith((".target", ".actual")))


def _regions(grid: Grid, named: Named | None) -> list[Region]:
    """The forms that labels tell, and the named one where its labels tell nothing."""
    found = regions(grid)
    if named is not None and not any(named.within(region) for region in found):
        found.append(Region(1, grid.last_row, 0, None, None))
    return found


def _form_id(file: str, before: int) -> str:
    """The file's name, for the second form and on with its number."""
    stem = PurePath(file).stem
    return f"{stem}#{before + 1}" if before else stem


def _is_form(grid: Grid, region: Region) -> bool:
    """Whether a region has what a form cannot do without: indicators with a target and an actual."""
    return bool(region.header) and not _lacking_columns(grid, region)


def _lacking_columns(grid: Grid, region: Region) -> list[str]:
    columns = indicator_heading(grid, region.header).columns
    return [
        label for kind, label in (("target", "年度指标值"), ("actual", "实际完成值")) if kind not in columns
    ]


def _unusable(grid: Grid, region: Region) -> list[PartFault]:
    """What looks like a form and cannot be read as one; nothing for a sheet that only speaks of projects."""
    if region.header:
        lacking = "”“".join(_lacking_columns(grid, region))
        text = (
            f"{_where(grid, region)}第 {region.header} 行的表头里没有“{lacking}”一栏，没有作为自评表读取；"
            "如果是自评表（不是目标申报表），请按官方表样改正栏目名称。"
        )
        return [PartFault(grid.file, text, grid.name)]
    if region.title is None and not funds_heading(grid, region.top + 1, region.bottom):
        return []
    text = (
        f"{_where(grid, region)}没有找到绩效指标的表头（一级指标、年度指标值、实际完成值等），没有作为自评表读取；"
        "如果是自评表，请按官方表样补上这一行。"
    )
    return [PartFault(grid.file, text, grid.name)]


def _where(grid: Grid, region: Region) -> str:
    rows = f"第 {region.top}—{region.bottom} 行" if region.top > 1 else ""
    return f"工作表“{grid.name}”{rows}"


def _unread_scores(grid: Grid, region: Region) -> list[PartFault]:
    row = other_scores(grid, region)
    if not row:
        return []
    text = (
        f"{_where(grid, region)}第 {row} 行起另有一张计分的表，没有读取；表头印的总分包含它，没有核对总分。"
    )
    return [PartFault(grid.file, text, grid.name)]


def _lacking(grid: Grid, form: Form) -> list[PartFault]:
    found = []
    if "name" not in form.places:
        found.append(
            PartFault(grid.file, f"工作表“{grid.name}”没有找到“项目名称”，请补上这一栏。", grid.name)
        )
    if not form.indicators:
        text = f"工作表“{grid.name}”的绩效指标表头下面没有内容，请填写指标后再试。"
        found.append(PartFault(grid.file, text, grid.name))
    return found


def _nothing(snapshot: Snapshot) -> PartFault:
    for sheet in snapshot.sheets:
        grid = Grid(snapshot.file, sheet)
        if not sheet.hidden and any(is_list_header(grid, row) for row in grid.rows(1, grid.last_row)):
            text = f"工作表“{sheet.name}”是每行一个指标的清单（台账），不是自评表；请用 zipingbiao bulk 按台账生成自评表。"
            return PartFault(snapshot.file, text, sheet.name)
    hidden = [sheet.name for sheet in snapshot.sheets if sheet.hidden and _speaks_of_a_form(sheet)]
    if hidden:
        text = f"可见的工作表里没有自评表；隐藏的工作表“{hidden[0]}”可能是，请取消隐藏后再试。"
    else:
        names = "、".join(f"“{sheet.name}”" for sheet in snapshot.sheets[:5]) or "（无）"
        text = (
            f"没有找到项目支出绩效自评表（看过的工作表：{names}）；"
            "自评表应有“项目名称”“一级指标”“年度指标值”“实际完成值”等栏目，请确认文件，或用 zipingbiao new form 生成标准表样。"
        )
    return PartFault(snapshot.file, text)


def _speaks_of_a_form(sheet: Sheet) -> bool:
    return any(isinstance(cell.value, str) and TITLE.match(cell.value) for cell in sheet.cells.values())
