"""Looks over what is written for people: links of all papers, and the terms of the glossary; `make check` runs it."""
