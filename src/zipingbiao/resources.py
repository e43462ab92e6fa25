"""Where `templates/` and `workbooks/` are: inside the installed wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

TEMPLATE = "自评表模板.xlsx"
DEMO_LEDGER = "应急指挥保障中心2024年度自评台账.xlsx"
_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def shipped() -> Path:
    """The folder that holds `templates/` and `workbooks/`.

    A wheel carries both in `_shipped`; an editable install and a checkout have them beside `src`, which
    `pyproject.toml` proves.
    """
    inside = _PACKAGE / "_shipped"
    if inside.is_dir():
        return inside
    top = _PACKAGE.parent.parent
    if (top / "pyproject.toml").is_file() and (top / "templates").is_dir():
        return top
    raise FileNotFoundError("安装不完整：找不到 templates 和 workbooks 文件夹，请重新安装 zipingbiao。")


def workbook_path(name: str) -> Path:
    """A workbook that comes with the package."""
    return shipped() / "workbooks" / name


def templates_path() -> Path:
    """The folder of the templates that come with the package."""
    return shipped() / "templates"
