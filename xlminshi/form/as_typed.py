"""原填内容: the words a person typed where the number alone would lose them (累计完成：约500人；支付资金：500余万元)."""

from xlminshi.form.fields import BY_KEY, Sheet, field_of_header

_BETWEEN, _AFTER_NAME = "；", "："


def remembered(parts: tuple[tuple[str, str], ...]) -> str | None:
    """Return one text from (field key, typed words), or None where there is nothing to remember."""
    words = (
        f"{BY_KEY[key].header}{_AFTER_NAME}{typed.replace(_BETWEEN, ';')}" for key, typed in parts if typed
    )
    return _BETWEEN.join(words) or None


def recalled(text: str) -> dict[str, str]:
    """Return the typed words by field key: the inverse of `remembered`; what names no column is left out."""
    found = {}
    for part in text.split(_BETWEEN):
        name, separator, typed = part.partition(_AFTER_NAME)
        field = field_of_header(name, Sheet.LEDGER)
        if separator and field is not None:
            found[field.key] = typed
    return found
