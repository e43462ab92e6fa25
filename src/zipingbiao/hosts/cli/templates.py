"""Which template a command line means, and which narrative templates are the office's own."""

from __future__ import annotations

from pathlib import Path

from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.template_parts import TemplateFault, template_names
from zipingbiao.workbook.write.writer import compile_template


def read_template(path: Path | None) -> bytes:
    """A template's bytes, checked; the standard one without a path."""
    chosen = path or workbook_path(TEMPLATE)
    try:
        package = chosen.read_bytes()
        compile_template(package)
    except OSError as fault:
        raise CommandFault(
            f"读不了模板 {chosen.name}：找不到这个文件，或没有读取的权限。请核对路径。"
        ) from fault
    except TemplateFault as fault:
        raise CommandFault(f"模板 {chosen.name}：{fault}") from fault
    return package


def lost_with(path: Path | None) -> list[str]:
    """What of a project finds no place in an office's own template; nothing is lost in the standard one."""
    if path is None:
        return []
    return [each.loses for each in template_names(path.read_bytes()) if each.loses]
