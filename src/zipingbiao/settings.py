"""Settings: the user's own file over the one for all users of the machine, over the defaults; nothing is guessed.

A file that cannot be read is a fault with its line (:class:`SettingsFault`): another rulebook taken in silence would
halve a score. Such a file is never written over.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from zipingbiao.for_people import ForPeople
from zipingbiao.record import record

_FILE = "settings.toml"
_TEMPLATES = "ZIPINGBIAO_TEMPLATES"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
#: Each setting: its type, and how a person writes it.
_KEYS: Mapping[str, tuple[type, str]] = {
    "rulebook": (str, '规则名称或 .toml 文件的路径，如 "cn-hubei"'),
    "templates": (str, '文件夹的路径，如 "D:/自评模板"'),
    "plain_values": (bool, "true 或 false（不加引号）"),
}


class SettingsFault(ForPeople):
    """`settings.toml` cannot be used as it is."""


@record(frozen=True, slots=True)
class Settings:
    """`rulebook`: the place's rules for forms that name none; `templates`: the office's own narrative templates.

    `plain_values`: 数值模式, buttons write values instead of formulas.
    """

    rulebook: str = "cn"
    templates: Path | None = None
    plain_values: bool = False

    @property
    def own_templates(self) -> tuple[Path, ...]:
        """The folders of narrative templates that go before the shipped ones."""
        return (self.templates,) if self.templates else ()


_DEFAULTS = Settings()


def home() -> Path:
    """The user's folder for settings, undo records and logs (`ZIPINGBIAO_HOME`, else `~/.zipingbiao`)."""
    override = os.environ.get("ZIPINGBIAO_HOME")
    return Path(override) if override else Path.home() / ".zipingbiao"


def private_folder(path: Path) -> Path:
    """A folder below the user's own, made so that nobody else of the machine looks into it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def keep_private(path: Path) -> None:
    """A file that holds project names and amounts is its user's alone; where a system knows no modes, nothing is done."""
    with contextlib.suppress(OSError):
        path.chmod(0o600)


def system_file() -> Path:
    """The settings for all users of this machine, written by its administrator (`ZIPINGBIAO_SYSTEM_SETTINGS` moves it)."""
    override = os.environ.get("ZIPINGBIAO_SYSTEM_SETTINGS")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "zipingbiao" / _FILE
    if sys.platform == "darwin":
        return Path("/Library/Application Support/zipingbiao") / _FILE
    return Path("/etc/zipingbiao") / _FILE


def settings_files() -> tuple[Path, Path]:
    """The system's file and the user's; what the user's says goes before."""
    return system_file(), home() / _FILE


@record(frozen=True, slots=True)
class Effective:
    """One setting as it holds. `origin`: the file or the variable it comes from, "" for the default."""

    key: str
    value: str | bool
    origin: str = ""


def effective_settings() -> tuple[Effective, ...]:
    """Every setting with where it comes from. SettingsFault where one of the files cannot be used."""
    found = {
        "rulebook": Effective("rulebook", _DEFAULTS.rulebook),
        "templates": Effective("templates", ""),
        "plain_values": Effective("plain_values", _DEFAULTS.plain_values),
    }
    for path in settings_files():
        for key, value in _read(_text(path), path).items():
            found[key] = Effective(key, value if isinstance(value, bool) else str(value), str(path))
    told = os.environ.get(_TEMPLATES)
    if told:
        found["templates"] = Effective("templates", told, f"环境变量 {_TEMPLATES}")
    return tuple(found.values())


def load_settings() -> Settings:
    """What holds for this user. SettingsFault where a file of settings cannot be used as it is."""
    values = {each.key: each.value for each in effective_settings()}
    templates = str(values["templates"])
    return Settings(
        str(values["rulebook"]), Path(templates) if templates else None, values["plain_values"] is True
    )


def save_setting(key: str, value: str | bool) -> None:
    """Write one setting into the user's file; the others, and what else stands in it, are kept.

    SettingsFault where the file cannot be read: then nothing is written. OSError where the folder cannot be written.
    """
    path = home() / _FILE
    text = _text(path)
    wanted = {**_read(text, path), key: value}
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".toml.new")
    aside.write_text(_with(text, key, value, wanted), "utf-8")
    aside.replace(path)


def _with(text: str, key: str, value: str | bool, wanted: Mapping[str, object]) -> str:
    """The text with one line replaced or added; written anew only where that would say something else."""
    line = _line(key, value)
    written = re.compile(rf"^[ \t]*{key}[ \t]*=.*$", re.MULTILINE)
    if written.search(text):
        edited = written.sub(lambda _: line, text, count=1)
    else:
        edited = f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"
    try:
        if tomllib.loads(edited) == wanted:
            return edited
    except tomllib.TOMLDecodeError:
        pass
    return "".join(f"{_line(name, each)}\n" for name, each in wanted.items())


def _line(key: str, value: object) -> str:
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _text(path: Path) -> str:
    """What stands in a file; "" where there is none."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as fault:
        raise SettingsFault(f"设置文件 {path} 打不开（{fault.strerror}），请核对权限。") from fault
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise SettingsFault(f"设置文件 {path} 第{line}行不是 UTF-8 编码，请另存为 UTF-8。") from fault


def _read(text: str, path: Path) -> Mapping[str, object]:
    """The settings in a text, each of a known name and of its type. SettingsFault tells all faults, each with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _AT.search(str(fault))
        place = f"第{found[1]}行第{found[2]}个字符" if found else f"第{len(text.splitlines())}行"
        raise SettingsFault(
            f'设置文件 {path} {place}写法不对，没有使用；应为一行一项，如 rulebook = "cn-hubei"，文字两边都要有引号。请改正这一行。'
        ) from fault
    faults = [wrong for key, value in data.items() if (wrong := _fault(text, key, value))]
    if faults:
        raise SettingsFault(f"设置文件 {path} {'；'.join(faults)}。请改正或删去。")
    return data


def place_of(setting: Effective) -> str:
    """Where a setting is written, for a message: `设置文件 C:/…/settings.toml 第2行的 rulebook`."""
    text = _text(Path(setting.origin))
    return f"设置文件 {setting.origin} {_line_of(text, setting.key)}的 {setting.key}"


def _line_of(text: str, key: str) -> str:
    """`第2行`, in which a setting stands; "" where it is not seen."""
    found = re.search(rf'^[ \t]*\[*[ \t]*"?{re.escape(key)}\b', text, re.MULTILINE)
    return f"第{text[: found.start()].count(chr(10)) + 1}行" if found else ""


def _fault(text: str, key: str, value: object) -> str:
    """What is wrong with one setting, "" where nothing is."""
    place = _line_of(text, key)
    if key not in _KEYS:
        from difflib import get_close_matches

        near = get_close_matches(key.lower(), _KEYS, n=1)
        hint = f"（是不是“{near[0]}”？）" if near else ""
        return f"{place}“{key}”不是设置的名称{hint}，应为{'、'.join(_KEYS)}之一，全部小写"
    kind, expected = _KEYS[key]
    if not isinstance(value, kind) or (kind is str and not str(value).strip()):
        return f"{place} {key} 现为 {_told(value)}，应为{expected}"
    return ""


def _told(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
