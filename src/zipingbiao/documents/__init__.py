"""Other file kinds (Word, PDF, old Excel, ODS …) to a Snapshot, which the one reader of forms reads."""
