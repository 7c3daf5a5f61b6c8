"""Macros: the VBA modules and the workbooks that hold them."""
