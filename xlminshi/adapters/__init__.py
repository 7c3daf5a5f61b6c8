"""The doors: the only code that opens or writes a file or knows an Office library."""
