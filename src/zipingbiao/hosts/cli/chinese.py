"""Click in Chinese: help pages, usage errors, and commands that are only imported when called."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import click

_SHORT = 36
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class ChineseFormatter(click.HelpFormatter):
    """Click's help layout with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(
            prog,
            args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]…"),
            prefix or "用法：",
        )

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class ChineseContext(click.Context):
    formatter_class = ChineseFormatter


class _Helpful(click.Command):
    """A command whose --help option is described in Chinese."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option


class Command(_Helpful):
    """One command of the program."""


class LazyGroup(_Helpful, click.Group):
    """A group whose commands live in modules named by `modules`; a module is imported when its command is called.

    `modules`: command name → (module, attribute, one-line help), so that `--help` and `--version` stay quick.
    """

    def __init__(
        self, *args: Any, modules: dict[str, tuple[str, str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.modules, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.modules:
            module, attribute, _ = self.modules[cmd_name]
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, text) for name, (_, _, text) in self.modules.items()]
        rows += [(name, _in_short(command)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _in_short(command: click.Command) -> str:
    """The first sentence of a help text; click itself looks for words, and Chinese has no blanks between them."""
    sentence = (command.short_help or command.help or "").partition("。")[0]
    return sentence if len(sentence) <= _SHORT else f"{sentence[: _SHORT - 1]}…"


def usage_message(fault: click.ClickException) -> str:
    """A wrong use as one Chinese line: what, and what to do."""
    command = fault.ctx.command_path if isinstance(fault, click.UsageError) and fault.ctx else "zipingbiao"
    see = f"请用 {command} --help 查看用法。"
    match fault:
        case click.exceptions.NoSuchOption():
            near = f"是否想用 {'、'.join(fault.possibilities)}？" if fault.possibilities else ""
            return f"没有选项 {fault.option_name}。{near}{see}"
        case click.MissingParameter():
            return f"缺少{_parameter(fault)}。{see}"
        case click.BadParameter():
            return f"{_parameter(fault)}的值不对：{_detail(fault.message)}。{see}"
        case click.BadOptionUsage():
            return f"选项 {fault.option_name} 的用法不对。{see}"
        case click.UsageError() if "No such command" in fault.message:
            return f"没有这个命令：{fault.message.split(chr(39))[1]}。{see}"
        case _:
            return f"用法不对：{_detail(fault.message)}。{see}"


def _parameter(fault: click.BadParameter) -> str:
    parameter = fault.param
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[0]} "
    if parameter is not None:
        return f"参数 {parameter.human_readable_name} "
    return "参数"


def _detail(message: str) -> str:
    """Click's few English details that a user can meet."""
    if "does not exist" in message:
        return f"{_quoted(message)} 不存在"
    if "is not one of" in message or "invalid choice" in message:
        return message.replace("is not one of", "不在可选值内：").replace("'", "")
    if "is not a valid integer" in message or "is not in the range" in message:
        return f"{_quoted(message)} 不是可用的数"
    if "unexpected extra argument" in message:
        return "多余的参数 " + message.split("(")[-1].rstrip(")")
    return message.rstrip(".。")


def _quoted(message: str) -> str:
    parts: Sequence[str] = message.split("'")
    return parts[1] if len(parts) > 2 else message.split(" ")[0]
