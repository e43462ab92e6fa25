"""`zipingbiao excel install` and `uninstall`: the per-user configuration and the template, and taking both away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.hosts.excel.interpreter import usable
from zipingbiao.hosts.excel.machine import Machine

TEMPLATE_NAME = "自评表模板.xlsm"
#: Under this id a service that runs by itself is found, where Office may not start programs.
SERVER_ID = "{7A6970E6-8FA4-4C0B-9D52-6C1F0B0E3D5B}"


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation wrote."""

    version: str
    python: Path
    conf: Path
    template: Path
    environment: Path | None


def install(
    machine: Machine, folder: Path, build: Callable[[], bytes], *, resident: bool = False
) -> Installed:
    """Write the configuration and the template. OSError where a folder cannot be written; nothing else is changed.

    `build` gives the .xlsm; an administrator's own, signed one may stand in the folder already and is then kept.
    `resident`: the calculation service is not started by Excel, but runs by itself.
    """
    python = usable(machine)
    template = folder / TEMPLATE_NAME
    folder.mkdir(parents=True, exist_ok=True)
    if not template.exists():
        template.write_bytes(build())
    machine.conf.parent.mkdir(parents=True, exist_ok=True)
    machine.conf.write_bytes(
        configuration(python, SERVER_ID if resident else "").encode("mbcs" if machine.is_windows else "utf-8")
    )
    environment = None if python == machine.python else python.parent.parent
    done = Installed(__version__, python, machine.conf, template, environment)
    machine.record.write_text(json.dumps(_packed(done), ensure_ascii=False, indent=1), encoding="utf-8")
    return done


def configuration(python: Path, server: str = "") -> str:
    """The lines that the VBA module reads: no blank line, no other setting than these."""
    lines = (
        ("INTERPRETER_WIN", str(python)),
        ("PYTHONPATH", ""),
        ("UDF MODULES", ""),
        ("USE UDF SERVER", "True"),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("SHOW CONSOLE", "False"),
        ("SERVER ID", server),
    )
    return "\r\n".join(f'"{key}","{value}"' for key, value in lines)


def installed(machine: Machine) -> Installed | None:
    """What was installed for this user; None where nothing was."""
    try:
        data = json.loads(machine.record.read_text("utf-8"))
        environment = Path(data["environment"]) if data["environment"] else None
        return Installed(
            data["version"], Path(data["python"]), Path(data["conf"]), Path(data["template"]), environment
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def uninstall(machine: Machine) -> list[Path]:
    """Take away what `install` wrote; the user's own workbooks, settings and log stay. The paths taken away."""
    there = installed(machine)
    if there is None:
        return []
    gone: list[Path] = []
    for path in (there.template, there.conf, machine.record):
        if path.exists():
            path.unlink()
            gone.append(path)
    if there.environment is not None and (there.environment / "pyvenv.cfg").is_file():
        shutil.rmtree(there.environment)
        gone.append(there.environment)
    return gone


def _packed(done: Installed) -> dict[str, str | None]:
    return {
        "version": done.version,
        "python": str(done.python),
        "conf": str(done.conf),
        "template": str(done.template),
        "environment": str(done.environment) if done.environment else None,
    }
