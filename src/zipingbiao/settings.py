"""The user's own settings: one folder, one TOML file; everything has a default."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`rulebook`: the place's rules for forms that name none; `templates`: the office's own narrative templates.

    `plain_values`: 数值模式, buttons write values instead of formulas.
    """

    rulebook: str = "cn"
    templates: Path | None = None
    plain_values: bool = False

    @property
    def own_templates(self) -> tuple[Path, ...]:
        """The folders of narrative templates that go before the shipped ones."""
        return (self.templates,) if self.templates else ()


def home() -> Path:
    """The user's folder for settings, undo records and logs (`ZIPINGBIAO_HOME`, else `~/.zipingbiao`)."""
    override = os.environ.get("ZIPINGBIAO_HOME")
    return Path(override) if override else Path.home() / ".zipingbiao"


def load_settings() -> Settings:
    """`settings.toml` of the user's folder; defaults where it is absent or says nothing."""
    data = _stored()
    templates = os.environ.get("ZIPINGBIAO_TEMPLATES") or str(data.get("templates", ""))
    return Settings(
        str(data.get("rulebook", "cn")),
        Path(templates) if templates else None,
        bool(data.get("plain_values", False)),
    )


def save_setting(key: str, value: str | bool) -> None:
    """Write one setting, keep the others. OSError where the folder cannot be written."""
    data = _stored() | {key: value}
    path = home() / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join(f"{name} = {json.dumps(each, ensure_ascii=False)}\n" for name, each in data.items()), "utf-8"
    )


def _stored() -> dict[str, object]:
    try:
        return tomllib.loads((home() / "settings.toml").read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}
