"""Workbooks with buttons: VBA modules from text, the VBA project, the ribbon, .xlsm and .xlam."""
