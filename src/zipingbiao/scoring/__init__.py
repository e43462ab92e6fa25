"""Scores of a form and the reasons for them: ceiling, score, execution, total, grade."""
