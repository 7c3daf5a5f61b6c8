"""Closed workbooks: the one guarded door through which every file that came by mail is read."""
