"""Parts of a package too large to stand in memory: rows and shared strings, piece by piece."""
