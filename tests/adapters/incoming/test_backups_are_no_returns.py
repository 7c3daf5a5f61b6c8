"""A folder into which forms were written twice holds backups; they are told of and never taken for returns."""

from pathlib import Path

from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.workflow.fates import Fate


def test_backups_in_a_folder_are_skipped_and_said(tmp_path: Path) -> None:
    form = tmp_path / "下发" / "区残联.xlsx"
    deliver((OutFile(form, b"first"),))
    deliver((OutFile(form, b"second"),), replace=True)
    arrivals = {one.name: one for one in receive((tmp_path / "下发",))}
    (backup,) = (one for one in arrivals.values() if one.fate is Fate.SKIPPED)
    assert "备份" in backup.name
    assert backup.why == "这是本程序留下的备份"
    assert arrivals["区残联.xlsx"].fate is Fate.REFUSED


def test_a_backup_that_a_person_names_is_opened(tmp_path: Path) -> None:
    form = tmp_path / "区残联.xlsx"
    deliver((OutFile(form, b"first"),))
    deliver((OutFile(form, b"second"),), replace=True)
    (backup,) = (tmp_path / "备份").iterdir()
    (arrival,) = receive((backup,))
    assert arrival.fate is Fate.REFUSED
    assert "备份" not in arrival.why
