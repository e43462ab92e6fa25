"""`zipingbiao bulk` and what it needs: the command, its summary, PDF."""
