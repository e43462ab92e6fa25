"""`zipingbiao`: the entry point, exit codes, and the log of internal faults.

Exit: 0 done · 1 errors found, or a project not written · 2 wrong use or an unreadable file · 3 internal fault.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from zipingbiao import __version__
from zipingbiao.batch.changed import told, watching
from zipingbiao.batch.files import os_words
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.cli.answered import Answer, answering, ended, say_failed
from zipingbiao.hosts.cli.chinese import LazyGroup, usage_message

_HERE = "zipingbiao.hosts.cli"
_COMMANDS = {
    "demo": (f"{_HERE}.demo", "demo", "用14个真实项目演示全过程，写出14本自评表"),
    "new": (f"{_HERE}.new", "new", "新建自评表或自评台账（可由上年表结转）"),
    "update": (
        f"{_HERE}.round.update",
        "update",
        "把自评表工作簿里新填的内容写回台账（先用 --dry-run 预览）",
    ),
    "bulk": (f"{_HERE}.bulk.command", "bulk", "由台账批量生成自评表工作簿"),
    "score": (f"{_HERE}.score", "score", "计算得分"),
    "check": (f"{_HERE}.check.command", "check", "审核：逐条列出问题和处理办法"),
    "deduct": (f"{_HERE}.review.deduct", "deduct_command", "一个单位的各表按同一办法扣分（先预览）"),
    "evidence": (f"{_HERE}.review.evidence", "evidence", "佐证材料清单，核对文件在不在"),
    "review": (f"{_HERE}.review.copies", "review_copies", "复核副本：加复核得分、复核意见、整改情况等栏"),
    "return": (f"{_HERE}.review.letters", "return_opinion", "每个单位一份退回意见（Word、Excel）"),
    "waive": (f"{_HERE}.review.waive", "waive_command", "豁免一处问题：写明理由，仍列出、不计数"),
    "desk": (f"{_HERE}.desk.command", "desk", "复核登记：收表、退回、重报，一轮一轮记下来"),
    "narrate": (f"{_HERE}.narrate", "narrate", "生成偏差原因分析及改进措施"),
    "export": (f"{_HERE}.round.export", "export", "导出：一体化导入表、Word 自评表、数据表、JSON"),
    "collect": (f"{_HERE}.collect", "collect", "汇总文件夹里的全部自评表"),
    "report": (f"{_HERE}.round.report", "report", "由全部自评表写出单位的自评报告（Word、Excel、网页）"),
    "diff": (f"{_HERE}.review.diff", "diff", "比较一张表的前后两稿"),
    "explain": (f"{_HERE}.explain", "explain", "解释一条规则，或某个单元格的得分与问题"),
    "rules": (f"{_HERE}.rules", "rules", "列出全部审核规则"),
    "config": (f"{_HERE}.config", "config", "列出每一项设置和它从哪里来"),
    "template": (f"{_HERE}.template", "template", "检查自己单位的模板：名称、会丢什么"),
    "doctor": (f"{_HERE}.doctor", "doctor", "检查本机环境"),
    "excel": (f"{_HERE}.excel", "excel", "Excel 里的单元格函数和按钮：生成、安装、检测、卸载"),
    "libreoffice": (
        f"{_HERE}.libreoffice",
        "libreoffice",
        "LibreOffice 里的工具栏和单元格函数：安装、检测、卸载",
    ),
    "web": (f"{_HERE}.web", "web", "自评表.html：整个工具在一个网页文件里"),
}


@click.command(
    cls=LazyGroup,
    modules=_COMMANDS,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="项目支出绩效自评表：计分、审核、说明、批量填报。",
    epilog="每个命令都可加 --help 查看用法。",
)
@click.version_option(__version__, "--version", message="zipingbiao %(version)s", help="显示版本")
def cli() -> None:
    """The group of all commands."""


class CommandFault(ForPeople):
    """A command could not do what was asked; the message is one Chinese line."""

    def __init__(self, message: str, code: int = ForPeople.code) -> None:
        super().__init__(message)
        self.code = code


def run(arguments: list[str] | None = None) -> int:
    """Run a command line and give its exit code; never a traceback on the screen."""
    given = sys.argv[1:] if arguments is None else arguments
    with watching() as changed, answering(given) as answer:
        return _run(given, changed, answer)


def _run(arguments: list[str], changed: list[Path], answer: Answer) -> int:
    try:
        result = cli.main(args=arguments, prog_name="zipingbiao", standalone_mode=False)
    except ForPeople as fault:
        say_failed(str(fault), answer)
        return fault.code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        say_failed(f"已中断：{told(changed)}。", answer)
        return 1
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.ctx.get_help() if fault.ctx else "", err=True)
        return 2
    except click.ClickException as fault:
        say_failed(usage_message(fault), answer)
        return 2
    except BrokenPipeError:
        return _closed_pipe()
    except ModuleNotFoundError as fault:
        if fault.name is not None and fault.name.startswith("zipingbiao"):
            return _internal_fault(changed, answer)
        say_failed(f"缺少 {fault.name}：{told(changed)}。请运行 zipingbiao doctor，按提示安装。", answer)
        return 2
    except OSError as fault:
        if fault.errno != errno.ENOSPC or fault.filename is not None:
            return _internal_fault(changed, answer)
        click.echo(f"输出没有写全：{os_words(fault)}；{told(changed)}。请换一个输出位置再运行。", err=True)
        _closed_pipe()
        return 1
    except Exception:
        return _internal_fault(changed, answer)
    return ended(result if isinstance(result, int) else 0, answer)


def _closed_pipe() -> int:
    """Whoever read our output has had enough (`… | head`): no fault, and nothing more to say on it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _internal_fault(changed: list[Path], answer: Answer) -> int:
    from zipingbiao.log import record_fault

    place = record_fault()
    say_failed(f"程序内部出错：{told(changed)}。详情已记入 {place}，请把它发给维护人员。", answer)
    return 3


def main() -> NoReturn:
    """Console entry point."""
    if not _writes_chinese(sys.getfilesystemencoding()) and os.name != "nt":
        # A locale without Chinese: no Chinese file could be named or found. UTF-8 mode asks no locale.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe or file gets UTF-8; a terminal is spoken to in its own encoding, if that knows Chinese.
            own = stream.isatty() and _writes_chinese(stream.encoding)
            stream.reconfigure(encoding=None if own else "utf-8", errors="replace")
    sys.exit(_flushed(run()))


def _flushed(code: int) -> int:
    """The exit code, once everything that was said has really gone out."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _closed_pipe()
    except OSError as fault:
        click.echo(f"输出没有写全：{os_words(fault)}。请换一个输出位置再运行。", err=True)
        _closed_pipe()
        return max(code, 1)
    return code


def _writes_chinese(encoding: str) -> bool:
    try:
        "自评表".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
