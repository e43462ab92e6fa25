"""Buttons that say something, or set how the others work; none of them touches a form."""

from __future__ import annotations

from zipingbiao import __version__
from zipingbiao.checks.catalogue import all_rules
from zipingbiao.hosts.buttons.pressed import Pressed, rulebooks
from zipingbiao.hosts.health import WORDS, examine
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.load import load
from zipingbiao.settings import home, load_settings, save_setting
from zipingbiao.workbook.read.forms import forms_of


def rules(pressed: Pressed) -> str:
    """评分与审核规则, as the rulebook of the open form has them."""
    forms = forms_of(pressed.snapshot).forms
    rulebook = rulebooks()(forms[0]) if forms else load(own_rulebook())
    listed = all_rules(rulebook)
    pressed.host.show(
        f"{pressed.title}（{rulebook.title}）",
        "\n".join(f"{info.code} {info.title}：{info.statement}" for info in listed),
    )
    return f"审核规则{len(listed)}条，逐条说明见 docs/rules。"


def restart(pressed: Pressed) -> str:
    """重启计算服务."""
    return pressed.host.restart()


def doctor(pressed: Pressed) -> str:
    """环境检测: what `zipingbiao doctor` looks at, and the links between this program and the package."""
    links = [*examine(), *pressed.host.links()]
    lines = [f"{WORDS[x.state]} {x.name}：{x.found}{f'。{x.advice}' if x.advice else ''}" for x in links]
    pressed.host.show(pressed.title, "\n".join(lines))
    broken = sum(x.state == "broken" for x in links)
    return f"{pressed.title}：{broken}处有问题。" if broken else f"{pressed.title}：全部正常。"


def about(pressed: Pressed) -> str:
    """关于."""
    pressed.host.show(
        pressed.title,
        f"自评表 zipingbiao {__version__}\n评分规则：{load_settings().rulebook}\n日志：{home() / 'zipingbiao.log'}\nMIT 许可证，公共机构可免费使用。",
    )
    return f"zipingbiao {__version__}"


def switch_plain_values(pressed: Pressed) -> str:
    """数值模式 on or off, for this user."""
    on = not pressed.host.plain_values()
    save_setting("plain_values", on)
    return "数值模式：按钮只写数值。" if on else "公式模式：按钮写 =PERF_ 公式。"
