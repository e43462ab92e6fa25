"""生成报送版: one finished form as the workbook that is handed in."""

from __future__ import annotations

from zipingbiao.batch.pipeline import Processed, process
from zipingbiao.checks.finding import Checked
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import CompiledTemplate, Mode


class NotReady(ForPeople):
    """The form may not be handed in yet; the message says why."""


def refuse_unready(checked: Checked, form: Form) -> None:
    """:class:`NotReady` where a form as it stands may not be handed in: nothing is written into it on the way."""
    why = refused_for(checked, form)
    if why:
        raise NotReady(why)


def final_bytes(form: Form, rulebook: Rulebook, narrator: Narrator, template: CompiledTemplate) -> bytes:
    """The 报送版. :class:`NotReady` while an error finding or a gap is left."""
    done = process(form, rulebook, narrator)
    why = refusal(done)
    if why:
        raise NotReady(why)
    return template.render(FilledForm(done.form, done.scored, done.narrated, done.checked), Mode.FINAL)


def refusal(done: Processed) -> str:
    """Why a form may not become a 报送版 yet: a finding whose rule blocks it is left, or there is nothing to hand in yet."""
    return refused_for(done.checked, done.form)


def refused_for(checked: Checked, form: Form) -> str:
    """The same of a form as it stands, whatever notes it could still get."""
    if not form.reports:
        return "不能生成报送版：这是绩效目标申报表，还没有完成值和得分。请用 new form --from 由它建自评表，填好再报送。"
    blocking = [finding for finding in checked.open if finding.blocks_final]
    if not blocking:
        return ""
    first = blocking[0]
    more = f"等 {len(blocking)} 处" if len(blocking) > 1 else ""
    return f"不能生成报送版：{first.code} {first.message}{more}。请先改好，再生成报送版。"
