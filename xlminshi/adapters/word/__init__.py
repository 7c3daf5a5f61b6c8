"""The bulletin as a Word document: the letterhead an office restyles, and the filling of its marks."""
