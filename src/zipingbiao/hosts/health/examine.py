"""All links in the order of the chain. It survives whatever it diagnoses: nothing here is imported before it is tried."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator

from zipingbiao.hosts.health.libraries import libraries
from zipingbiao.hosts.health.link import Link
from zipingbiao.hosts.health.office import office
from zipingbiao.hosts.health.own import own
from zipingbiao.hosts.health.shipped import shipped

_LEAST = (3, 11)


def examine() -> Iterator[Link]:
    """Python, what it needs, what comes with the package, what the user set up, and LibreOffice."""
    yield from inside()
    yield office()


def inside() -> Iterator[Link]:
    """The same without LibreOffice."""
    yield _python()
    yield from libraries()
    yield from shipped()
    yield from own()


def _python() -> Link:
    found = f"Python {platform.python_version()}（{platform.system()}，{sys.executable}）"
    if "WindowsApps" in sys.executable:
        return Link("Python", "broken", found, "应用商店版 Python 不能用于 Excel，请安装官网版本。")
    if sys.version_info < _LEAST:
        return Link("Python", "broken", found, "要 Python 3.11 以上，请安装新版本。")
    return Link("Python", "good", found)
