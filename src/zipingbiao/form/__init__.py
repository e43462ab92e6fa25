"""The form as printed, its amounts, and the grammar of its targets and actuals (standard library only)."""
