"""The user's own settings: one folder, one TOML file; everything has a default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`rulebook`: the place's rules for forms that name none; `templates`: the office's own narrative templates."""

    rulebook: str = "cn"
    templates: Path | None = None


def home() -> Path:
    """The user's folder for settings, undo records and logs (`ZIPINGBIAO_HOME`, else `~/.zipingbiao`)."""
    override = os.environ.get("ZIPINGBIAO_HOME")
    return Path(override) if override else Path.home() / ".zipingbiao"


def load_settings() -> Settings:
    """`settings.toml` of the user's folder; defaults where it is absent or says nothing."""
    path = home() / "settings.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        data = {}
    templates = os.environ.get("ZIPINGBIAO_TEMPLATES") or str(data.get("templates", ""))
    return Settings(str(data.get("rulebook", "cn")), Path(templates) if templates else None)
