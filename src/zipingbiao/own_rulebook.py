"""The rulebook that the user's settings name: a name nobody knows is a fault of the settings, told with file and line."""

from __future__ import annotations

from pathlib import Path

from zipingbiao.rulebook.faults import RulebookFault, near
from zipingbiao.rulebook.load import available
from zipingbiao.settings import Effective, effective_settings, place_of


def own_rulebook(chosen: str | None = None) -> str:
    """The one chosen, else the user's: its name or path. RulebookFault where there is none of that name, or no such file."""
    if chosen:
        return chosen
    setting = next(each for each in effective_settings() if each.key == "rulebook")
    name = str(setting.value)
    if setting.origin:
        _must_be_known(setting, name)
    return name


def _must_be_known(setting: Effective, name: str) -> None:
    if name.endswith(".toml"):
        if not Path(name).is_file():
            raise RulebookFault(f"{place_of(setting)} 现为“{name}”，找不到这个规则文件，请核对路径。")
    elif name not in available():
        raise RulebookFault(
            f"{place_of(setting)} 现为“{name}”，没有这个名称的规则{near(name, available())}；"
            f"应为{'、'.join(available())}之一，或 .toml 文件的路径。"
        )
