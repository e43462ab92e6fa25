"""Forms as pandas DataFrames, for analysts and notebooks; `zipingbiao.frames`."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zipingbiao.for_people import ForPeople
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.report.collect import collect
from zipingbiao.report.data_tables import DataTable, data_tables
from zipingbiao.rulebook.choice import rulebook_for

if TYPE_CHECKING:
    import pandas as pd


class FramesFault(ForPeople):
    """What DataFrames need is not installed."""


class Frames(NamedTuple):
    """One row a form, an indicator, a finding, and one for everything that was not read; `n` joins the first three.

    Columns and types: docs/数据表.md. A missing value is `pd.NA`: nothing is printed, or it could not be judged. Where
    `unread` has rows the other tables are not everything that lies in the files.
    """

    projects: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame
    unread: pd.DataFrame


def frames(
    files: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    rulebook: str | None = None,
    bundle: str = "default",
) -> Frames:
    """Form workbooks, ledgers, JSON, or folders of them: read, scored and checked as `collect` does.

    `rulebook`: one for all forms; None: each form's own, else the user's setting. `bundle`: `default` or `finance`.
    A file that cannot be read raises nothing, it stands in `unread`.
    """
    paths = [files] if isinstance(files, str | PathLike) else list(files)
    find = rulebook_for(rulebook, own_rulebook(rulebook))
    collection = collect([Path(path) for path in paths], find, (), bundle)
    return Frames(*map(frame_of, data_tables(collection)))


def frame_of(table: DataTable) -> pd.DataFrame:
    """A table with the types its fields state."""
    try:
        import pandas as pd
    except ImportError as fault:
        raise FramesFault(
            "数据表要有 pandas，本机没有安装。", advice="请运行 pip install pandas。"
        ) from fault
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.fields)
    return pd.DataFrame(
        {
            field.name: pd.array(list(column), dtype=field.type.value)
            for field, column in zip(table.fields, columns, strict=True)
        }
    )
