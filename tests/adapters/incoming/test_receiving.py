import datetime as dt
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.adapters.incoming import raw_xls
from tests.adapters.incoming.locks import locked
from tests.adapters.incoming.made import letter, mail, put, workbook, zipped
from tests.adapters.incoming.test_zips import encrypted
from xlminshi.adapters.incoming import found_files, receiving
from xlminshi.adapters.incoming.children import Rules, processors
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import FileTrait
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival

T = TypeVar("T")
GOOD = workbook()
HASTY = Rules(seconds=2, module="tests.adapters.incoming.unreliable")


def arrivals(*paths: Path, passwords: tuple[str, ...] = ()) -> list[Arrival]:
    found = list(receive(paths, passwords))
    for one in found:
        assert (one.workbook is None) == bool(one.why)
        assert (one.fate is Fate.READ) == (one.workbook is not None)
        assert one.workbook is None or one.workbook.name == one.name
    assert len({one.name for one in found}) == len(found)
    return found


def fates(found: Iterable[Arrival]) -> dict[str, Fate]:
    return {one.name: one.fate for one in found}


def test_everything_in_folders_zips_and_mails_arrives_by_name(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "回收",
        {
            "区残联.xlsx": GOOD,
            "镇/丙.xls": raw_xls.xls(raw_xls.number(0, 0, 1)),
            "报表.zip": zipped({"子文件夹/x.xlsx": GOOD, "内.zip": zipped({"底.xlsx": GOOD})}),
            "回复.eml": mail(
                ("区人社局.xlsx", GOOD), ("一批.zip", zipped({"y.xlsx": GOOD, "z.pdf": b"%PDF"}))
            ),
        },
    )
    found = arrivals(folder)
    assert fates(found) == {
        "丙.xls": Fate.READ,
        "区残联.xlsx": Fate.READ,
        "回复.eml/一批.zip/y.xlsx": Fate.READ,
        "回复.eml/一批.zip/z.pdf": Fate.REFUSED,
        "回复.eml/区人社局.xlsx": Fate.READ,
        "报表.zip/内.zip/底.xlsx": Fate.READ,
        "报表.zip/子文件夹/x.xlsx": Fate.READ,
    }
    assert [one.name for one in found] == sorted(one.name for one in found)


def test_the_order_and_the_names_do_not_depend_on_the_order_given(tmp_path: Path) -> None:
    put(
        tmp_path, {"甲/a.xlsx": workbook("1"), "乙/a.xlsx": workbook("2"), "丙.zip": zipped({"a.xlsx": GOOD})}
    )
    paths = (tmp_path / "甲", tmp_path / "丙.zip", tmp_path / "乙")
    forwards = arrivals(*paths)
    assert forwards == arrivals(*reversed(paths), tmp_path / "甲" / "a.xlsx")
    assert [one.name for one in forwards] == ["丙.zip/a.xlsx", "乙/a.xlsx", "甲/a.xlsx"]


def test_any_number_of_children_gives_the_same(tmp_path: Path) -> None:
    put(tmp_path, {f"{number:02}.xlsx": workbook(str(number)) for number in range(25)})
    put(
        tmp_path, {"05.zip": zipped({"甲.xlsx": GOOD, "乙.zip": zipped({"丙.xlsx": GOOD})}), "坏.xlsx": b"PK"}
    )
    alone, *more = (tuple(receive((tmp_path,), rules=Rules(children=number))) for number in (1, 2, 5))
    assert len(alone) == 28
    assert more == [alone, alone]


@pytest.mark.parametrize(("there", "children"), [(None, 2), (1, 2), (3, 3), (64, 4)])
def test_a_machine_gets_as_many_children_as_it_keeps_busy(
    monkeypatch: pytest.MonkeyPatch, there: int | None, children: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: there)
    assert processors(4) == children


