"""Loading rulebooks: TOML in, a validated :class:`Rulebook` for an evaluated year out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.rulebook.faults import Fault, RulebookFault, fault_of, near, told
from zipingbiao.rulebook.rulebook import Parameter, Rulebook, RuleSetting, RuleStatus, Source
from zipingbiao.rulebook.schema import OFF, Kind, Spec, schema
from zipingbiao.rulebook.validate import file_faults, quoted
from zipingbiao.rulebook.values import key_of

__all__ = ["DEFAULT", "RulebookFault", "available", "load", "load_named"]

DEFAULT = "cn"
_AT = late_pattern(r"\(at line (\d+), column (\d+)\)")


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """Names of the rulebooks that come with the package."""
    folder = Path(__file__).with_name("data")
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
    )


@lru_cache(maxsize=64)
def load(name: str = DEFAULT, year: int | None = None) -> Rulebook:
    """The rulebook `name` as in force at the end of `year` (None: the newest values).

    `name` is a rulebook of the package or the path of an office's own `.toml` file. RulebookFault otherwise.
    """
    on = date(year, 12, 31) if year else date.max
    chain, broken = _chain(name)
    parameters: dict[str, Parameter] = {}
    words: dict[str, tuple[str, ...]] = {}
    sources: dict[str, Source] = {}
    rules: dict[str, RuleSetting] = {}
    known = _sources_of_any() if broken else {}
    for n, (file, data) in enumerate(chain):
        faults = (*(broken if n == 0 else ()), *file_faults(data, known))
        if faults:
            raise fault_of(file, faults)
        known |= quoted(data.get("sources", {}))
        sources |= {key: Source(**raw) for key, raw in data.get("sources", {}).items()}
        for spec, raw in _parameters(data.get("parameters", {})):
            parameters[spec.id] = _parameter(spec, raw, on, sources, parameters.get(spec.id))
        for key, extra in data.get("words", {}).items():
            words[key] = (*words.get(key, ()), *extra)
        for code, raw in data.get("rules", {}).items():
            if raw.get("from", on) <= on:
                rules[code] = _setting(raw, sources, rules.get(code))
    file, data = chain[-1]
    faults = tuple(_disagreements(parameters))
    if faults:
        raise fault_of(file, faults)
    return Rulebook(
        name=data["book"]["name"],
        title=data["book"]["title"],
        version="+".join(f"{d['book']['name']}-{d['book']['version']}" for _, d in chain),
        on=on,
        parameters=parameters,
        words=words,
        rules=rules,
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


# ---------------------------------------------------------------- files


def _chain(name: str) -> tuple[list[tuple[str, Mapping[str, Any]]], tuple[Fault, ...]]:
    """The rulebook and those it stands on, the base first; and what is wrong with the `extends` of the first of them."""
    chain: list[tuple[str, Mapping[str, Any]]] = []
    seen: set[str] = set()
    following = name
    while following:
        seen.add(following)
        file, data = _read(following)
        chain.insert(0, (file, data))
        book = data.get("book")
        extends = book.get("extends", "") if isinstance(book, Mapping) else ""
        following = extends if isinstance(extends, str) else ""
        broken = tuple(_base_faults(following, seen))
        if broken:
            return chain, broken
    return chain, ()


def _base_faults(extends: str, seen: set[str]) -> Iterator[Fault]:
    """Why a rulebook cannot stand on the one it names."""
    entry = "[book] 的 extends"
    if extends in seen:
        yield Fault(entry, f"{told(extends)}（循环引用）", "不以本规则为底的规则")
    elif extends.endswith(".toml"):
        if not Path(extends).is_file():
            yield Fault(entry, f"{told(extends)}（找不到这个文件）", "找得到的规则文件")
    elif extends and extends not in available():
        yield Fault(
            entry,
            f"{told(extends)}{near(extends, available())}",
            f"以下之一：{'、'.join(available())}，或 .toml 文件的路径",
        )


def _sources_of_any() -> dict[str, bool]:
    """The sources that a rulebook may inherit, where nobody knows from which."""
    return {
        key: words for name in available() for key, words in quoted(_read(name)[1].get("sources", {})).items()
    }


def _read(name: str) -> tuple[str, Mapping[str, Any]]:
    if name.endswith(".toml"):
        file, content = name, _own(Path(name))
    elif name in available():
        resource = Path(__file__).with_name("data") / f"{name}.toml"
        file, content = f"{name}.toml", resource.read_bytes()
    else:
        raise RulebookFault(
            f"没有名为“{name}”的规则{near(name, available())}。可用的规则：{'、'.join(available())}，或给出 .toml 文件的路径。"
        )
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise RulebookFault(f"{file} 第{line}行不是 UTF-8 编码，请另存为 UTF-8。") from fault
    try:
        return file, tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise RulebookFault(
            f"{file} 不是有效的 TOML：{_place(fault, text)}写法不对，请检查引号、括号和等号。"
        ) from fault


def _own(path: Path) -> bytes:
    if not path.is_file():
        raise RulebookFault(f"找不到规则文件 {path}，请核对路径。")
    try:
        return path.read_bytes()
    except OSError as fault:
        raise RulebookFault(f"规则文件 {path} 打不开（{fault.strerror}），请核对权限。") from fault


def _place(fault: Exception, text: str) -> str:
    """Where the file stops making sense; the last line where something was never closed."""
    found = _AT.search(str(fault))
    return f"第{found[1]}行第{found[2]}个字符" if found else f"第{len(text.splitlines())}行（文件末尾）"


# ---------------------------------------------------------------- entries, which are sound by now


def _parameters(node: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[Spec, Mapping[str, Any]]]:
    """`[parameters.execution.weight]` → the parameter `execution.weight`."""
    for key, raw in node.items():
        spec = schema().parameters.get(f"{prefix}{key}")
        if spec is not None:
            yield spec, raw
        else:
            yield from _parameters(raw, f"{prefix}{key}.")


def _parameter(
    spec: Spec, raw: Mapping[str, Any], on: date, sources: Mapping[str, Source], below: Parameter | None
) -> Parameter:
    """The value in force on a date; before the first entry that of the rulebook `below`.

    Where there is none below, the first entry is taken: old forms still have to be scored, and its date shows.
    """
    entries = sorted(raw["values"], key=lambda each: each["from"])
    if below is not None and entries[0]["from"] > on:
        return below
    entry = next((each for each in reversed(entries) if each["from"] <= on), entries[0])
    value, label = entry[key_of(spec)], str(raw.get("label", spec.label))
    return Parameter(
        id=spec.id,
        label=label,
        value=None if spec.optional and value == OFF else _value(value),
        unit=spec.unit,
        effective=entry["from"],
        status=RuleStatus(entry["status"]),
        source=_source(entry, sources),
        note=str(entry.get("note", raw.get("note", ""))),
        says=spec.methods[value] if spec.kind is Kind.METHOD and value in spec.methods else label,
    )


def _value(raw: Any) -> Any:
    """TOML numbers become Decimal; lists become tuples."""
    if isinstance(raw, list):
        return tuple(_value(item) for item in raw)
    return raw if isinstance(raw, bool | str) else Decimal(raw)


def _source(entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Source:
    """The source an entry names, with the clause and the words it gives itself."""
    base = sources[entry["source"]]
    return Source(
        base.title, base.number, entry.get("clause", base.clause), entry.get("quote", base.quote), base.where
    )


def _setting(
    raw: Mapping[str, Any], sources: Mapping[str, Source], before: RuleSetting | None
) -> RuleSetting:
    """What a place sets of a rule; what it leaves out stays as the rulebook below has it."""
    return RuleSetting(
        severity=raw.get("severity", before.severity if before else ""),
        blocks_final=raw.get("blocks_final", before.blocks_final if before else None),
        status=RuleStatus(raw["status"]),
        source=_source(raw, sources),
        note=raw.get("note", ""),
    )


def _disagreements(parameters: Mapping[str, Parameter]) -> Iterable[Fault]:
    """Parameters that are sound each by itself and cannot stand together, or that nobody gave."""
    missing = [id for id in schema().parameters if id not in parameters]
    if missing:
        yield Fault(
            "[book] 的 extends",
            "",
            f'所依据的规则，如 "{DEFAULT}"；否则要自己写全所有参数，还缺 {"、".join(missing)}',
        )
        return
    tops = [top for _, top in parameters["qualitative.bands"].value[1:]]
    floors = [floor for _, floor in parameters["qualitative.floors"].value[:-1]]
    if tops != floors:
        yield Fault(
            "qualitative.bands 与 qualitative.floors",
            f"下两档的上限{told(tops)}、上两档的下限{told(floors)}",
            "两者相同",
        )
    least, most = parameters["note.min_length"].value, parameters["note.max_length"].value
    if least > most:
        yield Fault("note.min_length", told(least), f"不大于 note.max_length（{told(most)}）")
