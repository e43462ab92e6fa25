"""Loading rulebooks: TOML in, a validated :class:`Rulebook` for an evaluated year out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from zipingbiao.for_people import ForPeople
from zipingbiao.rulebook.rulebook import Parameter, Rulebook, RuleStatus, Source

DEFAULT = "cn"


class RulebookFault(ForPeople):
    """A rulebook that cannot be used; the message is Chinese and names file and entry."""


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """Names of the rulebooks that come with the package."""
    folder = resources.files("zipingbiao.rulebook") / "data"
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
    )


@lru_cache(maxsize=64)
def load(name: str = DEFAULT, year: int | None = None) -> Rulebook:
    """The rulebook `name` as in force at the end of `year` (None: the newest values).

    `name` is a rulebook of the package or the path of an office's own `.toml` file. RulebookFault otherwise.
    """
    on = date(year, 12, 31) if year else date.max
    chain = _chain(name)
    parameters: dict[str, Parameter] = {}
    words: dict[str, tuple[str, ...]] = {}
    sources: dict[str, Source] = {}
    for file, data in chain:
        sources |= {key: _source(file, key, raw) for key, raw in data.get("sources", {}).items()}
        for id, raw in _flatten(data.get("parameters", {})):
            found = _parameter(file, id, raw, on, sources)
            if found is not None:
                parameters[id] = found
        for key, extra in data.get("words", {}).items():
            words[key] = (*words.get(key, ()), *_strings(file, key, extra))
    book = chain[-1][1]["book"]
    return Rulebook(
        name=str(book["name"]),
        title=str(book["title"]),
        version="+".join(f"{d['book']['name']}-{d['book']['version']}" for _, d in chain),
        on=on,
        parameters=parameters,
        words=words,
    )


def load_named(named: str, default: str, year: int | None = None) -> Rulebook:
    """The rulebook that a form names, else the user's own choice `default` (a name or a path).

    A form comes from anywhere: what it says is the name of a rulebook of the package or that of the user's own file,
    never a path to read.
    """
    if not named:
        return load(default, year)
    if default.endswith(".toml") and named not in available():
        own = load(default, year)
        if own.name == named:
            return own
    if named.endswith(".toml"):
        raise RulebookFault(
            f"表中写的规则“{named}”是文件路径，没有读取。表中只能写规则名称（{'、'.join(available())}）；"
            "要用自己的规则文件，请加 --rulebook 或在设置中指定。"
        )
    return load(named, year)


def _chain(name: str) -> list[tuple[str, dict[str, Any]]]:
    """The rulebook and those it stands on, the base first."""
    chain: list[tuple[str, dict[str, Any]]] = []
    seen: set[str] = set()
    following = name
    while following:
        if following in seen:
            raise RulebookFault(f"规则“{following}”的 extends 循环引用，请检查 [book] 中的 extends。")
        seen.add(following)
        file, data = _read(following)
        if not {"name", "title", "version"} <= set(data.get("book", {})):
            raise RulebookFault(f"{file}：[book] 须写明 name、title、version。")
        chain.insert(0, (file, data))
        following = str(data["book"].get("extends", ""))
    return chain


def _read(name: str) -> tuple[str, dict[str, Any]]:
    if name.endswith(".toml"):
        path = Path(name)
        if not path.is_file():
            raise RulebookFault(f"找不到规则文件 {name}，请核对路径。")
        text, file = path.read_text(encoding="utf-8-sig"), path.name
    else:
        resource = resources.files("zipingbiao.rulebook") / "data" / f"{name}.toml"
        if not name.replace("-", "").isalnum() or not resource.is_file():
            raise RulebookFault(
                f"没有名为“{name}”的规则。可用的规则：{'、'.join(available())}，或给出 .toml 文件的路径。"
            )
        text, file = resource.read_text(encoding="utf-8"), f"{name}.toml"
    try:
        return file, tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise RulebookFault(f"{file} 不是有效的 TOML：{fault}。") from fault


def _flatten(node: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Mapping[str, Any]]]:
    """`[parameters.execution.weight]` → `execution.weight`; a table with `values` is a parameter."""
    for key, value in node.items():
        id = f"{prefix}{key}"
        if isinstance(value, Mapping) and "values" in value:
            yield id, value
        elif isinstance(value, Mapping):
            yield from _flatten(value, f"{id}.")


def _source(file: str, key: str, raw: Mapping[str, Any]) -> Source:
    unknown = set(raw) - {"title", "number", "clause", "quote", "where"}
    if unknown or not raw.get("title"):
        raise RulebookFault(f"{file}：来源 {key} 须有 title，且不能有未知项 {sorted(unknown)}。")
    return Source(**{k: str(v) for k, v in raw.items()})


def _parameter(
    file: str, id: str, raw: Mapping[str, Any], on: date, sources: Mapping[str, Source]
) -> Parameter | None:
    """The value in force on a date; None if the rule has ended (an entry without `value`).

    For years before the first entry the first one is taken: old forms still have to be scored, and its date shows.
    """
    entries = sorted(raw["values"], key=lambda each: each["from"])
    entry = next((each for each in reversed(entries) if each["from"] <= on), entries[0])
    if "value" not in entry:
        return None
    try:
        status = RuleStatus(entry["status"])
        base = sources[entry["source"]]
    except (KeyError, ValueError) as fault:
        raise RulebookFault(f"{file}：{id} 的 source 或 status 无效（{fault}）。") from fault
    source = Source(
        base.title, base.number, entry.get("clause", base.clause), entry.get("quote", ""), base.where
    )
    return Parameter(
        id=id,
        label=str(raw.get("label", id)),
        value=_value(file, id, entry["value"]),
        unit=str(raw.get("unit", "")),
        effective=entry["from"],
        status=status,
        source=source,
        note=str(entry.get("note", raw.get("note", ""))),
    )


def _value(file: str, id: str, raw: Any) -> Any:
    """TOML numbers become Decimal; lists become tuples."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | Decimal):
        try:
            return Decimal(raw)
        except InvalidOperation as fault:
            raise RulebookFault(f"{file}：{id} 的值 {raw!r} 不是数。") from fault
    if isinstance(raw, list):
        return tuple(_value(file, id, item) for item in raw)
    return str(raw)


def _strings(file: str, key: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise RulebookFault(f"{file}：[words] {key} 须为文字列表。")
    return tuple(raw)
