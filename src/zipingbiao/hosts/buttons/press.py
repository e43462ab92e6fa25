"""A button is pressed: its action is done, whatever goes wrong is told."""

from __future__ import annotations

from zipingbiao.commands.guards import forms_here
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.buttons.guards import Guard
from zipingbiao.hosts.buttons.host import Cancelled, Host
from zipingbiao.hosts.buttons.pressed import Pressed
from zipingbiao.hosts.buttons.table import button
from zipingbiao.log import record_fault


def press(id: str, host: Host) -> None:
    """Do what a button says. Nothing is ever raised: the person gets a sentence, the log gets the details."""
    pushed = button(id)
    title = pushed.label
    try:
        pressed = Pressed(host, title)
        if Guard.FORM in pushed.guards:
            forms_here(pressed.snapshot)
        sentence = pushed.action(pressed)
    except Cancelled:
        sentence = "已取消，没有改动。"
    except ForPeople as fault:
        host.show(title, str(fault))
        sentence = f"{title}没有完成。"
    except Exception:
        log = record_fault()
        host.show(title, f"程序内部出错，没有完成。详情已记入 {log}，请把它发给维护人员。")
        sentence = f"{title}没有完成。"
    _tell(host, title, sentence)


def _tell(host: Host, title: str, sentence: str) -> None:
    """A status bar that takes no sentence must not hide what was done."""
    try:
        host.tell(sentence)
    except Exception:
        record_fault()
        host.show(title, sentence)
