"""Who tells: the ledger, its facts, and the office's wording, together."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xlminshi.bulletin.facts import Fact, facts_of
from xlminshi.bulletin.rope import Rope, filled
from xlminshi.bulletin.wording import clause, tidied_template
from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.phrases import Use
from xlminshi.core.settings import DocumentKind, Settings
from xlminshi.core.standard_phrases import RESERVED_CONDITIONS
from xlminshi.core.status import Status

# What a project is counted by and called in the middle of a sentence, after the end of the office's term for them all.
_ITEMS = (
    ("实事", "件", "实事"),
    ("工程", "项", "工程"),
    ("项目", "个", "项目"),
    ("任务", "项", "任务"),
    ("事项", "项", "事项"),
)
_OWN_COUNT = re.compile(r"^(?:[一二两三四五六七八九十百]+|\d+)[件项个大](?=.)")
_WHOLE = (Use.TITLE, Use.LEAD)


@dataclass(frozen=True, slots=True)
class Teller:
    """The ledger with its facts by key; every number of a document is told through it."""

    ledger: Ledger
    facts: Mapping[str, Fact]

    @property
    def settings(self) -> Settings:
        """Return the office's settings."""
        return self.ledger.settings

    @property
    def kind(self) -> DocumentKind:
        """Return what kind of document is told."""
        return self.settings.bulletin.kind

    def told(self, key: str) -> Rope:
        """Return a fact as text; a key that no fact has raises KeyError."""
        return self.facts[key].told()

    def known(self, **keys: str) -> dict[str, Rope]:
        """Return the marks whose fact exists, each with its text."""
        return {mark: self.told(key) for mark, key in keys.items() if key in self.facts}

    def say(self, use: Use, traits: Collection[str], parts: Mapping[str, Rope | str], turn: int = 0) -> Rope:
        """Return the phrase for a case with its marks filled in; an empty text where no phrase fits."""
        here = {*traits, self.kind.value}
        found = self.settings.phrases.template(use, here, parts.keys(), turn)
        if found is None:
            return Rope()
        template = tidied_template(self._counted_once(found))
        return filled(template if use in _WHOLE else clause(template), parts)

    def _counted_once(self, template: str) -> str:
        """Return a phrase in which 十件民生实事 stands behind a count without its own: 承担的10件民生实事."""
        term = self.settings.bulletin.project_term
        bare = _OWN_COUNT.sub("", term)
        return template if bare in ("", term) else template.replace("{量词}{实事统称}", "{量词}" + bare)

    def class_traits(self, one: ProjectStanding) -> tuple[str, ...]:
        """Return the traits of a project's class: its name and its meaning (滞后类)."""
        status = self.status_of(one)
        names = () if one.class_name in RESERVED_CONDITIONS else (one.class_name,)
        return (*names, f"{status.value}类") if status else names

    def status_of(self, one: ProjectStanding) -> Status | None:
        """Return what the class of a project means; None while it is undecided."""
        found = self.settings.status_class(one.class_name)
        return found.status if found else None

    def item_words(self) -> dict[str, str]:
        """Return how projects are counted and called: 件 and 实事, 项 and 工程."""
        term = self.settings.bulletin.project_term
        measure, noun = next(((one, word) for end, one, word in _ITEMS if term.endswith(end)), ("件", "实事"))
        return {"量词": measure, "实事": noun}


def teller_of(ledger: Ledger) -> Teller:
    """Return the teller of a ledger."""
    return Teller(ledger, {fact.key: fact for fact in facts_of(ledger)})
