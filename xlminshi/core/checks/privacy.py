"""Checks that nothing personal stands in texts that are printed, forwarded and kept."""

import datetime as dt
import re
from collections.abc import Iterator

from xlminshi.core.checks.cases import ALL_TEXTS, LongNumber, ProjectCase
from xlminshi.core.problems import Code, Problem, problem

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WHOLE_IDENTITY = 18
_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])[1-8][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CHECK_SIGNS = "10X98765432"
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_CARD = re.compile(r"(?:62\d{14,17}|[345]\d{15})", re.ASCII)
_LISTED = re.compile(r"(?:名单|姓名|户主)[:：]|身份证号|银行卡号|家庭住址")
_LINK = re.compile(r"https?://|www\.|[\w.]{1,40}@[\w.]{1,40}\.\w|(?:微信号|QQ号?)[:：]?\s*\w", re.ASCII)
# Every list of persons and every link holds one of these signs: they are quicker to look for.
_SIGN_OF_A_LIST, _SIGN_OF_A_LINK = re.compile("[:：证卡址]"), re.compile("[/w@信Q]")


def has_no_identity_number(case: ProjectCase) -> Iterator[Problem]:
    """An identity number (18 signs with a valid check sign, or called so, slip or not) must not go out."""
    for one in case.long_numbers:
        if is_identity_number(one.digits) or _is_called_identity_number(case, one):
            yield _told(Code.IDENTITY_NUMBER, one)


def has_nothing_like_an_identity_number(case: ProjectCase) -> Iterator[Problem]:
    """The old form with 15 digits, and 18 signs with a day of birth, are likely identity numbers too."""
    for one in case.long_numbers:
        is_told = is_identity_number(one.digits) or _is_called_identity_number(case, one)
        if not is_told and _is_like_an_identity_number(one.digits):
            yield _told(Code.IDENTITY_LIKE, one)


def _is_called_identity_number(case: ProjectCase, one: LongNumber) -> bool:
    return len(one.digits) == _WHOLE_IDENTITY and "身份证" in getattr(case.report, one.key, "")


def has_no_card_number(case: ProjectCase) -> Iterator[Problem]:
    """A bank card number (Luhn) must not go out."""
    for one in case.long_numbers:
        if _CARD.fullmatch(one.digits) and has_luhn_sum(one.digits) and not _has_birthday(one.digits[6:14]):
            yield _told(Code.CARD_NUMBER, one)


def has_no_mobile_number(case: ProjectCase) -> Iterator[Problem]:
    """A telephone number belongs into its own column, which is not printed."""
    for one in case.long_numbers:
        if one.key in ALL_TEXTS and _MOBILE.fullmatch(one.digits):
            yield _told(Code.MOBILE_TOLD, one)


def lists_no_persons(case: ProjectCase) -> Iterator[Problem]:
    """Lists of persons are not for a bulletin."""
    for key, column in ALL_TEXTS.items():
        text = getattr(case.report, key)
        if _SIGN_OF_A_LIST.search(text) and (found := _LISTED.search(text)):
            place = case.report.place_of(key)
            yield problem(Code.PERSONS_LISTED, place, column=column, found=found.group().rstrip(":："))


def names_no_link(case: ProjectCase) -> Iterator[Problem]:
    """Addresses of the internet and of mail are not for a bulletin."""
    for key, column in ALL_TEXTS.items():
        text = getattr(case.report, key)
        if _SIGN_OF_A_LINK.search(text) and (found := _LINK.search(text)):
            place = case.report.place_of(key)
            yield problem(Code.LINK_TOLD, place, column=column, found=found.group())


def _told(code: Code, one: LongNumber) -> Problem:
    """Return a finding that does not repeat the number itself."""
    return problem(code, one.place, column=one.column, found=_masked(one.digits))


def _masked(digits: str) -> str:
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def without_identity_numbers(text: str) -> str:
    """Return a text with stars in its identity numbers: a draft is passed around before anybody has settled the finding."""
    return _EIGHTEEN.sub(
        lambda found: _masked(found[0]) if is_identity_number(found[0].upper()) else found[0], text
    )


def is_identity_number(text: str) -> bool:
    """Return whether a text is a citizen identity number: GB 11643, with its day of birth and check sign."""
    if not re.fullmatch(r"[1-8]\d{16}[\dX]", text, re.ASCII) or not _has_birthday(text[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == text[17]


def _is_like_an_identity_number(text: str) -> bool:
    if re.fullmatch(r"[1-8]\d{16}[\dX]", text, re.ASCII):
        return _has_birthday(text[6:14])
    return bool(re.fullmatch(r"[1-6]\d{14}", text, re.ASCII)) and _has_birthday(f"19{text[6:12]}")


def _has_birthday(digits: str) -> bool:
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def has_luhn_sum(digits: str) -> bool:
    """Return whether a number ends with the check digit of bank cards."""
    doubled = (
        sum(divmod(int(digit) * 2, 10)) if index % 2 else int(digit)
        for index, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0
