"""Whether a number is only intended (9月底前要完成1.5万户, 确保11月底前竣工260户): no figure of the ledger need be the same."""

import re

from xlminshi.bulletin.proofreading.binding import is_of_aim, roles_of
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.known import Role
from xlminshi.bulletin.proofreading.reading import Reading

_INTENDED = re.compile(
    r"(?<!为)确保|力争|争取|力求|务必|务求|(?<![主重需必纲概摘首次])要(?![求点素闻因])|将(?![近军])|拟|预计|计划(?:于|在|\d)|"
    r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|份?底|份|末)?|年[底末]|季度[底末]?)(?:之|以)?前"
)
_HAPPENED = re.compile("已|累计|截至|实际")
_PARTS = "。；！？"


def is_intended(reading: Reading, claim: Claim) -> bool:
    """Return whether the sentence in front of a claim says what is to be done, and not what has been or the year's target."""
    text = reading.text(claim.passage)
    begin = max(text.rfind(mark, 0, claim.start) for mark in _PARTS) + 1
    said = _INTENDED.search(text, begin, claim.start)
    if said is None or _HAPPENED.search(text, said.end(), claim.start):
        return False
    return is_of_aim(reading, claim) or roles_of(reading, claim)[0] is not Role.TARGET
