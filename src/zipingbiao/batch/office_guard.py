"""Runs one program and outlives nobody: kills it, children and all, when time is over or whoever started us is gone.

Run as a script: `python office_guard.py SECONDS PROGRAM ARGUMENT…`. Our standard input is a pipe of our caller; when it
closes, the caller has ended, by whatever death. Exit code: the program's own, or 124 when its time was over.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

TIME_OVER = 124


def main(arguments: list[str]) -> int:
    seconds, command = float(arguments[0]), arguments[1:]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    threading.Thread(target=_follow_caller, args=(child,), daemon=True).start()
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return TIME_OVER
    finally:
        _kill_all(child)


def _follow_caller(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        # Not sys.stdin: its lock, held by a waiting thread, would spoil our own ending.
        while os.read(0, 1):
            pass
    _kill_all(child)


def _kill_all(child: subprocess.Popen[bytes]) -> None:
    """The program and whatever it started: on Windows its tree, elsewhere its session."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
        return
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
