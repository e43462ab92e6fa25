"""Which rulebook a form is judged by."""

from __future__ import annotations

from collections.abc import Callable

from zipingbiao.form.model import Form
from zipingbiao.rulebook.load import load, load_named
from zipingbiao.rulebook.rulebook import Rulebook

RulebookFor = Callable[[Form], Rulebook]


def rulebook_for(chosen: str | None, default: str) -> RulebookFor:
    """The one chosen, else the form's own, else the user's setting."""

    def find(form: Form) -> Rulebook:
        if chosen:
            return load(chosen, form.evaluated_year)
        return load_named(form.rulebook or "", default, form.evaluated_year)

    return find
