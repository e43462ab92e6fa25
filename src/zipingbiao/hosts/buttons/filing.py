"""Buttons for handing a form in: the 报送版, and the PDF."""

from __future__ import annotations

from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.finish import NotReady, final_bytes
from zipingbiao.batch.leaving import refused_for
from zipingbiao.batch.names import safe_stem
from zipingbiao.checks.run import check_form
from zipingbiao.commands.guards import forms_here, forms_on
from zipingbiao.commands.places import OpenForm
from zipingbiao.hosts.buttons.pressed import Pressed, narrator, rulebooks
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.write.writer import compile_template

#: What somebody can do who wants to see it on paper now.
_DRAFT = (
    "没有导出 PDF：导出的就是要报送的样子。急着看的，用命令行 bulk 加 --pdf --draft，页眉和文件名标明“草稿”。"
)


def final(pressed: Pressed) -> str:
    """生成报送版 of every form of the workbook, beside it; all of them, or none where one is not ready."""
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    forms = forms_here(pressed.snapshot)
    made = [final_bytes(form, rulebooks()(form), narrator(), template) for form in forms]
    folder = pressed.folder_beside("报送版")
    for n, (form, data) in enumerate(zip(forms, made, strict=True), 1):
        write_atomically(folder / f"{safe_stem(form.name) or n}-报送版.xlsx", data, force=True)
    return f"已生成{len(forms)}张报送版：{folder}。"


def pdf(pressed: Pressed) -> str:
    """导出PDF of the active sheet as it stands, beside the workbook; refused as `bulk --pdf` refuses."""
    sheet, _ = pressed.host.selection()
    forms = forms_on(pressed.snapshot, sheet)
    for form in forms:
        scored = score_form(form, rulebooks()(form))
        why = refused_for(scored, check_form(scored))
        if why:
            raise NotReady(f"没有导出 PDF。{why}{_DRAFT}")
        _refuse_unwritten(OpenForm(pressed.snapshot, form), scored)
    path = pressed.folder_beside("PDF") / f"{safe_stem(forms[0].name) or '自评表'}.pdf"
    pressed.host.export_pdf(path)
    return f"已导出 {path}。"


def _refuse_unwritten(opened: OpenForm, scored: ScoredForm) -> None:
    """:class:`NotReady` where a score is known and its cell shows nothing, or an error value."""
    for row in scored.rows:
        place = opened.place(f"indicators[{row.n - 1}].score")
        if place is None or row.score is None or "score" in scored.form.indicators[row.n - 1].merged:
            continue
        cell = opened.cell(place)
        if cell.error or cell.value in (None, ""):
            raise NotReady(f"第{row.n}行的得分（{place.cell}）还没有写进表里，没有导出。请先点“计算得分”。")
