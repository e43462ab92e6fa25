"""Snapshot of a book, edits to it, and edits applied to a closed book. Knows no form."""
