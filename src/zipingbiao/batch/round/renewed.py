"""The record of a workbook carried on: after its words were brought into the ledger, and when it is handed out again.

What both sides agree on is what they are compared with the next time. What only one of them says stays open as it was,
however often somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zipingbiao.batch.round.record import Issued, digest_of, issued
from zipingbiao.batch.round.update import ProjectUpdate
from zipingbiao.form.model import Form
from zipingbiao.ledger.update.fields import field_of, same, typed_texts


def renewed(before: Issued, now: Form, project: ProjectUpdate, *, holds_more: bool = False) -> Issued:
    """The record of a workbook that was taken in. `now`: its project in the ledger, as it was written.

    `holds_more`: something stands in it that no ledger can take, so that it stays newer for ever.
    """
    replaced = {each.change.path: each.change.old for each in project.written if each.edit is not None}
    settled = replaced.keys() | project.compared.agreed
    then, texts = before.typed_in(now), typed_texts(now)
    typed = {path: text for path, text in then.items() if path not in settled}
    typed |= {path: text for path, text in texts.items() if path in settled}
    former = before.former_in(now)
    for path in settled:
        told = (then.get(path, ""), replaced.get(path, then.get(path, "")))
        former[path] = _others((*former.get(path, ()), *told), path, texts.get(path, ""))
    # What a person still has to decide makes the workbook newer than its ledger, read or not.
    digest = before.digest if project.conflicts or holds_more else digest_of(project.returned.path)
    return replace(
        issued(before.file, digest, now, _left(before.shown_in(now), replaced)),
        typed=typed,
        former={path: said for path, said in former.items() if said},
        untouched=_left({**before.untouched_in(now), **project.compared.untouched}, replaced),
        approved={**issued(before.file, "", now, {}).approved, **before.approved_in(now)},
    )


def still_former(before: Issued, now: Form) -> dict[str, tuple[str, ...]]:
    """What the ledger said before words of workbooks took its place, where they still stand."""
    then, texts = before.typed_in(now), typed_texts(now)
    return {
        path: said
        for path, said in before.former_in(now).items()
        if same(field_of(path), then.get(path, ""), texts.get(path, ""))
    }


def _others(said: tuple[str, ...], path: str, now: str) -> tuple[str, ...]:
    return tuple(text for text in dict.fromkeys(said) if not same(field_of(path), text, now))


def _left(shown: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in shown.items() if path not in written}
