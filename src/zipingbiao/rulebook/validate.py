"""A rulebook file against the schema: every fault of the file, each with its entry, what was found and expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from zipingbiao.rulebook.faults import Fault, near, text_fault, told, unknown_keys
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.rulebook.schema import Spec, rule_entries, schema
from zipingbiao.rulebook.values import expected, key_of, value_faults

_TOP = ("book", "sources", "parameters", "words", "rules")
_BOOK = ("name", "title", "version", "extends")
_SOURCE = ("title", "number", "clause", "quote", "where")
_PARAMETER = ("label", "unit", "note", "values")
_SAID = ("status", "source", "clause", "quote", "note")
_RULE = ("severity", "blocks_final", "from", *_SAID)
_SEVERITIES = ("E", "W", "I")
#: What may only be said with the words of a document that was read.
_QUOTED = (RuleStatus.OFFICIAL, RuleStatus.LOCAL)

#: Key of a source → whether it gives the words themselves.
Quoted = Mapping[str, bool]


def file_faults(data: Mapping[str, Any], inherited: Quoted) -> Iterator[Fault]:
    """Everything wrong with one file. `inherited`: the sources of the rulebooks it stands on."""
    yield from unknown_keys("文件", data, _TOP)
    blocks = {key: data.get(key, {}) for key in _TOP}
    for key, block in blocks.items():
        if not isinstance(block, Mapping):
            yield Fault(f"[{key}]", told(block), "一组键")
            blocks[key] = {}
    yield from _book_faults(blocks["book"])
    yield from _source_faults(blocks["sources"])
    sources = {**inherited, **quoted(blocks["sources"])}
    yield from _group_faults("parameters", "", blocks["parameters"], sources)
    yield from _word_faults(blocks["words"])
    for code, raw in blocks["rules"].items():
        yield from _rule_faults(code, raw, sources)


def quoted(sources: Mapping[str, Any]) -> dict[str, bool]:
    """Which sources there are, and which of them give the words themselves."""
    return {key: isinstance(raw, Mapping) and bool(raw.get("quote")) for key, raw in sources.items()}


def _book_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    yield from unknown_keys("[book]", raw, _BOOK)
    for key in _BOOK:
        yield from text_fault("[book]", raw, key, required=key != "extends")


def _source_faults(sources: Mapping[str, Any]) -> Iterator[Fault]:
    for key, raw in sources.items():
        entry = f"[sources.{key}]"
        if not isinstance(raw, Mapping):
            yield Fault(entry, told(raw), "一组键，至少有 title")
            continue
        yield from unknown_keys(entry, raw, _SOURCE)
        for name in _SOURCE:
            yield from text_fault(entry, raw, name, required=name == "title")


# ---------------------------------------------------------------- parameters


def _group_faults(path: str, prefix: str, node: Mapping[str, Any], sources: Quoted) -> Iterator[Fault]:
    """`[parameters.execution.weight]`: groups down to the parameters the schema knows."""
    specs = schema().parameters
    for key, raw in node.items():
        id, entry = f"{prefix}{key}", f"{path}.{key}"
        is_group = any(known.startswith(f"{id}.") for known in specs)
        if id in specs:
            yield from _parameter_faults(specs[id], f"[{entry}]", raw, sources)
        elif not is_group:
            yield Fault(f"[{entry}]", f"不认识的参数{_near_id(id)}", "规则文件里的参数（见文档“规则文件”）")
        elif not isinstance(raw, Mapping) or not raw:
            yield Fault(f"[{entry}]", told(raw), "一组参数")
        else:
            yield from _group_faults(entry, f"{id}.", raw, sources)


def _near_id(id: str) -> str:
    """The parameter of the same group first: `execution.wieght` → `execution.weight`."""
    group, _, own = id.rpartition(".")
    mates = [each.removeprefix(f"{group}.") for each in schema().parameters if each.startswith(f"{group}.")]
    return (near(own, mates) if group else "") or near(id, schema().parameters)


def _parameter_faults(spec: Spec, entry: str, raw: Any, sources: Quoted) -> Iterator[Fault]:
    if not isinstance(raw, Mapping):
        yield Fault(entry, told(raw), f"一组键，其中 values 的 {key_of(spec)} 为{expected(spec)}")
        return
    yield from unknown_keys(entry, raw, _PARAMETER)
    for key in ("label", "note"):
        yield from text_fault(entry, raw, key, required=False)
    if "unit" in raw and raw["unit"] != spec.unit:
        yield Fault(f"{entry} 的 unit", told(raw["unit"]), f"“{spec.unit}”" if spec.unit else "空文字")
    values = raw.get("values")
    if not isinstance(values, list) or not values:
        found = told(values) if "values" in raw else ""
        yield Fault(f"{entry} 的 values", found, f"至少一项，每项有 from、{key_of(spec)}、status、source")
        return
    for n, each in enumerate(values, 1):
        yield from _entry_faults(spec, f"{entry} 第{n}项", each, sources)
    days = [each.get("from") for each in values if isinstance(each, Mapping)]
    twice = next((day for n, day in enumerate(days) if day is not None and day in days[:n]), None)
    if twice is not None:
        yield Fault(f"{entry} 的 from", f"两项都是{told(twice)}", "各项不同的生效日期")


def _entry_faults(spec: Spec, entry: str, raw: Any, sources: Quoted) -> Iterator[Fault]:
    key = key_of(spec)
    if not isinstance(raw, Mapping):
        yield Fault(entry, told(raw), f"一组键：from、{key}、status、source")
        return
    if key == "method" and "value" in raw:
        yield Fault(f"{entry} 的 value", told(raw["value"]), f"不写 value，写 method，{expected(spec)}")
        raw = {name: held for name, held in raw.items() if name != "value"} | {
            "method": next(iter(spec.methods))
        }
    yield from unknown_keys(entry, raw, ("from", key, *_SAID))
    yield from _from_faults(entry, raw, required=True)
    if key not in raw:
        yield Fault(f"{entry} 的 {key}", "", expected(spec))
    else:
        yield from value_faults(spec, f"{entry} 的 {key}", raw[key])
    yield from _said_faults(entry, raw, sources)


def _from_faults(entry: str, raw: Mapping[str, Any], *, required: bool) -> Iterator[Fault]:
    day = raw.get("from")
    if "from" not in raw and not required:
        return
    if not isinstance(day, date) or isinstance(day, datetime):
        found = told(day) if "from" in raw else ""
        yield Fault(f"{entry} 的 from", found, "生效日期，如 2024-01-01（不加引号）")


def _said_faults(entry: str, raw: Mapping[str, Any], sources: Quoted) -> Iterator[Fault]:
    """Source and status; what a document is said to say needs its words."""
    for key in ("clause", "quote", "note"):
        yield from text_fault(entry, raw, key, required=False)
    source, status = raw.get("source"), raw.get("status")
    if not isinstance(source, str) or source not in sources:
        hint = near(source, sources) if isinstance(source, str) else ""
        found = f"{told(source)}{hint}" if "source" in raw else ""
        yield Fault(
            f"{entry} 的 source", found, f"[sources] 里的来源：{'、'.join(sources) or '（还没有写）'}"
        )
    if not isinstance(status, str) or status not in list(RuleStatus):
        hint = near(status, RuleStatus) if isinstance(status, str) else ""
        found = f"{told(status)}{hint}" if "status" in raw else ""
        yield Fault(f"{entry} 的 status", found, f"以下之一：{'、'.join(RuleStatus)}")
    elif status in _QUOTED and not raw.get("quote") and not (isinstance(source, str) and sources.get(source)):
        yield Fault(
            f"{entry} 的 quote",
            "",
            f"文件原文（status 为 {status} 的必须有；没有读到原文的写 observed 或 assumed）",
        )


# ---------------------------------------------------------------- words and rules


def _word_faults(words: Mapping[str, Any]) -> Iterator[Fault]:
    known = schema().words
    for key, raw in words.items():
        if key not in known:
            yield Fault(
                f"[words] 的 {key}", f"不认识的用语表{near(key, known)}", f"以下之一：{'、'.join(known)}"
            )
        elif (
            not isinstance(raw, list)
            or not raw
            or not all(isinstance(word, str) and word.strip() for word in raw)
        ):
            yield Fault(f"[words] 的 {key}", told(raw), '文字列表，如 ["马马虎虎"]')


def _rule_faults(code: str, raw: Any, sources: Quoted) -> Iterator[Fault]:
    """`[rules.JXS004]`: how grave a place takes a rule, and whether it stops the 报送版."""
    entry, known = f"[rules.{code}]", rule_entries()
    if code not in known:
        yield Fault(entry, f"没有这条规则{near(code, known)}", "审核规则的代码，见 zipingbiao rules")
        return
    if not isinstance(raw, Mapping):
        yield Fault(entry, told(raw), "一组键：severity 或 blocks_final，及 status、source")
        return
    yield from unknown_keys(entry, raw, _RULE)
    severity = raw.get("severity", known[code]["severity"])
    if severity not in _SEVERITIES:
        yield Fault(f"{entry} 的 severity", told(severity), "E（错误）、W（警告）或 I（提示）")
    if not isinstance(raw.get("blocks_final", False), bool):
        yield Fault(f"{entry} 的 blocks_final", told(raw["blocks_final"]), "true 或 false")
    yield from _from_faults(entry, raw, required=False)
    yield from _said_faults(entry, raw, sources)
    if severity == "E" and raw.get("status") == RuleStatus.ASSUMED:
        yield Fault(f"{entry} 的 severity", "E", "W 或 I（status 为 assumed 的规则不能是错误）")
    if known[code]["group"] == "next" and (severity == "E" or raw.get("blocks_final") is True):
        yield Fault(entry, "错误或不能生成报送版", "W 或 I（审批过的指标今年改不了，不能挡住报送）")
