"""What a first list got right of a bulletin whose facts are known: right, marked, wrong or missing, and invented."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from xlminshi.bulletin.listing.found import FoundIndicator, FoundList, FoundProject
from xlminshi.bulletin.listing.listing import listing_of
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story, manuscript
from xlminshi.core.units import normal_name
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.workflow.listing_up import column_of

HERE = Path(__file__).parent
GOLDEN = {"zhanhe_2022_7": "zhanhe_2022_q3", "lushan_2022_2": "lushan_2022_h1"}
COLUMNS = ("目标", "累计", "完成率")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a bulletin: whose it is, in which column it belongs, and its digits with their scale (1.38万)."""

    title: str
    unit: str
    name: str
    column: str
    number: str


@dataclass(slots=True)
class Score:
    """Counts of projects, units and figures; `wrong` and `invented` say which."""

    right: int = 0
    marked: int = 0
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share of what was expected that is right or marked."""
        whole = self.right + self.marked + len(self.wrong)
        return (self.right + self.marked) / whole if whole else 1.0

    def line(self) -> str:
        """Return the score in one line."""
        counts = f"right {self.right}, marked {self.marked}, wrong {len(self.wrong)}"
        return f"{counts}, invented {len(self.invented)}, {self.share:.1%}"


def text_manuscript(path: Path) -> Manuscript:
    """Return a text file as a manuscript; lines with tabs are the rows of a table."""
    lines: list[Line] = []
    heads: list[str] = []
    row = -1
    for text in path.read_text("utf-8").splitlines():
        if "\t" not in text:
            if text.strip():
                lines.append(Line(len(lines) + 1, text))
            continue
        cells = text.split("\t")
        row += 1
        for column, cell in enumerate(cells):
            if not heads or not cell:
                continue
            lines.append(
                Line(len(lines) + 1, cell, label=f"{heads[column]}：", story=Story.TABLE, row=(0, row))
            )
        heads = heads or cells
    return Manuscript(path.name, tuple(lines))


def facts_of_case(path: Path) -> list[Fact]:
    """Return the facts written beside a made county's bulletin."""
    (grid,) = grids_from_markdown("## 事实\n\n" + path.read_text("utf-8"))
    facts: list[Fact] = []
    for row in grid.rows[1:]:
        title, unit, name, *figures = (str(one if one is not None else "") for one in row)
        facts.append(Fact(title, unit, name, "", ""))
        facts.extend(
            Fact(title, unit, name, column, figure)
            for column, figure in zip(COLUMNS, figures, strict=True)
            if figure
        )
    return facts


def facts_of_golden(path: Path, text: str) -> list[Fact]:
    """Return the printed facts of a golden file; figures that its notes infer are none."""
    golden = json.loads(path.read_text("utf-8"))
    facts: list[Fact] = []
    for task in golden["tasks"]:
        title = task["title"] if f".{task['title']}" in text else ""  # the briefing names no project
        facts.append(Fact(title, task["lead_unit"], "", "", ""))
        for one in task["indicators"]:
            rows = (
                ("目标", _printed(one, "target", text)),
                ("累计", _printed(one, "actual", text)),
                ("累计", one.get("count", "")),
                ("完成率", "" if one["kind"] == "rate" else (one["printed_rate"] or "")),
            )
            for column, figure in rows:
                if digits := digits_of(figure):
                    facts.append(Fact(title, task["lead_unit"], one["name"], column, digits))
    return facts


def _printed(one: dict[str, str], key: str, text: str) -> str:
    """Return a golden figure if the text prints it with its measure; what the notes infer does not stand there."""
    if one.get(f"{key}_as_printed"):
        return one[f"{key}_as_printed"]
    figure = one[key] or ""
    if not figure or (key == "target" and one["kind"] == "rate"):
        return ""
    count = len(re.findall(rf"(?<![\d.]){re.escape(figure)}(?:{one['unit']}|位|条)", text))
    is_second = key == "target" and one["target"] == one["actual"]
    return figure if count > is_second else ""


def digits_of(text: str) -> str:
    """Return the digits of a printed figure with their scale, without %."""
    match = re.search(r"\d[\d.]*(?:余|多)?[百千万亿]*", re.sub(r"([万亿])元", "", text))
    return re.sub(r"余|多", "", match.group()) if match else ""


def score(facts: list[Fact], found: FoundList, text: str) -> tuple[Score, Score, Score]:
    """Return the scores of projects, units and figures."""
    projects, units, figures = Score(), Score(), Score()
    told = re.sub(r"[\s*,]", "", text)
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        project = match_of(fact, found)
        if (fact.title, fact.unit) not in seen:
            seen.add((fact.title, fact.unit))
            score_names(fact, project, projects, units)
        if fact.number:
            score_figure(fact, project, figures, found)
    matched = {id(match_of(fact, found)) for fact in facts}
    projects.invented.extend(one.title for one in found.projects if id(one) not in matched)
    units.invented.extend(one.lead_unit for one in found.projects if one.lead_unit not in told)
    figures.invented.extend(invented(found, told))
    return projects, units, figures


def match_of(fact: Fact, found: FoundList) -> FoundProject | None:
    """Return the project that a fact speaks of: of its name, else (where the text names none) of its unit."""
    if fact.title:
        wanted = normal_name(fact.title)
        return next((one for one in found.projects if normal_name(one.title) == wanted), None)
    return next((one for one in found.projects if one.lead_unit == fact.unit), None)


