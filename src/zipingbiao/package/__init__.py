"""OOXML packages: parts, relations, lists, styles, comments, addresses. Knows no form."""
