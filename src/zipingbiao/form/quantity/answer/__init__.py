"""An actual as the answer to its target: which figure, date or words of it answer, and what they say."""
