"""A person at the desk who answers as told, and remembers what was shown."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Answers:
    """`yes` answers every question; `folder` and `file` are what is chosen, None gives up."""

    folder: Path | None = None
    file: Path | None = None
    yes: bool = True
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)

    def tell(self, words: str, *, is_grave: bool = False) -> None:
        self.told.append(words)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.yes

    def choose_folder(self, title: str, start: Path) -> Path | None:
        return self.folder

    def choose_file(self, title: str, start: Path, pattern: str) -> Path | None:
        return self.file

    def show(self, path: Path) -> None:
        self.shown.append(path)
