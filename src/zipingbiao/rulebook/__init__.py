"""Rulebooks: dated, sourced parameters per place (data in `rulebooks/*.toml`), standard library only."""
