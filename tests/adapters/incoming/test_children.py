import io
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.incoming.made import workbook
from xlminshi.adapters.incoming import child, children
from xlminshi.adapters.incoming.children import Children, Rules, is_fatal
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Workbook

UNRELIABLE = Rules(seconds=20, children=1, module="tests.adapters.incoming.unreliable")
HASTY = Rules(seconds=1.5, children=1, module="tests.adapters.incoming.unreliable")


def test_a_child_reads_one_file_after_another() -> None:
    with Children(rules=UNRELIABLE) as readers:
        first, again = readers.look("a", b"WHO"), readers.look("a", b"WHO")
        found = readers.look("a.xlsx", workbook())
    assert first == again != str(os.getpid())
    assert isinstance(found, Workbook)


def test_a_reader_that_hangs_costs_its_file_only_and_not_more_than_its_time() -> None:
    with Children(rules=HASTY) as readers:
        readers.look("a", b"WHO")
        begin = time.monotonic()
        hung = readers.look("a.xlsx", b"HANG")
        assert time.monotonic() - begin < 10
        assert isinstance(readers.look("a.xlsx", workbook()), Workbook)
    assert hung == "读取超过 1.5 秒还没有结束，已停止读取。请把填报内容按“数值”粘贴到新的填报表后再交。"
    assert is_fatal(hung)


def test_a_reader_that_dies_costs_its_file_only() -> None:
    with Children(rules=UNRELIABLE) as readers:
        died = readers.look("a.xlsx", b"DIE")
        assert isinstance(readers.look("a.xlsx", workbook()), Workbook)
    assert died == "内容异常，读取时程序中断，没有读取。请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交。"
    assert is_fatal(died)


def test_a_file_after_which_an_old_child_died_gets_a_new_one() -> None:
    with Children(rules=UNRELIABLE) as readers:
        old = readers.look("a", b"WHO")
        seen = readers.look("a.txt", b"DIE UNLESS FIRST")
        assert seen == "是文字，里面没有表格。请改交填报用的 .xlsx 表格。"
        assert not is_fatal(seen)
        assert readers.look("a", b"WHO") != old


def test_a_fault_of_a_reader_is_a_refusal_and_its_chatter_is_not_heard() -> None:
    with Children(rules=UNRELIABLE) as readers:
        assert "读取时出错" in str(readers.look("a.xlsx", b"FAULT"))
        assert "里面没有表格" in str(readers.look("a.txt", b"CHATTER"))


@pytest.mark.skipif(sys.platform != "linux", reason="only there a limit of memory is sure")
def test_a_reader_that_eats_the_memory_is_stopped() -> None:
    with Children(rules=UNRELIABLE) as readers:
        assert "读取时出错" in str(readers.look("a.xlsx", b"EAT"))


def test_another_child_is_started_when_answers_are_waited_for() -> None:
    rules = Rules(module="tests.adapters.incoming.unreliable")
    with Children(rules=rules) as readers:
        seen: list[set[object]] = [set(), set()]

        def ask(place: int) -> None:
            seen[place].add(readers.look("a", b"WHO"))

        for place, times in ((0, 20), (1, 40)):
            readers.waited(place * 0.4)
            threads = [threading.Thread(target=ask, args=(place,)) for _ in range(times)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert (len(seen[0]), len(seen[1])) == (1, 2)


def test_nobody_is_left_behind() -> None:
    with Children(rules=UNRELIABLE) as readers:
        who = int(str(readers.look("a", b"WHO")))
    with pytest.raises(ProcessLookupError):
        os.kill(who, 0)
    with pytest.raises(CannotContinueError):
        readers.look("a", b"WHO")


def test_leaving_does_not_wait_for_a_child_that_is_busy() -> None:
    seen: list[object] = []
    with Children(rules=UNRELIABLE) as readers:
        readers.look("a", b"WHO")

        def ask(content: bytes) -> None:
            with pytest.raises(CannotContinueError):
                readers.look("a", content)
            seen.append(content)

        threads = [threading.Thread(target=ask, args=(content,)) for content in (b"HANG", b"WHO")]
        for thread in threads:
            thread.start()
            time.sleep(0.3)
        begin = time.monotonic()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begin < 5
    assert set(seen) == {b"HANG", b"WHO"}


def test_a_child_that_cannot_be_started_stops_the_job_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Children() as readers, pytest.raises(CannotContinueError, match="不能启动"):
        readers.look("a", b"")


def test_a_child_that_ends_while_idle_is_closed_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with Children(rules=UNRELIABLE) as readers:
        (busy,) = readers._idle if readers.look("a", b"WHO") else []
        real = busy.ask

        def closing(question: Any) -> Any:
            readers._is_closed = True
            return real(question)

        monkeypatch.setattr(busy, "ask", closing)
        readers.look("a", b"WHO")
    assert busy.is_gone


def test_once_installed_the_package_needs_no_further_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_ROOT", Path("/usr/lib/python3/site-packages"))
    monkeypatch.setenv("PYTHONPATH", "/x")
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **options: options["env"])
    started: Any = children._started(["python"])
    assert started["PYTHONPATH"] == "/x"


def test_a_file_of_the_current_folder_is_never_taken_for_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Children(rules=Rules(children=1)) as readers:
        assert isinstance(readers.look("a.csv", b"1,2"), Workbook)


def test_a_child_starts_without_the_heavy_libraries() -> None:
    code = "import sys, xlminshi.adapters.incoming.child; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pandas", "openpyxl", "numpy", "docx", "xlrd", "msoffcrypto", "lxml", "email.parser"} & {
        *loaded
    }


def served(*questions: object, examiner: object = None, **options: Any) -> list[object]:
    asked, answers = io.BytesIO(b"".join(map(pickle.dumps, (examiner, *questions)))), io.BytesIO()
    child.serve(asked, answers, 20, options.get("look", child.look))
    answers.seek(0)
    found = []
    while answers.tell() < len(answers.getvalue()):
        found.append(child.receive(answers))
    return found


def test_questions_are_answered_in_order_until_there_are_no_more() -> None:
    first, second = served(("a.xlsx", workbook("甲"), ()), ("b.pdf", b"%PDF", ()))
    assert isinstance(first, Workbook)
    assert first.grids[0].rows == (("甲",),)
    assert "PDF" in str(second)


def test_a_fault_is_answered_in_words() -> None:
    def failing(name: str, content: bytes, passwords: tuple[str, ...]) -> str:
        raise KeyError(name)

    assert served(("a", b"", ()), look=failing) == [child._FAULT]


def test_a_child_serves_on_its_own_pipes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = (tmp_path / "answers").open("wb")
    turned: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "argv", ["child", "20", "1500000000"])
    monkeypatch.setattr(child, "limit_memory", lambda size: turned.append((size, 0)))
    monkeypatch.setattr(os, "dup", lambda _: 0)
    monkeypatch.setattr(os, "fdopen", lambda *_: answers)
    monkeypatch.setattr(os, "dup2", lambda old, new: turned.append((new, 1)))
    asked = io.BytesIO(pickle.dumps(None) + pickle.dumps(("a.pdf", b"%PDF", ())))
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": asked}))
    child.run(child.look)
    answers.close()
    assert "PDF" in pickle.loads((tmp_path / "answers").read_bytes())
    assert turned == [(1_500_000_000, 0), (1, 1)]


def test_the_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    child.limit_memory(1000)
    assert limits == {resource.RLIMIT_AS: (1000, 1000), resource.RLIMIT_CORE: (0, 0)}
    monkeypatch.setitem(sys.modules, "resource", None)
    limits.clear()
    child.limit_memory(1000)
    assert limits == {}
