"""Summaries and reports over many forms."""
