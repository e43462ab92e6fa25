"""Commands: a snapshot of a book in, a list of edits out. Hosts take the snapshot and apply the edits, nothing more."""
