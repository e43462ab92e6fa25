"""A rulebook file of an office, written from Python data so that a test can damage one thing in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "src" / "zipingbiao"
CN: Mapping[str, Any] = tomllib.loads(
    (SOURCE / "rulebook" / "data" / "cn.toml").read_text("utf-8"), parse_float=Decimal
)
_N = count()


def office() -> dict[str, Any]:
    """A sound file that changes nothing."""
    return {
        "book": {"name": "own", "title": "某单位", "version": "1", "extends": "cn"},
        "sources": {"me": {"title": "本单位办法"}},
    }


def changing(id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sound file with one parameter as `cn` has it, its source the office's own; and that parameter, to damage."""
    raw: Any = CN["parameters"]
    for key in id.split("."):
        raw = raw[key]
    raw = deepcopy(raw)
    for entry in raw["values"]:
        entry |= {"source": "me", "status": "observed"}
    data = office()
    node = data.setdefault("parameters", {})
    *groups, own = id.split(".")
    for group in groups:
        node = node.setdefault(group, {})
    node[own] = raw
    return data, raw


def toml(value: Any) -> str:
    """A value as TOML; tables are inline."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(toml(each) for each in value)}]"
        case dict():
            return f"{{{', '.join(f'{json.dumps(k, ensure_ascii=False)} = {toml(v)}' for k, v in value.items())}}}"
    return str(value)


def written(folder: Path, data: Mapping[str, Any]) -> str:
    """The file's path; each under a name of its own, for loaded files are remembered."""
    path = folder / f"own{next(_N)}.toml"
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in data.items()), "utf-8")
    return str(path)