def score_names(fact: Fact, project: FoundProject | None, projects: Score, units: Score) -> None:
    """Count a project and its unit."""
    if project is None:
        projects.wrong.append(fact.title or fact.unit)
        units.wrong.append(f"{fact.title}：{fact.unit}")
        return
    projects.right += bool(fact.title)
    projects.marked += not fact.title
    if project.lead_unit == fact.unit:
        units.right += 1
    elif any("单位" in mark for mark in project.marks):
        units.marked += 1
    else:
        units.wrong.append(f"{fact.title}：{fact.unit}，读成{project.lead_unit}")


def of_fact(fact: Fact, project: FoundProject | None, found: FoundList) -> list[FoundIndicator]:
    """Return the indicators among which a fact should stand: its project's; of a unit whose projects have no names, all."""
    if fact.title:
        return list(project.indicators) if project else []
    return [one for other in found.projects if other.lead_unit == fact.unit for one in other.indicators]


def score_figure(fact: Fact, project: FoundProject | None, figures: Score, found: FoundList) -> None:
    """Count a figure: in its column, else in a mark, else wrong."""
    wanted = digits_of(fact.number)
    columns = {"目标": "target", "累计": "achieved", "完成率": "rate"}
    placed = []
    for one in of_fact(fact, project, found):
        value = getattr(one, columns[fact.column])
        text = value if isinstance(value, str) else value.number if value else ""
        if digits_of(text) == wanted:
            placed.append(one)
    if any(is_of_name(fact.name, one.name) or one.marks for one in placed):
        figures.right += 1
        return
    if placed:
        names = "、".join(one.name for one in placed)
        figures.wrong.append(f"{fact.title or fact.unit}：{fact.name}{fact.column}{fact.number}列在“{names}”")
        return
    marks = [*(project.marks if project else ())]
    marks.extend(mark for one in (project.indicators if project else ()) for mark in one.marks)
    if any(re.search(rf"(?<![\d.]){re.escape(wanted)}", re.sub(r"余|多", "", mark)) for mark in marks):
        figures.marked += 1
    else:
        figures.wrong.append(f"{fact.title or fact.unit}：{fact.name}{fact.column}{fact.number}")


def is_of_name(expected: str, name: str) -> bool:
    """Return whether two names can be one indicator's: two characters in a row are the same."""
    pairs = (expected[place : place + 2] for place in range(len(expected) - 1))
    return not expected or any(pair in name for pair in pairs) or (len(expected) == 1 and expected in name)


def misplaced(facts: list[Fact], found: FoundList) -> list[str]:
    """Return the figures that stand unmarked in a column where no fact of the project has them."""
    known: dict[int, set[tuple[str, str]]] = {}
    for fact in facts:
        known.setdefault(id(match_of(fact, found)), set()).add((fact.column, digits_of(fact.number)))
    rest = []
    for project in found.projects:
        for one in project.indicators:
            columns = (
                ("目标", one.target.number if one.target else ""),
                ("累计", one.achieved.number if one.achieved else ""),
                ("完成率", one.rate),
            )
            rest.extend(
                f"{project.title}：{one.name}{column}{text}"
                for column, text in columns
                if text and (column, digits_of(text)) not in known.get(id(project), set()) and not one.marks
            )
    return rest


def invented(found: FoundList, told: str) -> list[str]:
    """Return the figures of a list that do not stand in the text, and the names of which no half does."""
    told = told.translate(str.maketrans("０１２３４５６７８９％．", "0123456789%."))
    return [
        f"{project.title}：{figure}"
        for project in found.projects
        for one in project.indicators
        for figure in (
            digits_of(one.target.number) if one.target else "",
            digits_of(one.achieved.number) if one.achieved else "",
            digits_of(one.rate),
        )
        if figure and not re.search(rf"(?<![\d.]){re.escape(figure)}", re.sub(r"余|多", "", told))
    ]


def listed(source: Manuscript) -> FoundList:
    """Return the list of a manuscript."""
    return listing_of(source, column_of)


def all_cases() -> list[tuple[str, Manuscript, str, list[Fact]]]:
    """Return every bulletin with known facts: its name, the manuscript, the text, the facts."""
    cases = []
    for path in sorted(HERE.glob("*.txt")):
        text = path.read_text("utf-8")
        cases.append((path.stem, text_manuscript(path), text, facts_of_case(path.with_suffix(".md"))))
    for name, golden in GOLDEN.items():
        text = (HERE.parent / "seeds" / f"{name}.txt").read_text("utf-8")
        facts = facts_of_golden(
            HERE.parents[1] / "core" / "golden" / f"{golden}.json", re.sub(r"[ \u3000*]", "", text)
        )
        cases.append((name, manuscript(name, text.splitlines()), text, facts))
    return cases


def main() -> None:
    """Print the scores of all cases."""
    for name, source, text, facts in all_cases():
        found = listed(source)
        print(name, "misplaced:", misplaced(facts, found))
        for what, one in zip(("projects", "units", "figures"), score(facts, found, text), strict=True):
            print("  ", what, one.line(), *one.wrong, *one.invented)


if __name__ == "__main__":
    main()
