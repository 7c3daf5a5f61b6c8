"""Numbers, dates and lists as an official document writes them (GB/T 15835, GB/T 9704-2012 7.3.5 and 7.3.3)."""

import datetime as dt

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1..99 in Chinese numerals as headings count: 3 → 三, 12 → 十二, 20 → 二十."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        raise ValueError(f"headings are numbered 1 to 99, not {number}")
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def official_date(day: dt.date | None) -> str:
    """Return 2022年10月25日 (no 01); a visible gap to fill in where there is no date yet."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　月　日"


def joined(names: tuple[str, ...]) -> str:
    """Return names joined by 、."""
    return "、".join(names)
