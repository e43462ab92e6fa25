"""A target in words, and what an answer to it says: by its movements, grades, bounds and figures, clause by clause."""
