"""The log of internal faults: details for maintainers, never shown to the clerk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.settings import home, keep_private, private_folder

_MAX_BYTES = 1_000_000


def record_fault() -> Path:
    """Append the exception being handled to `zipingbiao.log` in the user's folder; its path is given back."""
    import platform  # a start without a fault needs neither
    import traceback

    path = home() / "zipingbiao.log"
    try:
        private_folder(path.parent)
        if path.exists() and path.stat().st_size > _MAX_BYTES:
            path.replace(path.with_suffix(".log.1"))
        with path.open("a", encoding="utf-8") as log:
            stamp = datetime.now().isoformat(timespec="seconds")
            log.write(
                f"\n== {stamp} zipingbiao {__version__} Python {platform.python_version()} {platform.system()}\n"
            )
            log.write(traceback.format_exc())
        keep_private(path)
    except OSError:
        return Path("（日志无法写入）")
    return path
