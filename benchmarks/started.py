"""What one start of a command is made of: patterns compiled, classes made, TOML read, and the rest.

.venv/bin/python benchmarks/started.py score form.xlsx --json

Runs the command in this process, its words unsaid, and prints milliseconds of processor time and counts as JSON.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import re
import runpy
import sys
import time
import tomllib
from collections.abc import Callable
from typing import Any

PARTS = ("编译正则", "建类", "读 TOML")


class Clock:
    """The time of the calls of one function, those inside of its own calls left out."""

    def __init__(self, made: Callable[..., Any]) -> None:
        self.made, self.depth, self.spent, self.count = made, 0, 0.0, 0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        start, self.depth = time.process_time(), self.depth + 1
        try:
            return self.made(*arguments, **named)
        finally:
            self.depth -= 1
            if not self.depth:
                self.spent += time.process_time() - start
                self.count += 1


def parts(words: list[str]) -> dict[str, tuple[float, int]]:
    """Milliseconds and count of each part, and of the whole, of one command."""
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    places = ((compiler, "compile"), (dataclasses, "_process_class"), (tomllib, "loads"))
    clocks = [Clock(getattr(module, name)) for module, name in places]
    for (module, name), clock in zip(places, clocks, strict=True):
        setattr(module, name, clock)
    sys.argv = ["zipingbiao", *words]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        runpy.run_module("zipingbiao", run_name="__main__")
    found = {part: (clock.spent * 1000, clock.count) for part, clock in zip(PARTS, clocks, strict=True)}
    return found | {"": (time.process_time() * 1000, len(sys.modules))}


if __name__ == "__main__":
    print(json.dumps(parts(sys.argv[1:])))
