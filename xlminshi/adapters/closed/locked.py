"""Workbooks with an opening password: opened where a password fits, else refused by name."""

import io

from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.core.errors import FileRefusedError

_BUILT_IN = "VelvetSweatshop"
"""Excel's own password for files that it protects without asking anybody for one."""


def unlocked(name: str, content: bytes, passwords: tuple[str, ...]) -> bytes:
    """Return the workbook without its encryption; refused by name where neither Excel's nor a given password fits."""
    # With its ciphers 0.1 s to import, and few files are encrypted.
    from msoffcrypto.exceptions import InvalidKeyError

    for password in dict.fromkeys((_BUILT_IN, *passwords)):
        try:
            return _opened(content, password)
        except InvalidKeyError:
            continue
        except Exception as error:  # whatever the library says of a broken or unknown encryption
            what = "加密的方式不认识，或者已经损坏，打不开"
            raise refusal(name, what, "请对方去掉打开密码，另存为 .xlsx 后再交") from error
    raise _locked(name, bool(passwords))


def _opened(content: bytes, password: str) -> bytes:
    from msoffcrypto import OfficeFile

    file = OfficeFile(io.BytesIO(content))
    if file.format == "ooxml":
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
    target = io.BytesIO()
    file.decrypt(target)
    return target.getvalue()


def _locked(name: str, were_given: bool) -> FileRefusedError:
    what = "加了打开密码，给出的密码都打不开" if were_given else "加了打开密码，读不了"
    return refusal(name, what, "请对方去掉密码后重发；知道密码的，请打开文件取消密码，另存后再交")
