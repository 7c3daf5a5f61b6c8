"""What lies in a folder, a zip or a mail: one piece per file, with what its envelope says."""

import datetime as dt
from dataclasses import dataclass, field

from xlminshi.workflow.fates import Fate

BEIJING = dt.timezone(dt.timedelta(hours=8))
"""All of China keeps this time; moments are told in it, whatever zone the machine or the mail server is set to."""

_LOCKS = ("~$", ".~")
_SYSTEM_FILES = frozenset({"desktop.ini", "thumbs.db", ".ds_store"})
# What a roll-up remembers of the files that it has read lies beside its summary.
RECORD_ENDING = ".读取记录.jsonl"
# What a button writes beside the workbook when the program itself fails.
LOG_NAME = "民生实事_出错记录.txt"
_NO_RETURNS = {
    ".tmp": "这是临时文件",
    RECORD_ENDING: "这是汇总时自动留下的读取记录",
    LOG_NAME: "这是程序的出错记录",
    ".xlam": "这是 Excel 的加载项，不是填报表",
}
_APPLE = "这是苹果系统自动附带的文件"
_SYSTEM_FOLDERS = {
    "__macosx": _APPLE,
    ".git": "这是版本管理的文件夹",
    ".svn": "这是版本管理的文件夹",
}
_WORDS = str.maketrans(dict.fromkeys((*map(chr, range(32)), "\x7f", "\u2028", "\u2029"), " "))
_DIRECTION_MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is told about a file beside its content; `mailed_at` counts more than `saved_at`. All without time zone."""

    sender: str = ""
    subject: str = ""
    mailed_at: dt.datetime | None = None
    saved_at: dt.datetime | None = None

    def within(self, outer: "Envelope") -> "Envelope":
        """Return this envelope, completed by the one around it."""
        return Envelope(
            self.sender or outer.sender,
            self.subject or outer.subject,
            self.mailed_at or outer.mailed_at,
            self.saved_at or outer.saved_at,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One file inside a container; `name` is its path there. `why` is given where it is not to be read."""

    name: str
    content: bytes = field(default=b"", repr=False)
    envelope: Envelope = Envelope()
    fate: Fate = Fate.READ
    why: str = ""


def why_skipped(path: str) -> str:
    """Return why a file is no return of anybody, told by its path (folders parted by /), or ""."""
    *folders, name = path.lower().split("/")
    for folder in folders:
        if folder in _SYSTEM_FOLDERS:
            return _SYSTEM_FOLDERS[folder]
    if name.startswith(_LOCKS):
        return "这是文件打开时的临时文件"
    if name.startswith("._"):
        return _APPLE
    if name in _SYSTEM_FILES:
        return "这是系统自动生成的文件"
    return next((why for ending, why in _NO_RETURNS.items() if name.endswith(ending)), "")


def is_passed_over(folder: str) -> bool:
    """Return whether a folder of this name is told of as a whole and not entered."""
    return folder.lower() in _SYSTEM_FOLDERS


def shown(name: str) -> str:
    """Return a file's name as it may stand in a sheet: no control characters, no broken Unicode, nothing reversed."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return whole.translate(_WORDS).translate(_DIRECTION_MARKS).strip() or "（无名）"