def test_what_is_known_of_a_file_comes_with_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.xlsx": GOOD,
            "b.zip": zipped({"c.xlsx": GOOD}),
            "d.zip": zipped({"e.eml": mail(("f.xlsx", GOOD))}),
        },
    )
    moment = dt.datetime(2022, 10, 1, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))).timestamp()
    os.utime(tmp_path / "a.xlsx", (moment, moment))
    alone, packed, sent = arrivals(tmp_path)
    assert (alone.size, len(alone.digest), alone.sent_at) == (len(GOOD), 64, dt.datetime(2022, 10, 1, 8))
    assert (packed.digest, packed.sent_at) == (alone.digest, dt.datetime(2022, 9, 30, 8, 30))
    assert (sent.sender, sent.subject) == ("张三 <zhang@example.cn>", "回复：9月填报表")
    assert sent.sent_at == dt.datetime(2022, 9, 30, 9, 30)
    assert packed.sender == ""


def test_a_zip_in_a_mail_carries_the_mail_s_date(tmp_path: Path) -> None:
    put(tmp_path, {"a.eml": mail(("b.zip", zipped({"c.xlsx": GOOD})))})
    (one,) = arrivals(tmp_path)
    assert (one.name, one.sent_at) == ("a.eml/b.zip/c.xlsx", dt.datetime(2022, 9, 30, 9, 30))


def test_two_attachments_of_one_name_are_told_apart(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.eml": mail(("表.xlsx", workbook("1")), ("表.xlsx", workbook("2")), ("表（2）.xlsx", GOOD))},
    )
    assert [one.name for one in arrivals(tmp_path)] == [
        "a.eml/表.xlsx",
        "a.eml/表（2）.xlsx",
        "a.eml/表（2）（2）.xlsx",
    ]


def test_one_broken_file_among_twenty_good_ones_costs_only_itself(tmp_path: Path) -> None:
    files = {f"{n:02}.xlsx": workbook(str(n)) for n in range(20)}
    put(
        tmp_path,
        files | {"10a.xlsx": b"DIE", "10b.xlsx": b"HANG", "10c.xlsx": GOOD[:300], "10d.xls": b"FAULT"},
    )
    found = list(receive((tmp_path,), rules=HASTY))
    assert [one.name for one in found] == sorted({*files, "10a.xlsx", "10b.xlsx", "10c.xlsx", "10d.xls"})
    read = [one.workbook.grids[0].rows[0][0] for one in found if one.workbook]
    assert read == [str(n) for n in range(20)]
    whys = [one.why for one in found if one.fate is Fate.REFUSED]
    for why, word in zip(whys, ("程序中断", "超过 2 秒", "损坏", "出错"), strict=True):
        assert word in why


def test_a_zip_may_not_cost_any_number_of_children(tmp_path: Path) -> None:
    bad = {f"{n:02}.xlsx": b"DIE" for n in range(12)}
    put(tmp_path, {"a.zip": zipped(bad), "b.xlsx": GOOD})
    found = list(receive((tmp_path,), rules=HASTY))
    assert found[-1].fate is Fate.READ
    told = ["没有再读" in one.why for one in found[:-1]]
    assert told == sorted(told)
    assert 1 < told.count(True) < 12


def test_what_is_no_return_is_told_and_not_read(tmp_path: Path) -> None:
    names = ("~$甲.xlsx", ".~乙.xlsx", "丙.tmp", "desktop.ini", "Thumbs.db", ".DS_Store")
    put(tmp_path, dict.fromkeys(names, b"x"))
    put(tmp_path, {".git/config": b"x", ".git/objects/a": b"x", "__MACOSX/._甲.xlsx": b"x", ".丁.xlsx": GOOD})
    found = arrivals(tmp_path)
    assert {one.name for one in found if one.fate is Fate.SKIPPED} == {*names, ".git", "__MACOSX"}
    assert [one.name for one in found if one.fate is Fate.READ] == [".丁.xlsx"]


