"""Where `templates/` and `workbooks/` are: inside the installed wheel, or at the top of a checkout.

Inside the wheel every file has an ASCII name: how a Chinese one is stored on a disk depends on the locale of whoever
installed it, and a system of another locale would not find it again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TEMPLATE = "自评表模板.xlsx"
LEDGER_TEMPLATE = "自评台账模板.xlsx"
DEMO_LEDGER = "应急指挥保障中心2024年度自评台账.xlsx"
#: Names in a checkout → names in the wheel; `pyproject.toml` says the same.
PACKED: Mapping[str, str] = {
    TEMPLATE: "form.xlsx",
    LEDGER_TEMPLATE: "ledger.xlsx",
    DEMO_LEDGER: "demo-ledger.xlsx",
    "满意度无调查.toml": "unsurveyed.toml",
    "退回意见.toml": "opinion.toml",
    "自评报告.toml": "account.toml",
}
_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "_shipped"


@lru_cache(maxsize=1)
def shipped() -> Path:
    """The folder that holds `templates/` and `workbooks/`.

    A wheel carries both in `_shipped`; an editable install and a checkout have them beside `src`, which
    `pyproject.toml` proves.
    """
    if _INSIDE.is_dir():
        return _INSIDE
    top = _PACKAGE.parent.parent
    if (top / "pyproject.toml").is_file() and (top / "templates").is_dir():
        return top
    raise FileNotFoundError("安装不完整：找不到 templates 和 workbooks 文件夹，请重新安装 zipingbiao。")


def workbook_path(name: str) -> Path:
    """A workbook that comes with the package."""
    return _stored(shipped() / "workbooks", name)


def templates_path() -> Path:
    """The folder of the templates that come with the package."""
    return shipped() / "templates"


def template_file(folder: str, name: str) -> Path:
    """A file of one folder of the templates, by its name in a checkout."""
    return _stored(templates_path() / folder, name)


def template_names(folder: str) -> list[str]:
    """What a folder of the templates holds, by the names in a checkout."""
    called = {packed: name for name, packed in PACKED.items()}
    found = (
        os.fsencode(path.name).decode("utf-8", "replace") for path in (templates_path() / folder).iterdir()
    )
    return sorted(called.get(name, name) for name in found)


def _stored(folder: Path, name: str) -> Path:
    if folder.is_relative_to(_INSIDE):
        return folder / PACKED.get(name, name)
    # A checkout holds the names in UTF-8, whatever the locale; Windows keeps characters, not bytes.
    return folder / (name if os.name == "nt" else os.fsdecode(name.encode()))
