"""What of a scored form may need a word, derived once: checks ask whether it is explained, narrative says it."""