def test_a_hidden_folder_that_a_person_names_is_searched(tmp_path: Path) -> None:
    put(tmp_path, {".cache/回收/甲.xlsx": GOOD, ".git/乙.xlsx": GOOD})
    assert fates(arrivals(tmp_path / ".cache", tmp_path / ".git")) == {
        "甲.xlsx": Fate.READ,
        "乙.xlsx": Fate.READ,
    }


def test_links_are_told(tmp_path: Path) -> None:
    put(tmp_path / "回收", {"甲.xlsx": GOOD})
    put(tmp_path / "别处", {"乙.xlsx": GOOD})
    (tmp_path / "回收" / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "回收" / "指").symlink_to(tmp_path / "别处", target_is_directory=True)
    (tmp_path / "回收" / "丙.xlsx").symlink_to(tmp_path / "别处" / "乙.xlsx")
    found = arrivals(tmp_path / "回收")
    assert fates(found) == {
        "丙.xlsx": Fate.READ,
        "指": Fate.SKIPPED,
        "断.xlsx": Fate.REFUSED,
        "甲.xlsx": Fate.READ,
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe as a file")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.xlsx")
    (one,) = arrivals(tmp_path)
    assert "不是普通文件" in one.why


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"甲.xlsx": GOOD})
    real = os.walk

    def walk(folder: Path, onerror: object) -> object:
        onerror(PermissionError(13, "no", str(tmp_path / "锁")))  # type: ignore[operator]
        return real(folder)

    monkeypatch.setattr(found_files.os, "walk", walk)
    found = arrivals(tmp_path)
    assert fates(found) == {"甲.xlsx": Fate.READ, "锁": Fate.REFUSED}
    assert "没有权限" in found[1].why


def test_a_file_that_cannot_be_opened_or_is_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.zip": GOOD, "b.xlsx": b"x"})
    monkeypatch.setattr(receiving, "_FILE_LIMITS", receiving.replace(receiving._FILE_LIMITS, file_bytes=100))
    large, small = arrivals(tmp_path)
    assert "太大" in large.why
    assert not large.why.startswith("「")
    assert "太大" not in small.why


@pytest.mark.parametrize("name", ["没有.xlsx", "没有/甲.xlsx", "长" * 300])
def test_a_path_that_is_not_there_stops_the_job_at_once(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"甲.xlsx": GOOD})
    with pytest.raises(CannotContinueError, match="没有找到"):
        receive((tmp_path, tmp_path / name))


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert arrivals(tmp_path) == []


def test_passwords_open_workbooks_and_zips_wherever_they_lie(tmp_path: Path) -> None:
    secret = locked(workbook(), "1234")
    put(
        tmp_path,
        {
            "a.xlsx": secret,
            "b.zip": encrypted(zipped({"c.xlsx": GOOD}), b"5678"),
            "d.eml": mail(("e.xlsx", secret)),
        },
    )
    assert all("密码" in one.why for one in arrivals(tmp_path))
    first, second, third = arrivals(tmp_path, passwords=("1234", "5678"))
    assert first.workbook is not None
    assert first.workbook.traits == {FileTrait.PASSWORD}
    assert (second.fate, third.fate) == (Fate.READ, Fate.READ)


def test_zips_in_zips_are_opened_to_a_small_depth(tmp_path: Path) -> None:
    content = zipped({"底.xlsx": GOOD})
    for number in range(8):
        content = zipped({f"{number}.zip": content, f"{number}.xlsx": GOOD})
    put(tmp_path, {"a.zip": content})
    found = arrivals(tmp_path)
    refused = [one for one in found if one.fate is Fate.REFUSED]
    assert [one.why for one in refused] == [receiving._TOO_DEEP]
    assert sum(one.fate is Fate.READ for one in found) == 4


def test_containers_in_a_container_share_one_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.zip": zipped({f"{n}.zip": zipped({"b.xlsx": GOOD}) for n in range(5)}), "c.xlsx": GOOD})
    budget = receiving._Budget
    monkeypatch.setattr(receiving, "_Budget", lambda: budget(left=9_000))
    found = arrivals(tmp_path)
    assert found[-1].fate is Fate.READ
    assert found[0].fate is Fate.READ
    assert found[-2].why == receiving._TOO_MUCH


