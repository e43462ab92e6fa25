"""The year's loop between a ledger and its workbooks: what was handed out, what came back, which workbook is newer."""
