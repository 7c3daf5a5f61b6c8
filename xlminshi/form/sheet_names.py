"""Names of sheets that Excel accepts."""


def sheet_name_for(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return a name that Excel accepts for a sheet (at most 31 characters, none of []:*?/\\), not among `taken`."""
    cleaned = " ".join(name.split())
    for bad, good in zip("[]:*?/\\'", "〔〕：＊？／＼’", strict=True):
        cleaned = cleaned.replace(bad, good)
    cleaned = cleaned[:31] or "单位"
    candidate, number = cleaned, 2
    while candidate.lower() in {one.lower() for one in taken}:
        suffix = f"（{number}）"
        candidate = cleaned[: 31 - len(suffix)] + suffix
        number += 1
    return candidate
