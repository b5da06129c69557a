"""Networks and what they need: torch, loaded by what uses it."""
