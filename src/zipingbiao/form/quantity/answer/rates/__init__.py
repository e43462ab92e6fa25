"""Rates told by what they are made of: counts, all or none of it, and what stands against them."""
