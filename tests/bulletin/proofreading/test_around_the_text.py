"""版头 and 版记 beside the settings; measures beside the ledger."""

from dataclasses import replace

import pytest

from tests.bulletin.proofreading.counties import county, documents
from tests.bulletin.proofreading.said import faults
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.bulletin.proofreading.proofreading import proofread

LEDGER = county(7001)  # 县委督查室 is in 抄送, 云河县 or the like issues it
OWN = documents(LEDGER)


def written(old: str, new: str) -> Manuscript:
    one = OWN[0]
    assert any(old in line.text for line in one.lines), old
    return replace(one, lines=tuple(replace(line, text=line.text.replace(old, new)) for line in one.lines))


def told(one: Manuscript) -> list[tuple[str, str]]:
    found = faults(proofread(one, LEDGER, OWN))
    return [(entry.text, entry.remark.what) for entry in found]


@pytest.mark.parametrize("wrong", ["县委督室", "县委查室", "县委督察查室", "县委督茶室"])
def test_a_slip_in_the_distribution_list_is_asked_about(wrong: str) -> None:
    assert told(written("县委督查室", wrong)) == [(wrong, f"“{wrong}”可能是“县委督查室”的误写。")]


def test_another_office_in_the_distribution_list_is_left_alone() -> None:
    assert told(written("县委督查室", "县委组织部、县纪委监委")) == []


def test_a_slip_in_the_name_of_the_issuer_is_asked_about() -> None:
    issuer = LEDGER.settings.bulletin.issuer
    wrong = issuer.replace("督查室", "督室")
    assert (wrong, f"“{wrong}”可能是“{issuer}”的误写。") in told(written(issuer, wrong))
