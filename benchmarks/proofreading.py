"""How many single errors 核对通报 finds, and what it says of right documents: made-up counties, with and without their workbook.

PYTHONPATH=$PWD python benchmarks/proofreading.py --counties 60 --seed 5000
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bulletin import made_up
from tests.bulletin.proofreading.annex_errors import ANNEX
from tests.bulletin.proofreading.counties import county, of_kind
from tests.bulletin.proofreading.errors import KINDS
from tests.bulletin.proofreading.hands import rewritten
from tests.bulletin.proofreading.said import faults
from tests.bulletin.proofreading.sayings import SAYINGS
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.adapters.word.reading import read_document
from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.bulletin.proofreading.proofreading import Entry, proofread
from xlminshi.core.ledger import Ledger
from xlminshi.core.settings import DocumentKind
from xlminshi.workflow.verifying import expected_documents

ERRORS = KINDS | ANNEX | SAYINGS
Say = Callable[[str], object]


def documents(ledger: Ledger, folder: Path, chance: random.Random) -> Iterator[tuple[str, Manuscript]]:
    """Yield the two kinds of document as Word files, read again, each as it was made and in another hand's words."""
    for kind in DocumentKind:
        own = of_kind(ledger, kind)
        path = folder / "通报.docx"
        with_annex = chance.random() < 0.5
        path.write_bytes(
            render_bulletin(annexed(compose(own), own, with_annex=with_annex), build_letterhead())
        )
        read = replace(read_document(path), content=b"")
        yield f"{kind.value}", read
        yield f"{kind.value}（另一种写法）", rewritten(read, chance)


def told(entries: tuple[Entry, ...]) -> list[str]:
    """Return what is said of each fault."""
    return [f"第{one.paragraph}段 {one.context}：{one.remark.what}" for one in faults(entries)]


def marks(entries: tuple[Entry, ...]) -> set[tuple[str, str]]:
    """Return the faults without their places, which an error may move."""
    return {(one.text, one.remark.what) for one in faults(entries)}


def difference(right: Manuscript, wrong: Manuscript) -> str:
    """Return the first place where two documents differ."""
    for one, other in zip(right.lines, wrong.lines, strict=False):
        if one.text != other.text:
            pairs = enumerate(zip(one.text, other.text, strict=False))
            at = next((i for i, (a, b) in pairs if a != b), min(len(one.text), len(other.text)))
            return (
                f"{one.label}{one.text[max(at - 40, 0) : at + 15]} → {other.text[max(at - 12, 0) : at + 15]}"
            )
    return ""


class Count:
    """What was found of each kind, with and without the workbook."""

    def __init__(self, say: Say, most: int) -> None:
        self.made: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.right: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.say, self.most = say, most

    def judge(
        self, name: str, one: Manuscript, ledger: Ledger, chance: random.Random, only: set[str]
    ) -> None:
        """Read a right document, and then every wrong one that can be made of it."""
        expected = expected_documents(ledger)
        ways: dict[str, tuple[Ledger | None, tuple[Manuscript, ...]]] = {
            "有工作簿": (ledger, expected),
            "只有文字": (None, ()),
        }
        before: dict[str, set[tuple[str, str]]] = {}
        for way, (book, own) in ways.items():
            entries = proofread(one, book, own)
            before[way], said = marks(entries), told(entries)
            self.right[way] += 1
            self.false[way] += bool(said)
            for words in said[:3]:
                self.say(f"误报 {way} {name} {words}")
        for kind, make in ERRORS.items():
            wrong = make(one, chance) if not only or kind in only else None
            if wrong is None or wrong.lines == one.lines:
                continue
            for way, (book, own) in ways.items():
                is_found = not marks(proofread(wrong, book, own)) <= before[way]
                self.made[kind, way] += 1
                self.found[kind, way] += is_found
                missed = self.made[kind, way] - self.found[kind, way]
                if not is_found and way == "有工作簿" and missed <= self.most:
                    self.say(f"漏报 {way} {name} {kind}：{difference(one, wrong)}")

    def table(self) -> str:
        """Return the counts as a table."""
        lines = ["| 错误 | 有工作簿 | 只有文字 |", "|---|---|---|"]
        for kind in [*ERRORS, "合计"]:
            cells = [self._cell(kind, way) for way in ("有工作簿", "只有文字")]
            lines.append(f"| {kind} | {' | '.join(cells)} |")
        right = [f"{self.false[way]}/{self.right[way]}" for way in ("有工作簿", "只有文字")]
        return "\n".join([*lines, f"| 正确文稿中误报的 | {' | '.join(right)} |"])

    def _cell(self, kind: str, way: str) -> str:
        keys = [key for key in self.made if key[1] == way and kind in (key[0], "合计")]
        return f"{sum(self.found[key] for key in keys)}/{sum(self.made[key] for key in keys)}"


def main() -> int:
    """Count, print the table, return 1 where an error was missed beside the workbook or a right document was blamed."""
    options = argparse.ArgumentParser()
    options.add_argument("--counties", type=int, default=30)
    options.add_argument("--seed", type=int, default=5000)
    options.add_argument("--show", type=int, default=3, help="missed errors shown of each kind")
    options.add_argument("--only", nargs="*", default=[], help="kinds of errors")
    options.add_argument(
        "--right", type=int, default=0, help="further right documents of other made-up counties"
    )
    given = options.parse_args()
    began, count = time.monotonic(), Count(lambda words: sys.stdout.write(f"{words}\n"), given.show)
    with TemporaryDirectory() as folder:
        for seed in range(given.seed, given.seed + given.counties):
            ledger, chance = county(seed), random.Random(seed)
            for name, one in documents(ledger, Path(folder), chance):
                count.judge(f"{seed} {name}", one, ledger, chance, set(given.only))
        for seed in range(
            given.seed, given.seed + given.counties
        ):  # 件 counts projects and what was done alike
            ledger, chance = county(seed, "件"), random.Random(seed)
            for name, one in documents(ledger, Path(folder), chance):
                count.judge(f"以件计{seed} {name}", one, ledger, chance, {"-", "数字错一位", "方向说反"})
        for seed in range(given.seed, given.seed + given.right):
            ledger, chance = made_up.county(seed), random.Random(seed)
            for name, one in documents(ledger, Path(folder), chance):
                count.judge(f"其他{seed} {name}", one, ledger, chance, {"-"})
    sys.stdout.write(f"{count.table()}\n{time.monotonic() - began:.0f} s\n")
    missed = sum(count.made[key] - count.found[key] for key in count.made if key[1] == "有工作簿")
    return int(bool(missed or sum(count.false.values())))


if __name__ == "__main__":
    raise SystemExit(main())
