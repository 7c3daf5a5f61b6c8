"""The program's own letters among what came in: drafts that nobody has sent, and reminders saved as text."""

import re

from xlminshi.bulletin.letters import is_reminder

_UNSENT = re.compile(rb"^x-unsent[ \t]*:[ \t]*1", re.I | re.M)
_ATTACHED = re.compile(rb"^content-disposition[ \t]*:|\bname\*?=", re.I | re.M)
_LONGEST = 1_000_000


def why_ours(name: str, content: bytes) -> str:
    """Return why a file is a letter of the office and no return, or ""; a draft with files attached is opened like any mail."""
    ending = name.lower()[-4:]
    if len(content) > _LONGEST:
        return ""
    if ending == ".eml":
        head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        is_bare = _UNSENT.search(head) and not _ATTACHED.search(content)
        return "这是没有发出的邮件草稿，没有附件" if is_bare else ""
    if ending == ".txt":
        text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        return "这是催办文字" if is_reminder(text) else ""
    return ""
