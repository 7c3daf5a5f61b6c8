"""The bytes of a Word file that somebody names: whatever keeps them from being read is told, with the cure."""

from pathlib import Path

from xlminshi.adapters.closed.preflight import Limits, bytes_of
from xlminshi.adapters.closed.sniffing import refusal


def word_content(path: Path, limits: Limits) -> bytes:
    """Return the file's bytes; FileRefusedError for a folder, a file that is not there, not readable or too large."""
    is_folder = refusal(path.name, "是文件夹，不是文件", "请选择 .docx 文件")
    size = f"超过 {limits.file_bytes // 1_000_000} MB，太大了"
    return bytes_of(path, limits, is_folder, refusal(path.name, size, "请删去图片后重试"))
