"""Where `zipingbiao` begins: before a library that is missing can end it in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_UNUSABLE = 2
#: Loading modules and reading forms make many objects and hardly a circle: looking for one every 700 frees nothing.
_SELDOM = 50_000


def main() -> NoReturn:
    """The command line; where it cannot even be loaded, one line of what is missing, or the doctor's findings."""
    gc.set_threshold(_SELDOM)
    # For the processes that are started from here: Python would look for their modules in the current folder first.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        from zipingbiao.hosts.cli.main import main as command_line
    except ImportError as fault:
        sys.exit(_without(fault))
    command_line()


def _without(fault: ImportError) -> int:
    """click is missing or damaged. The doctor needs nothing of it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    if sys.argv[1:2] != ["doctor"]:
        print(
            f"程序加载不了：{fault}。请重新安装：pip install --force-reinstall zipingbiao；"
            "逐项检查请运行 zipingbiao doctor。",
            file=sys.stderr,
        )
        return _UNUSABLE
    from zipingbiao.hosts.health import examine, link_data

    links = list(examine())
    if "--json" in sys.argv:
        import json

        print(json.dumps({"links": [link_data(each) for each in links]}, ensure_ascii=False, indent=1))
    else:
        from zipingbiao.hosts.health import WORDS

        print("\n".join(f"{WORDS[x.state]} {x.name}：{x.found}　{x.advice}" for x in links))
    return 1 if any(each.state == "broken" for each in links) else 0
