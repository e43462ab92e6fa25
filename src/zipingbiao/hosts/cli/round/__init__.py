"""The year's loop: a ledger from old forms, workbooks back into the ledger, other files out, the unit's report."""
