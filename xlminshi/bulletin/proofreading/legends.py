"""The note below a table that says what each light in it means (绿灯：达到序时进度；黄灯：滞后不超过30个百分点；…)."""

import re
from decimal import Decimal

from xlminshi.core.status import Light

_LIMIT = r"\d+(?:\.\d+)?"
_NUMBER, _TO = f"({_LIMIT})", "[—–~～-]"
_PARTS = re.compile(r"[；;，,]")
_MEANING = re.compile(
    r"(?:.*：)?\s*([^：]+)：(?:"
    r"(达到(?:或超过)?序时进度)|"
    rf"(?:滞后(?:不超过|{_LIMIT}{_TO})|领先不足{_LIMIT}至滞后){_NUMBER}个百分点|"
    rf"领先{_NUMBER}(?:{_TO}{_LIMIT}个百分点|个百分点以上)|"
    rf"(?:滞后超过{_LIMIT}个百分点|(?:领先不足{_LIMIT}个百分点或)?未达到序时进度|其余))"
)


def legend_of(text: str) -> tuple[Light, ...]:
    """Return the lights that a note explains, the strictest first; none where it leaves open which light any lag has."""
    for sentence in text.split("。"):
        lights = [_light(part.strip()) for part in _PARTS.split(sentence) if part.strip()]
        found = [one for one in lights if one is not None]
        limits = {one.up_to for one in found}
        if len(lights) == len(found) == len(limits) > 1 and None in limits:
            return tuple(sorted(found, key=lambda one: (one.up_to is None, one.up_to or 0)))
    return ()


def _light(words: str) -> Light | None:
    """Return the light that is explained; `up_to` None where it holds for all that is further behind."""
    match = _MEANING.fullmatch(words)
    if match is None:
        return None
    name, is_met, behind, ahead = match.groups()
    if is_met:
        return Light(name.strip(), "", Decimal(0))
    return Light(name.strip(), "", Decimal(behind) if behind else -Decimal(ahead) if ahead else None)
