"""原填内容: the words a person typed where the number alone would lose them (累计完成：约500人；支付资金：500余万元)."""

import re

from xlminshi.form.fields import BY_KEY, FIELDS

_BETWEEN, _AFTER_NAME = "；", "："
_KEYS = {field.header: field.key for field in FIELDS}
# Only a “；” before the name of a column parts; one that a person typed inside his words does not.
_PARTING = re.compile(f"{_BETWEEN}(?=(?:{'|'.join(_KEYS)}){_AFTER_NAME})")


def remembered(parts: tuple[tuple[str, str], ...]) -> str | None:
    """Return one text from (field key, typed words), or None where there is nothing to remember."""
    words = (f"{BY_KEY[key].header}{_AFTER_NAME}{_PARTING.sub(';', typed)}" for key, typed in parts if typed)
    return _BETWEEN.join(words) or None


def recalled(text: str) -> dict[str, str]:
    """Return the typed words by field key: the inverse of `remembered`; what names no column is left out."""
    found = {}
    for part in _PARTING.split(text):
        name, _, typed = part.partition(_AFTER_NAME)
        if name in _KEYS:
            found[_KEYS[name]] = typed
    return found
