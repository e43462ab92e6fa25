"""Narrative templates: read, refused or compiled once, rendered many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.guard import check, settle
from zipingbiao.narrative.variables import Value

#: Far above any note; a file of this size is not a sentence.
MAX_TEMPLATE_BYTES = 20_000
SUFFIX = ".j2"
_MAX_BRACKETS = 40


def _quoted(value: object) -> str:
    return f"“{value}”" if value else ""


def _bracketed(value: object) -> str:
    return f"（{value}）" if value else ""


def _trim(value: object) -> str:
    return str(value).strip()


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, cache_size=0
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update({"quoted": _quoted, "bracketed": _bracketed, "trim": _trim})
    return environment


class Templates:
    """The compiled templates of one or more directories; later directories win by file name."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        environment = _environment()
        self._compiled = {name: _compile(environment, name, path) for name, path in files.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._compiled

    def render(self, name: str, facts: dict[str, Value]) -> str:
        """The text of a template with the given facts; all names of the whitelist must be in `facts`."""
        template = self._compiled[name]
        return "".join(template.root_render_func(template.new_context(facts, shared=True)))


def _compile(environment: ImmutableSandboxedEnvironment, name: str, path: Path) -> Template:
    file = str(path)
    source = _source(path)
    _refuse_deep_brackets(source, file)
    try:
        tree = environment.parse(source, name, file)
    except TemplateSyntaxError as fault:
        raise NarrativeFault(
            file, fault.lineno, f"模板写法有误（{fault.message}），请核对括号和 if/endif。"
        ) from fault
    except (RecursionError, ValueError) as fault:
        raise NarrativeFault(file, 1, "模板嵌套太深或数字太长，无法读取，请简化。") from fault
    check(tree, file)
    code = environment.compile(settle(tree), name, file)
    return Template.from_code(environment, code, {})


def _refuse_deep_brackets(source: str, file: str) -> None:
    """Brackets so deep that the parser itself would give up, without saying where."""
    depth = 0
    for at, sign in enumerate(source):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(depth - 1, 0)
        if depth > _MAX_BRACKETS:
            raise NarrativeFault(file, source.count("\n", 0, at) + 1, "括号嵌套太深，请简化。")


def _source(path: Path) -> str:
    file = str(path)
    try:
        raw = path.read_bytes()
        source = raw.decode("utf-8-sig")
    except OSError as fault:
        raise NarrativeFault(file, 0, f"读不到这个模板（{fault.strerror}），请核对文件和权限。") from fault
    except UnicodeDecodeError as fault:
        raise NarrativeFault(file, 0, "不是 UTF-8 编码，请用“UTF-8”另存。") from fault
    if len(raw) > MAX_TEMPLATE_BYTES:
        raise NarrativeFault(file, 0, f"模板超过{MAX_TEMPLATE_BYTES}字节，不像一条说明，请精简。")
    return source


_GAP = re.compile(r"【请[^【】]*】?")


def gaps_of(text: str) -> tuple[str, ...]:
    """The 【请填写：…】 and 【请核实：…】 left in a text, in order."""
    return tuple(_GAP.findall(text)) if "【请" in text else ()
