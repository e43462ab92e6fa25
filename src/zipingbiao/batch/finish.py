"""生成报送版: one finished form as the workbook that is handed in."""

from __future__ import annotations

from zipingbiao.batch.leaving import refusal
from zipingbiao.batch.pipeline import process_final
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import CompiledTemplate, Mode


class NotReady(ForPeople):
    """The form may not be handed in yet; the message says why."""


def final_bytes(form: Form, rulebook: Rulebook, narrator: Narrator, template: CompiledTemplate) -> bytes:
    """The 报送版. :class:`NotReady` while an error finding or a gap is left."""
    done = process_final(form, rulebook, narrator)
    why = refusal(done)
    if why:
        raise NotReady(why)
    return template.render(FilledForm(done.form, done.scored, done.narrated, done.checked), Mode.FINAL)
