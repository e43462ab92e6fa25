"""`zipingbiao desk 复核 …`: the reviewer's register of rounds."""