def test_names_that_would_break_a_sheet_or_mislead_are_cleaned(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"甲\n乙.xlsx": GOOD, "\u202exslx.exe.xlsx": GOOD, " ": GOOD})})
    assert [one.name for one in arrivals(tmp_path)] == [
        "a.zip/xslx.exe.xlsx",
        "a.zip/甲 乙.xlsx",
        "a.zip/（无名）",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_a_name_in_broken_unicode_can_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc7\xf8.xlsx")).write_bytes(GOOD)
    (one,) = arrivals(tmp_path)
    assert one.fate is Fate.READ
    one.name.encode()


def test_names_that_look_alike_are_told_apart_without_saying_where_the_machine_keeps_its_files(
    tmp_path: Path,
) -> None:
    for name in (b"\xc7\xf8.xlsx", b"\xb6\xab.xlsx"):
        for folder in ("", "甲县", "乙县/内"):
            path = Path(os.fsdecode(os.fsencode(tmp_path / folder) + b"/" + name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(GOOD)
    put(tmp_path, {"甲县/a.xlsx": GOOD, "乙县/a.xlsx": GOOD})
    assert [one.name for one in arrivals(tmp_path)] == [
        "??.xlsx",
        "??（2）.xlsx",
        "乙县/a.xlsx",
        "乙县/内/??.xlsx",
        "乙县/内/??（2）.xlsx",
        "甲县/??.xlsx",
        "甲县/??（2）.xlsx",
        "甲县/a.xlsx",
    ]
    assert [one.name for one in arrivals(tmp_path / "甲县", tmp_path / "乙县" / "a.xlsx")] == [
        "乙县/a.xlsx",
        "甲县/??.xlsx",
        "甲县/??（2）.xlsx",
        "甲县/a.xlsx",
    ]


def test_progress_is_shown_by_files_on_the_disk(tmp_path: Path) -> None:
    put(tmp_path, {"a.xlsx": GOOD, "b.zip": zipped({"c.xlsx": GOOD, "d.xlsx": GOOD})})
    seen: list[tuple[int, str]] = []

    def progress(items: Iterable[T], label: str) -> Iterable[T]:
        listed = list(items)
        seen.append((len(listed), label))
        return listed

    assert len(list(receive((tmp_path,), progress=progress))) == 3
    assert seen == [(2, "读取文件")]


def test_whoever_stops_listening_leaves_nothing_running(tmp_path: Path) -> None:
    put(tmp_path, {f"{n:02}.xlsx": GOOD for n in range(30)} | {"03.xlsx": b"HANG"})
    found = receive((tmp_path,), rules=Rules(seconds=60, module=HASTY.module))
    assert next(found).name == "00.xlsx"
    found.close()  # type: ignore[attr-defined]
    assert list(found) == []


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.xlsx": GOOD})
    found = receive((tmp_path,))
    (tmp_path / "a.xlsx").unlink()
    (one,) = found
    assert "找不到" in one.why
    assert one.sent_at is None


def test_a_mail_without_attachment_arrives_as_a_refusal(tmp_path: Path) -> None:
    message = letter()
    put(tmp_path, {"回复.eml": message.as_bytes()})
    (one,) = arrivals(tmp_path)
    assert (one.name, one.fate) == ("回复.eml", Fate.REFUSED)
    assert one.why.startswith("邮件里没有附件。请")


def test_a_stored_zip_cut_off_is_not_taken_for_the_last_workbook_in_it(tmp_path: Path) -> None:
    content = zipped({"甲.xlsx": GOOD, "乙.xlsx": workbook("乙")}, zipfile.ZIP_STORED)
    put(tmp_path, {"a.zip": content[:-20]})
    (one,) = arrivals(tmp_path)
    assert "损坏" in one.why
