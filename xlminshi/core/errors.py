"""Exceptions for what the program cannot continue from. Findings about user content are `Problem`s, not these."""


class CannotContinueError(Exception):
    """The job cannot go on; the message is Chinese, for the clerk: where, what, and what to do."""


class FileRefusedError(CannotContinueError):
    """One file cannot be read safely or at all; other files are not affected."""


class OutputExistsError(CannotContinueError):
    """A file that would be written is already there and the person has not agreed to replace it."""


class LetterheadError(CannotContinueError):
    """The letterhead file lacks a mark or a style, or holds one that nobody knows."""
