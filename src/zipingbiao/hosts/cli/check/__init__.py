"""`zipingbiao check` and what it needs: the command, marks in the file, reports."""
