"""Cases written down in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

#: The same as the safe loader, eight times as fast; a yaml without its C library has only the other.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def cases_in(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), LOADER)
