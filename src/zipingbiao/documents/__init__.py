"""Other file kinds → Snapshot: cells as displayed, merged areas, and what a place is called where there are no cells."""
