"""The rules of the house: one code, one function, findings as values."""
