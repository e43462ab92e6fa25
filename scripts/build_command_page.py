"""docs/命令参考.md and docs/zipingbiao.1: every command and every option, from the program's own help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from zipingbiao import __version__
from zipingbiao.hosts.cli.chinese import ChineseContext
from zipingbiao.hosts.cli.main import cli

DOCS = Path(__file__).parents[1] / "docs"
HEAD = f"""# 命令参考

由程序自己的帮助生成（`make docs`），{__version__} 版。每个命令都可加 `--help` 看同样的内容；`man docs/zipingbiao.1` 是它的手册页。

按 Tab 补全命令和选项（bash、zsh、fish）：把下面一行加进 `~/.bashrc`（zsh 写 `zsh_source`，fish 写 `fish_source`），重开终端。

```sh
eval "$(_ZIPINGBIAO_COMPLETE=bash_source zipingbiao)"
```
"""


def commands(
    command: click.Command, path: str, parent: click.Context | None
) -> Iterator[tuple[str, click.Context]]:
    """Each command that does something, with its whole name, in the order of the help."""
    context = ChineseContext(command, info_name=path.rpartition(" ")[2], parent=parent)
    yield path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, f"{path} {name}", context)


def options(context: click.Context) -> Iterator[tuple[str, str]]:
    """How each option is written, and its help."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield record


def page() -> str:
    parts = [HEAD]
    for path, context in commands(cli, "zipingbiao", None):
        parts.append(f"## {path}\n")
        parts.append((context.command.help or "").strip() + "\n")
        usage = context.command.get_usage(context).removeprefix("用法：").strip()
        parts.append(f"```\n{' '.join(usage.split())}\n```\n")
        rows = [f"| `{written.replace('|', chr(92) + '|')}` | {said} |" for written, said in options(context)]
        parts.append("| 选项 | 说明 |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def manual() -> str:
    """The same for `man`."""
    lines = [
        f'.TH ZIPINGBIAO 1 "" "zipingbiao {__version__}" "命令手册"',
        ".SH 名称",
        "zipingbiao \\- 项目支出绩效自评表",
    ]
    for path, context in commands(cli, "zipingbiao", None):
        lines += [
            f".SH {path}",
            *(_escaped(line) for line in (context.command.help or "").splitlines() if line),
        ]
        for written, said in options(context):
            lines += [".TP", f".B {_escaped(written)}", _escaped(said)]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    (DOCS / "命令参考.md").write_text(page(), "utf-8")
    (DOCS / "zipingbiao.1").write_text(manual(), "utf-8")
