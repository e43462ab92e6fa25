"""Two versions of the same forms compared."""
