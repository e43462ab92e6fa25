"""Form workbooks: template, package-level writing, reading by names or labels, snapshots and edits."""
