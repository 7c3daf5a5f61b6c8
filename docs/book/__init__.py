"""The manual as one .docx and one .pdf, and the page for the lead units by itself; `make manual` runs it."""
