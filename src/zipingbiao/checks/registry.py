"""The register of rules: what `catalogue.toml` says of a code, and the function that checks it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from zipingbiao.checks.finding import Finding, Group, Severity

if TYPE_CHECKING:
    from zipingbiao.checks.context import Context

Check = Callable[["Context"], Iterator[Finding]]
_FUNCTIONS: dict[str, Check] = {}


class Skip(Exception):
    """The rule cannot be checked on this form; the message says why, in Chinese."""


class Manual(Exception):
    """The rule needs a person; the message says what to look at."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One entry of the catalogue. `severity` is the gravest the rule can give; `scope`: form | row | set | waiver."""

    code: str
    slug: str
    title: str
    severity: Severity
    group: Group
    bundle: str
    scope: str
    statement: str
    advice: str
    source: str
    status: str


def rule(code: str) -> Callable[[Check], Check]:
    """Bind a function to its entry in the catalogue."""

    def bind(function: Check) -> Check:
        if code in _FUNCTIONS:
            raise ValueError(f"two functions for {code}")
        _FUNCTIONS[code] = function
        return function

    return bind


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, RuleInfo]:
    """All entries by code, in order."""
    text = (resources.files("zipingbiao.checks") / "catalogue.toml").read_text("utf-8")
    return {code: _info(code, raw) for code, raw in sorted(tomllib.loads(text).items())}


def _info(code: str, raw: Mapping[str, str]) -> RuleInfo:
    return RuleInfo(
        code=code,
        slug=raw["slug"],
        title=raw["title"],
        severity=Severity(raw["severity"]),
        group=Group(raw["group"]),
        bundle=raw.get("bundle", "default"),
        scope=raw.get("scope", "form"),
        statement=raw["statement"],
        advice=raw["advice"],
        source=raw["source"],
        status=raw["status"],
    )


@lru_cache(maxsize=1)
def _functions() -> Mapping[str, Check]:
    from zipingbiao.checks import (
        actuals,
        amounts,
        deviation,
        funds,
        goals,
        layout,
        notes,
        scores,
        targets,
        template_text,
        wording,
    )

    del (
        actuals,
        amounts,
        deviation,
        funds,
        goals,
        layout,
        notes,
        scores,
        targets,
        template_text,
        wording,
    )  # imported for their @rule
    return _FUNCTIONS


def function_of(code: str) -> Check | None:
    """The function of a form rule; None for rules over several forms."""
    return _functions().get(code)


def all_rules() -> tuple[RuleInfo, ...]:
    """The catalogue in order of code."""
    return tuple(catalogue().values())


@lru_cache(maxsize=8)
def form_rules(bundle: str) -> tuple[RuleInfo, ...]:
    """The rules of a bundle that look at one form; `review` holds `default` and more."""
    mine = (info for info in all_rules() if info.scope in ("row", "form"))
    return tuple(info for info in mine if bundle in (info.bundle, "review"))


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything there is to say about one rule."""

    info: RuleInfo
    law: str

    def text(self) -> str:
        info = self.info
        severity = {"E": "错误", "W": "警告", "I": "提示"}[info.severity]
        group = {"now": "本次可改", "explain": "须说明", "next": "下年申报时改进"}[info.group]
        bundle = "填报单位自查" if info.bundle == "default" else "财政复核"
        status = {
            "official": "有文件依据",
            "local": "地方规定",
            "observed": "公开表格的通行做法",
            "assumed": "本工具约定，非文件规定",
        }[info.status]
        lines = [
            f"{info.code} {info.title}（{info.slug}）",
            f"级别：{severity}　处理：{group}　范围：{bundle}",
            f"规则：{info.statement}",
            f"怎么办：{info.advice}",
            f"依据：{info.source}（{status}）",
        ]
        return "\n".join(lines)

    def as_data(self) -> dict[str, str]:
        info = self.info
        return {
            "code": info.code,
            "slug": info.slug,
            "title": info.title,
            "severity": info.severity.value,
            "group": info.group.value,
            "bundle": info.bundle,
            "statement": info.statement,
            "advice": info.advice,
            "source": info.source,
            "status": info.status,
            "law": self.law,
        }


def explain_rule(code: str) -> Explained | None:
    """The explanation of a rule; None for a code nobody has."""
    info = catalogue().get(code)
    if info is None:
        return None
    function = function_of(code)
    return Explained(info, (function.__doc__ or "").strip() if function else info.statement)
