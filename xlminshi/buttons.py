"""The buttons of 首页 and the ribbon: pick the doors, run the one workflow, tell the person. Nothing here raises.

Each function works on the workbook whose button was clicked, as it stands there, saved or not. `desk` is None in Excel.
"""

import contextlib
import datetime as dt
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlminshi.adapters.incoming.pieces import LOG_NAME
from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.live.desk import Desk, ExcelDesk
from xlminshi.adapters.live.office import OpenBook, calling_book, place_of
from xlminshi.adapters.live.quiet import kept_still
from xlminshi.adapters.mail import has_outlook, outlook_draft
from xlminshi.adapters.office import LETTERHEADS
from xlminshi.adapters.outbox import Delivered, OutFile, deliver
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.bulletin.letters import Occasion, form_letter
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Problem, level_counts, must_be_settled
from xlminshi.core.settings import DocumentKind
from xlminshi.form.home import SHEET_NAME as HOME
from xlminshi.form.reports import PROBLEMS
from xlminshi.form.summary import counts_line
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.checking import check_book
from xlminshi.workflow.collecting import collect as collect_returns
from xlminshi.workflow.distributing import distribute
from xlminshi.workflow.guarding import keep_filled_forms
from xlminshi.workflow.publishing import bulletin_name
from xlminshi.workflow.publishing import publish as publish_book
from xlminshi.workflow.verifying import verify as verify_document

FORMS, BULLETINS, VERIFIED = "下发填报表", "通报", "核对"
_UNSAVED = "工作簿已更新，还没有保存：满意请按 Ctrl+S；不满意请关闭而不保存，工作簿一切照旧。"
_READ_ONLY = "工作簿已更新，但原文件是只读的：满意请用“另存为”保存到别处；不满意请关闭而不保存。"


@dataclass(slots=True)
class _Run:
    """One click: the workbook, where it is saved, the person."""

    open: OpenBook
    desk: Desk

    @property
    def folder(self) -> Path:
        return self.open.path.parent

    def still(self, label: str) -> Any:
        return kept_still(self.open.book.app, label)

    def how_to_save(self) -> str:
        """Return what the person has to do to keep what a button wrote into the workbook."""
        words = _UNSAVED if os.access(self.open.path, os.W_OK) else _READ_ONLY
        return "\n".join(filter(None, (self.open.not_written, words)))

    def letterhead(self, kind: DocumentKind) -> Path | None:
        """Return the office's own letterhead, if it lies beside the workbook under the name of the one shipped."""
        own = self.folder / LETTERHEADS[kind]
        return own if own.is_file() else None

    def reading(self) -> BookReading:
        office = self.open.office(keeps_plans=True)
        return read_book(office.read(self.open.path), office.this_year)


def split(desk: Desk | None = None) -> None:
    """拆分下发: one macro-free form per lead unit, in a folder beside the workbook."""
    _click("拆分下发", _split, desk)


def collect(desk: Desk | None = None) -> None:
    """回收汇总: the returned files of a folder into the open workbook."""
    _click("回收汇总", _collect, desk)


def check(desk: Desk | None = None) -> None:
    """数据校验: every finding onto 填报问题."""
    _click("数据校验", _check, desk)


def publish(desk: Desk | None = None) -> None:
    """生成通报: 汇总表, 通报稿 and the rest into the open workbook, the bulletin into a folder beside it."""
    _click("生成通报", _publish, desk)


def verify(desk: Desk | None = None) -> None:
    """核对通报: a bulletin's figures against the open workbook."""
    _click("核对通报", _verify, desk)


def open_bulletin(desk: Desk | None = None) -> None:
    """打开通报: the newest bulletin of this period, in Word."""
    _click("打开通报", _open_bulletin, desk)


# What all clicks share ------------------------------------------------------------------------------------------


def _click(label: str, work: Callable[[_Run], None], desk: Desk | None) -> None:
    book = calling_book()
    person = desk or ExcelDesk(book.app)
    folder: Path | None = None
    try:
        path = place_of(book)
        folder = path.parent
        with one_job():
            work(_Run(OpenBook(book, path), person))
    except CannotContinueError as error:
        person.tell(f"{label}没有完成：{error}", is_grave=True)
    except OSError as error:
        name = error.filename2 or error.filename or "文件"
        words = f"不能读写“{name}”。请核对位置、权限和磁盘空间后重试。"
        person.tell(f"{label}没有完成：{words}", is_grave=True)
    except Exception:  # the last resort: a fault of the program is told in Chinese, and written down
        log = _write_log(folder, label)
        words = f"程序出错，工作簿没有改动。请把这个文件交给维护人员：{log}"
        person.tell(f"{label}没有完成：{words}", is_grave=True)


def _write_log(folder: Path | None, label: str) -> str:
    """Add the error to the log beside the workbook, or in the person's own folder, and return where it stands."""
    now = dt.datetime.now().astimezone()
    words = f"{now:%Y-%m-%d %H:%M:%S} {label}\n{traceback.format_exc()}\n"
    for place in (folder, Path.home()):
        with contextlib.suppress(OSError):
            if place is not None:
                with (place / LOG_NAME).open("a", encoding="utf-8-sig") as log:
                    log.write(words)
                return str(place / LOG_NAME)
    return "（无法写入出错记录）"


def _deliver(folder: Path, files: tuple[tuple[str, bytes], ...]) -> Delivered:
    folder.mkdir(exist_ok=True)
    return deliver((OutFile(folder / name, content) for name, content in files if content), replace=True)


