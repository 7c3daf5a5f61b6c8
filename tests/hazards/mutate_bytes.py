"""What a broken way through the mail or a bad disk does to the bytes of a file."""

import zipfile

from tests.hazards.cases import Case, Outcome, mutator
from tests.hazards.packages import packed

CAUGHT, EITHER = Outcome.CAUGHT, Outcome.EITHER


@mutator("尾部多出一段字节", EITHER)
def bytes_behind_the_end(case: Case) -> None:
    case.content = case.form.content() + b"\r\n--boundary--\r\n"


@mutator("前面多出一段字节", EITHER)
def bytes_before_the_start(case: Case) -> None:
    case.content = b"\r\n\r\n" + case.form.content()


def _truncated(share: int) -> None:
    def make(case: Case) -> None:
        content = case.form.content()
        case.content = content[: len(content) * share // 100]
        case.nothing_meant()

    make.__name__ = f"truncated_to_{share}_percent"
    mutator(f"只下载了百分之{share}", CAUGHT, "UNREADABLE_FILE")(make)


for _share in (1, 10, 30, 50, 80, 95, 99):
    _truncated(_share)


@mutator("十处字节损坏", EITHER)
def ten_bytes_flipped(case: Case) -> None:
    content = bytearray(case.form.content())
    for number in range(10):
        content[(len(content) * (number + 1) // 11)] ^= 0x41
    case.content = bytes(content)


@mutator("表格部件的校验值不符", CAUGHT, "UNREADABLE_FILE")
def one_digit_changed_in_the_zip(case: Case) -> bool | None:
    content = bytearray(packed(case.form.package(), zipfile.ZIP_STORED))
    row = next(case.numbers(), None)
    if row is None:
        return False
    at = content.find(b"<v>%d" % int(row[2]), content.find(b"<sheetData>"))  # type: ignore[arg-type]
    content[at + 3] = ord("9") if content[at + 3] != ord("9") else ord("8")
    case.content = bytes(content)
    case.nothing_meant()
    return None


@mutator("空文件", CAUGHT, "UNREADABLE_FILE")
def empty_file(case: Case) -> None:
    case.content = b""
    case.nothing_meant()


@mutator("只有零字节的文件", CAUGHT, "UNREADABLE_FILE")
def file_of_zeros(case: Case) -> None:
    case.content = b"\0" * 9000
    case.nothing_meant()
