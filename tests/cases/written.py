"""What an example must come out as, as text: `python -m tests.cases.written` writes 预期结果.md and 预期通报.txt anew."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from xlminshi import api
from xlminshi.adapters.places import templates_folder
from xlminshi.adapters.templates import example_book, example_returns
from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document
from xlminshi.core.ledger import Ledger
from xlminshi.core.rollup import STANDINGS, Rollup
from xlminshi.core.status import percent
from xlminshi.form.programme import target_text
from xlminshi.form.summary import achieved_text

EXAMPLES_FOLDER = templates_folder() / "examples"
EXAMPLES = ("zhanhe_2022", "lushan_2022")
CITY = "pingchuan_2025"
RESULTS_FILE, TEXT_FILE = "预期结果.md", "预期通报.txt"
_HEAD = "# 预期结果\n\n由 `python -m tests.cases.written` 写出，测试逐字对照；改动先看清楚再提交。\n"
NONE = "—"


def example_ledger(name: str) -> Ledger:
    """Return the ledger of a shipped example, straight from its readable sources."""
    folder = EXAMPLES_FOLDER / name
    book = example_book(folder)
    return replace(book, submissions=example_returns(folder, book)).ledger()


def written(document: Document) -> str:
    """Return every paragraph as key, style and text."""
    rows = ((key, style, text.replace("\n", "／")) for key, style, text in draft_rows(document))
    return "".join(f"{key}　〔{style}〕\n{text}\n\n" for key, style, text in rows)


def results_of(ledger: Ledger) -> str:
    """Return counts, rates and classes of a county."""
    groups = [
        (group.name, len(group.standings), "、".join(f"{unit}{count}" for unit, count in group.units()))
        for group in ledger.groups()
    ]
    lines = [
        (
            one.project.title,
            one.project.lead_unit,
            item.indicator.name,
            target_text(item.indicator) or NONE,
            achieved_text(item) or NONE,
            percent(item.rate) if item.rate is not None else NONE,
            one.class_name,
        )
        for one in ledger.standings
        for item in one.indicators
    ]
    heads = ("实事名称", "牵头单位", "指标名称", "年度目标", "累计完成", "完成率", "通报类别")
    return _HEAD + _table("件数", ("类别", "件数", "牵头单位"), groups) + _table("完成率", heads, lines)


def city_results_of(rollup: Rollup) -> str:
    """Return ranks and counts of a city's counties, who is missing, and the projects under their common names."""
    counties = [
        (
            one.rank or NONE,
            one.name,
            one.tally.projects,
            *(one.tally.counts[standing] for standing in STANDINGS),
            percent(share) if (share := one.tally.share()) is not None else NONE,
            "、".join(one.missing_units) or NONE,
        )
        for one in rollup.standings
    ]
    projects = [
        (one.name, len(one.counties), one.projects, one.completed, "、".join(one.lagging) or NONE)
        for one in rollup.by_project
    ]
    units = [(one.name, one.projects, one.completed) for one in rollup.by_unit]
    unmatched = [(one.kind, one.written, one.remark) for one in rollup.unmatched]
    return (
        _HEAD
        + _table("区县", ("名次", "区县", "件数", *STANDINGS, "完成占比", "未报单位"), counties)
        + _table("缺报", ("区县",), [(name,) for name in rollup.missing])
        + _table("实事", ("实事", "区县数", "件数", "完成", "滞后的区县"), projects)
        + _table("单位", ("牵头单位", "件数", "完成"), units)
        + _table("未对照", ("种类", "原名", "出处"), unmatched)
    )


def _table(name: str, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return f"\n## {name}\n\n" + "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def main() -> None:
    """Write the expected results anew, to be read through before they are committed."""
    for name in EXAMPLES:
        ledger = example_ledger(name)
        _write(name, results_of(ledger), written(compose(ledger)))
    with TemporaryDirectory() as folder:
        made = api.demo_city(Path(folder)).rollup.value
    _write(CITY, city_results_of(made.rollup), written(made.document))


def _write(name: str, results: str, text: str) -> None:
    (EXAMPLES_FOLDER / name / RESULTS_FILE).write_text(results, "utf-8")
    (EXAMPLES_FOLDER / name / TEXT_FILE).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
