"""What proofreading says of one place in a text: the conclusion, what should stand there, and how that is known."""

from dataclasses import dataclass
from enum import Enum

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.core.problems import Code, Level

WITHIN_TEXT = "文内核算"


class Conclusion(Enum):
    """不一致 forbids issuing; 存疑 asks a person to look; 说明 is about the look of the text only."""

    DIFFERS = "不一致"
    DOUBTFUL = "存疑"
    AGREES = "一致"
    UNKNOWN = "无从核对"
    NOTE = "说明"


_BY_LEVEL = {
    Level.MUST_FIX: Conclusion.DIFFERS,
    Level.REMINDER: Conclusion.DOUBTFUL,
    Level.NOTE: Conclusion.NOTE,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about characters `start` to `end` of a passage. `code` None: there is nothing to say but the conclusion."""

    passage: int
    start: int
    end: int
    kind: Kind
    conclusion: Conclusion
    code: Code | None = None
    what: str = ""
    cure: str = ""
    expected: str = ""
    source: str = ""


def fault(
    place: tuple[int, int, int],
    kind: Kind,
    code: Code,
    /,
    expected: str = "",
    source: str = "",
    **facts: object,
) -> Remark:
    """Return what is wrong or doubtful at (passage, start, end); `facts` fill the code's sentence."""
    facts = {"expected": expected} | facts
    passage, start, end = place
    return Remark(
        passage,
        start,
        end,
        kind,
        _BY_LEVEL[code.level],
        code,
        code.what.format(**facts),
        code.cure.format(**facts),
        expected,
        source,
    )


def fault_of(claim: Claim, code: Code, /, expected: str = "", source: str = "", **facts: object) -> Remark:
    """Return what is wrong or doubtful about a claim; its own text is the fact `found`."""
    facts = {"found": claim.text} | facts
    return fault(place_of(claim), claim.kind, code, expected=expected, source=source, **facts)


def agreed(claim: Claim, source: str = WITHIN_TEXT) -> Remark:
    """Return that a claim was recomputed or looked up and is right."""
    return Remark(*place_of(claim), claim.kind, Conclusion.AGREES, expected=claim.text, source=source)


def unknown(claim: Claim) -> Remark:
    """Return that nothing is known with which a claim could be compared."""
    return Remark(*place_of(claim), claim.kind, Conclusion.UNKNOWN)


def place_of(claim: Claim) -> tuple[int, int, int]:
    """Return where a claim stands: (passage, start, end)."""
    return claim.passage, claim.start, claim.end
