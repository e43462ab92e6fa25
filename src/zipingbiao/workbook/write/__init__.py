"""Forms to workbooks: the template compiled once, each workbook put together from its parts."""
