"""The files that take longest go first, so that no test process is done long before the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

#: How long an example takes is no matter of the tests: the machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HERE = Path(__file__).parent
#: The first builds the page, which those of the browsers wait for; the second needs none.
LONGEST = (
    "page/test_build.py",
    "hostile/test_input.py",
    "test_doctor.py",
    "page/test_commands.py",
    "page/test_helper.py",
    "page/test_clerk.py",
    "page/test_reviewer.py",
    "page/test_pace.py",
    "page/test_looks.py",
    "libreoffice/test_libreoffice_clicks.py",
)
assert all((HERE / each).is_file() for each in LONGEST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {each: n for n, each in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(HERE).as_posix(), len(order)))
