"""`zipingbiao excel install` and `uninstall`: the per-user configuration and the template, and taking both away."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.excel.interpreter import starter_folder, usable
from zipingbiao.hosts.excel.machine import Machine

TEMPLATE_NAME = "自评表模板.xlsm"
#: Under this id a service that runs by itself is found, where Office may not start programs.
SERVER_ID = "{7A6970E6-8FA4-4C0B-9D52-6C1F0B0E3D5B}"


class InstallFault(ForPeople):
    """Something that the person has to mend before installing or taking away goes on."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation found and wrote. `wrote`: path → sha256; what is not in there is not ours."""

    version: str
    python: Path
    conf: Path
    template: Path
    environment: Path | None
    starter: Path
    wrote: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether the template stood there before and was left as it is."""
        return str(self.template) not in self.wrote


@dataclass(frozen=True, slots=True)
class TakenAway:
    """`gone`: paths taken away; `left`: paths of ours that somebody changed since, which stay."""

    gone: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


def install(
    machine: Machine, folder: Path, build: Callable[[], bytes], *, resident: bool = False
) -> Installed:
    """Write the configuration and the template. OSError where a folder cannot be written; nothing else is changed.

    `build` gives the .xlsm. A template that stands in the folder already is kept, an administrator's signed one or one
    that was filled in; only one that an earlier installation wrote and nobody changed is renewed.
    `resident`: the calculation service is not started by Excel, but runs by itself.
    """
    before = installed(machine)
    python = usable(machine)
    starter = starter_folder(machine, python)
    conf = _encoded(configuration(python, starter, SERVER_ID if resident else ""), machine)
    template = folder / TEMPLATE_NAME
    wrote = {str(machine.conf): _sum(conf)}
    folder.mkdir(parents=True, exist_ok=True)
    if not template.exists() or (before is not None and _is_ours(template, before)):
        data = build()
        template.write_bytes(data)
        wrote[str(template)] = _sum(data)
    machine.conf.parent.mkdir(parents=True, exist_ok=True)
    machine.conf.write_bytes(conf)
    environment = None if python == machine.python else python.parent.parent
    done = Installed(__version__, python, machine.conf, template, environment, starter, wrote)
    machine.record.write_text(json.dumps(_packed(done), ensure_ascii=False, indent=1), encoding="utf-8")
    return done


def configuration(python: Path, starter: Path, server: str = "") -> str:
    """The lines that the VBA module reads: no blank line, no other setting than these."""
    lines = (
        ("INTERPRETER_WIN", str(python)),
        ("STARTER FOLDER", str(starter)),
        ("PYTHONPATH", ""),
        ("UDF MODULES", ""),
        ("USE UDF SERVER", "True"),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("SHOW CONSOLE", "False"),
        ("SERVER ID", server),
    )
    return "\r\n".join(f'"{key}","{value}"' for key, value in lines)


def _encoded(text: str, machine: Machine) -> bytes:
    """In the code page of this Windows, which is what VBA reads."""
    try:
        return text.encode(machine.code_page)
    except UnicodeEncodeError as fault:
        raise InstallFault(
            f"路径里的“{fault.object[fault.start : fault.end]}”在这台电脑的区域设置里写不出来，Excel 找不到它。"
            "请把 Python 装到英文路径（如 C:\\Python312），再运行一次。"
        ) from fault


def installed(machine: Machine) -> Installed | None:
    """What was installed for this user; None where nothing was."""
    try:
        data = json.loads(machine.record.read_text("utf-8"))
        environment = Path(data["environment"]) if data["environment"] else None
        return Installed(
            data["version"],
            Path(data["python"]),
            Path(data["conf"]),
            Path(data["template"]),
            environment,
            Path(data.get("starter", "")),
            dict(data.get("wrote", {})),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def uninstall(machine: Machine) -> TakenAway:
    """Take away what `install` wrote and nobody changed since; the user's own workbooks, settings and log stay."""
    there = installed(machine)
    if there is None:
        return TakenAway()
    gone: list[Path] = []
    left: list[Path] = []
    try:
        if there.environment is not None and (there.environment / "pyvenv.cfg").is_file():
            shutil.rmtree(there.environment)
            gone.append(there.environment)
        for path in (Path(name) for name in there.wrote):
            if _is_ours(path, there):
                path.unlink()
                gone.append(path)
            elif path.exists():
                left.append(path)
        machine.record.unlink()
    except OSError as fault:
        raise InstallFault(
            f"删不掉 {fault.filename or there.environment}，多半是 Excel 还开着。请关闭 Excel，再运行一次。"
        ) from fault
    return TakenAway((*gone, machine.record), tuple(left))


def _is_ours(path: Path, there: Installed) -> bool:
    """Whether a file is one that an installation wrote, and still the same."""
    try:
        return there.wrote.get(str(path)) == _sum(path.read_bytes())
    except OSError:
        return False


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _packed(done: Installed) -> dict[str, object]:
    return {
        "version": done.version,
        "python": str(done.python),
        "conf": str(done.conf),
        "template": str(done.template),
        "environment": str(done.environment) if done.environment else None,
        "starter": str(done.starter),
        "wrote": dict(done.wrote),
    }
