"""Our own workbooks, read back without looking for anything: all but the values is known from one read before."""
