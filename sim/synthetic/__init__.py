"""Worlds of any size, made up from the real one by keyed draws."""
