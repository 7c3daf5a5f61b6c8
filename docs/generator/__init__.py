"""Writes the reference pages of the manual (docs/manual/reference/) from the program's own lists; `make manual` runs it."""
