"""Which function checks which code: rules bind themselves with `@rule`, `functions` finds and counts them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from zipingbiao.checks.catalogue import Scope, codes, scope_of
from zipingbiao.checks.finding import Finding

if TYPE_CHECKING:
    from zipingbiao.checks.context import Context

#: A rule over one form (scope row or form) gives its findings; one over several forms (scope set) says on which of
#: them, from 0, each finding stands.
FormRule = Callable[["Context"], Iterator[Finding]]
SetRule = Callable[[Sequence["Context"]], Iterator[tuple[int, Finding]]]
AnyRule = TypeVar("AnyRule", FormRule, SetRule)
_BOUND: dict[str, Callable[..., Iterator[object]]] = {}


class Skip(Exception):
    """The rule cannot be checked on this form; the message says why, in Chinese."""


class Manual(Exception):
    """The rule needs a person; the message says what to look at."""


def rule(code: str) -> Callable[[AnyRule], AnyRule]:
    """Bind a function to its entry in the catalogue, whose `scope` says whether it is given one form or several."""

    def bind(function: AnyRule) -> AnyRule:
        if code in _BOUND:
            raise ValueError(f"two functions for {code}")
        _BOUND[code] = function
        return function

    return bind


@lru_cache(maxsize=1)
def functions() -> Mapping[str, Callable[..., Iterator[object]]]:
    """The function of every code. A rule nobody wrote, or a function without an entry, stops the program.

    Every module of `checks.rules` is loaded, so that a new rule file needs no line anywhere else.
    """
    from zipingbiao.checks import rules

    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)
    wanted = {code for code in codes() if scope_of(code) is not Scope.WAIVER}
    missing, unknown = wanted - set(_BOUND), set(_BOUND) - wanted
    if missing or unknown:
        raise LookupError(
            f"rules without a function: {sorted(missing)}; functions without a rule: {sorted(unknown)}"
        )
    return _BOUND


def form_rule(code: str) -> FormRule:
    """The function of a rule that looks at one form."""
    return functions()[code]  # type: ignore[return-value]


def set_rule(code: str) -> SetRule:
    """The function of a rule that looks at several forms."""
    return functions()[code]  # type: ignore[return-value]
