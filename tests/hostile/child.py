"""Runs command lines in one process and tells of each: exit code, texts, processor seconds, peak memory.

Started by the tests with the command lines as JSON on standard input.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path

from zipingbiao.hosts.cli.main import run

_LIMIT = 2 * 1024**3


def forget_peak() -> None:
    """Let the kernel count the peak from here on; what the parent process held would count otherwise."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """The most memory held since then, in MB."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line[:5] == "VmHWM")
    return int(line.split()[1]) / 1024


def yardstick() -> float:
    """Seconds of a fixed piece of work: how quick this machine is just now."""
    start = time.process_time()
    sum(n * n for n in range(2_000_000))
    return time.process_time() - start


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))  # a bomb must not take the machine down
    before, verdicts = yardstick(), []
    for arguments in json.load(sys.stdin):
        out, err = io.StringIO(), io.StringIO()
        forget_peak()
        start = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(arguments)
        seconds = time.process_time() - start
        verdicts.append([code, out.getvalue(), err.getvalue(), seconds, peak()])
    json.dump({"verdicts": verdicts, "yardstick": max(before, yardstick())}, sys.stdout)


main()
