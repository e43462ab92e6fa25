"""A .pdf with text → Snapshot: what a page draws, its ruled tables, the form over several pages."""