def _told(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "没有发现问题。"
    settle = "必改的处理完才能印发。" if must_be_settled(problems) else ""
    return f"{level_counts(problems)}，都在“{PROBLEMS}”表里。{settle}"


def _missing(ledger: Ledger) -> str:
    names = names_of(ledger.missing_units, ledger.settings.units)
    return f"未报送{len(names)}个：{'、'.join(names)}。" if names else "各单位都已报送。"


# The six buttons ------------------------------------------------------------------------------------------------


def _split(run: _Run) -> None:
    folder = run.folder / FORMS
    question = f"“{FORMS}”文件夹里已有文件，同名的会替换，原来的留在“备份”文件夹。要继续吗？"
    if folder.is_dir() and any(folder.glob("*.xlsx")) and not run.desk.ask(question):
        return
    office = run.open.office(keeps_plans=False)
    with run.still("拆分下发"):
        made = distribute(run.open.path, office)
        keep_filled_forms(folder, made.files, office)
        refuse_unfit(made.files)
        delivered = _deliver(folder, made.files)
    lines = [f"已生成{len(made.value)}份填报表，在文件夹：{folder}", *map(str, delivered.problems)]
    run.desk.tell("\n".join(lines))
    if has_outlook() and run.desk.ask("要在 Outlook 的草稿箱里为每份填报表准备一封邮件吗？不会自动发送。"):
        run.desk.tell(_mail_drafts(run, made.value, delivered.paths))


def _mail_drafts(run: _Run, units: tuple[str, ...], paths: tuple[Path, ...]) -> str:
    """Leave a mail with each form in Outlook's drafts, and return what became of them."""
    office = run.open.office(keeps_plans=False)
    book = run.reading().book
    occasion = Occasion(book.programme, book.settings, office.now().date())
    for unit, path in zip(units, paths, strict=True):
        letter = form_letter(occasion, unit, path.name)
        if not outlook_draft("", letter.subject, letter.text, (path,)):
            return "这台电脑上没有可用的 Outlook，没有准备邮件。"
    return "邮件草稿已放在 Outlook 的草稿箱，请填好收件人、核对后发送。"


def _collect(run: _Run) -> None:
    source = run.desk.choose_folder("请选择存放报回文件的文件夹", run.folder)
    if source is None:
        return
    office = run.open.office(keeps_plans=True)
    with run.still("回收汇总"):
        made = collect_returns(run.open.path, (source,), run.open.path.name, office)
        found = made.value
        run.open.write(found.book, lambda: None)
    ledger = found.book.ledger()
    counts = f"收到文件{found.files_seen}个，采用{found.files_accepted}个。"
    run.desk.tell(
        "\n".join((counts, counts_line(ledger), _missing(ledger), _told(made.problems), run.how_to_save()))
    )


def _check(run: _Run) -> None:
    office = run.open.office(keeps_plans=True)
    with run.still("数据校验"):
        made = check_book(run.open.path, office)
        run.open.write(made.value, lambda: None, frozenset((HOME, PROBLEMS)))
    lines = (_missing(made.value.ledger()), _told(made.problems), run.open.not_written)
    run.desk.tell("\n".join(filter(None, lines)))


def _publish(run: _Run) -> None:
    folder = run.folder / BULLETINS
    with run.still("生成通报"):
        reading = run.reading()
    former = _newest_bulletin(folder, reading.book.ledger())
    if former is not None and not run.desk.ask(
        f"已有“{former.name}”。要重新生成吗？改过的话会保留，原文件留在“备份”文件夹。"
    ):
        return
    draft, period = reading.book.draft, reading.book.settings.period.full_label
    written = former if draft.rows and draft.period == period else None
    letterhead = run.letterhead(reading.book.settings.bulletin.kind)
    with run.still("生成通报"):
        office = run.open.office(keeps_plans=True, letterhead=letterhead)
        made = publish_book(run.open.path, (), office, written)
        delivered = run.open.write(made.value.book, lambda: _deliver(folder, made.files))
    lines = (
        *(f"已生成：{path}" for path in delivered.paths),
        *map(str, delivered.problems),
        counts_line(made.value.ledger),
        _told(made.problems),
        run.how_to_save(),
    )
    run.desk.tell("\n".join(lines))


def _newest_bulletin(folder: Path, ledger: Ledger) -> Path | None:
    """Return the bulletin of this period that was written last, the final one or a draft."""
    name = bulletin_name(ledger)
    found = [one for one in folder.glob("*.docx") if one.stem.startswith(name) and one.name[:1] not in "~."]
    return max(found, key=lambda one: (one.stat().st_mtime, one.name), default=None)


def _verify(run: _Run) -> None:
    folder = run.folder / BULLETINS
    start = folder if folder.is_dir() else run.folder
    document = run.desk.choose_file("请选择要核对的通报", start, "*.docx")
    if document is None:
        return
    office = run.open.office(keeps_plans=False)
    with run.still("核对通报"):
        made = verify_document(document, run.open.path, office)
        delivered = _deliver(run.folder / VERIFIED, made.files)
    lines = (made.value.counts_line(), *(f"已生成：{path}" for path in delivered.paths))
    run.desk.tell("\n".join((*lines, *map(str, delivered.problems))), is_grave=made.value.is_refused)
    if run.desk.ask("要打开带批注的通报吗？"):
        run.desk.show(delivered.paths[0])


def _open_bulletin(run: _Run) -> None:
    with run.still("打开通报"):
        ledger = run.reading().book.ledger()
    found = _newest_bulletin(run.folder / BULLETINS, ledger)
    if found is None:
        raise CannotContinueError(
            f"“{BULLETINS}”文件夹里还没有{ledger.settings.period.label}的通报。请先点“生成通报”。"
        )
    run.desk.show(found)
