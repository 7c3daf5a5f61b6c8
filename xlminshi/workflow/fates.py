"""What becomes of a file; in a place of its own, because the processes that read load nothing they do not need."""

from enum import Enum


class Fate(Enum):
    """What became of a file that arrived."""

    READ = "已读取"
    REFUSED = "不能读取"
    SKIPPED = "已跳过"
