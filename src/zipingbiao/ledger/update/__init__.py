"""What was typed in workbooks, compared with the ledger field by field, and brought into its cells."""
