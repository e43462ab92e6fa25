"""Buttons for handing a form in: the 报送版, and the PDF."""

from __future__ import annotations

from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.finish import final_bytes
from zipingbiao.batch.names import safe_stem
from zipingbiao.hosts.buttons.pressed import Pressed, narrator, rulebooks
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.writer import compile_template


def final(pressed: Pressed) -> str:
    """生成报送版 of every form of the workbook, beside it."""
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    forms = forms_of(pressed.host.snapshot()).forms
    folder = pressed.folder_beside("报送版")
    for n, form in enumerate(forms, 1):
        data = final_bytes(form, rulebooks()(form), narrator(), template)
        write_atomically(folder / f"{safe_stem(form.name) or n}-报送版.xlsx", data, force=True)
    return f"已生成{len(forms)}张报送版：{folder}。" if forms else "没有找到自评表。"


def pdf(pressed: Pressed) -> str:
    """导出PDF of the active sheet, beside the workbook."""
    forms = forms_of(pressed.host.snapshot()).forms
    name = safe_stem(forms[0].name) if forms else ""
    path = pressed.folder_beside("PDF") / f"{name or '自评表'}.pdf"
    pressed.host.export_pdf(path)
    return f"已导出 {path}。"
