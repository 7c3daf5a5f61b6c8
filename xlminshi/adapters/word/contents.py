"""The bytes of a Word file that somebody names: whatever keeps them from being read is told, with the cure."""

from pathlib import Path

from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.sniffing import refusal


def word_content(path: Path, limits: Limits) -> bytes:
    """Return the file's bytes; FileRefusedError for a folder, a file that is not there, not readable or too large."""
    try:
        if path.is_dir():
            raise refusal(path.name, "是文件夹，不是文件", "请选择 .docx 文件")
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise refusal(path.name, "找不到", "请检查文件是否已被移动、改名或删除") from error
    except OSError as error:
        raise refusal(path.name, "打不开", "请检查它是否正被别的程序占用，或没有读取权限") from error
    if len(content) > limits.file_bytes:
        size = f"超过 {limits.file_bytes // 1_000_000} MB，太大了"
        raise refusal(path.name, size, "请删去图片后重试")
    return content
