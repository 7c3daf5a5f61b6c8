"""Names of offices (单位名): how they begin and end, and which offices a lead unit stands for (县民政局、县住建局 are two)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlminshi.core.units import UnitDirectory

HAN = "\u4e00-\u9fff\u3400-\u4dbf"
ENDS = (
    "委员会|管委会|办公室|街道办|办事处|街道|公司|中心|集团|医院|学院|学校|银行|政府|大队|支队|联社|局|委|办|联|院|"
    "会|部|站|处|所|镇|乡"
)
# A county by the word with which its offices' names begin: 县教育局, 旗教育局, 新区教育局; of its committee: 团旗委, 地委办公室.
AREA = "(?:新区|开发区|高新区|经开区|示范区|管理区|林区|地区|[县区市州旗盟])"
SEAT = "(?:新区|开发区|高新区|经开区|示范区|管理区|林区|[县区市州旗盟地])"
WITH_PREFIX = re.compile(rf"^(?:{AREA}|团{SEAT})[{HAN}]{{1,25}}(?:{ENDS})$")
ALONE, JOINTLY = "牵头", "共同牵头"
_MAY_BE_SEVERAL = re.compile(
    r"[、，,；;/／\s和及与：:（(+＋|｜&＆。等]|^各|会同|联合|牵头|负责|责任|主办|承办|分工|配合|协办|协助|参与|参加"
)
# White space and signs that stand in no name, but that people also put into one: they part offices only.
_BETWEEN_WORDS = re.compile(r"[\s+＋|｜&＆。]+")
_AND = re.compile("以及|会同|联合|[和及与]")
_PIECE = re.compile(r"(?:[^、，,；;/／（(]|[（(][^）)]*[）)]?)+")
_LEADS = (
    "(?:(?:联合|共同|主要|第一|具体|分别|总)?(?:牵头|负责|责任|主办|承办)(?:抓总)?|为主|"
    "(?:按照?(?:各自)?(?:职责|职能)?)?分工(?:负责)?)"
)
_HELP = "(?:(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|共同|协同|积极|分别)?(?:配合|协办|协助|参与|参加))"
_ROLE = rf"(?:{_LEADS}|(?P<helps>{_HELP}))+(?:单位|部门)?"
_ROLE_ALONE = re.compile(_ROLE)
_BRACKETED_ROLE = re.compile(rf"[（(]{_ROLE}[）)]")
_ROLE_BEFORE = re.compile(rf"^{_ROLE}\s*[：:]")
_LIKE_AN_OFFICE = re.compile(rf"[{HAN}]{{2}}(?:{ENDS})$")
_OFFICE_END = rf"(?:{ENDS}|[）)])"
_ROLE_BEHIND = re.compile(rf"由?(?P<name>.+?)\s*{_ROLE}$")
_ROLE_BETWEEN = re.compile(rf"({_OFFICE_END}\s*{_ROLE})(?:\s+|(?=由?{AREA}))")
# （县民政局、县财政局配合） and （配合单位：县民政局） behind the office that leads.
_HELPERS_ASIDE = re.compile(
    rf"[（(](?!{_ROLE}[）)])"
    rf"(?P<inside>{_HELP}(?:单位|部门)?\s*[：:][^（）()]+|[^（）()]+?{_HELP}(?:单位|部门)?)[）)]"
)
_OUTSIDE_BRACKETS = r"(?![^（(]*[）)])"
_ROLE_AHEAD = re.compile(rf"\s*(?P<label>{_ROLE}\s*[：:]){_OUTSIDE_BRACKETS}")
_EVERYBODY = "各|有关|相关|其[他它]|属地"
_AND_EVERYBODY = re.compile(
    rf"(?<=[{HAN}）)、])\s*(?:以及|会同|联合|[和及与])\s*(?=(?:{_EVERYBODY}){_OUTSIDE_BRACKETS})"
)
_AND_OTHERS = re.compile(
    rf"(?P<name>.+{_OFFICE_END})\s*(?P<others>等(?:[\d一二两三四五六七八九十几多]+[个家]?)?(?:有关|相关|责任|牵头)?"
    "(?:单位|部门|乡?镇(?:[（(]街道[）)])?|街道)?)$"
)
_NOBODY = re.compile(rf"{_EVERYBODY}|等|(?:乡镇|镇街)(?:[（(]|$)")
# Words that stand in no office's name: where one is left in it, nobody can say whom it means.
_LEFT_OVER = re.compile(rf"{_HELP}|牵头|负责|主办|承办|[和及与](?:{_EVERYBODY})|等(?:单位|部门)")
_TOWN = re.compile(r"^(?!各).+(?:[镇乡]|街道)(?:人民政府|政府|办事处|办|党工委|党委)?$")
_TOWN_SEAT = re.compile(r"(?:人民政府|政府|办事处|办)$")
_BEGINS = re.compile(rf"^{AREA}")


@dataclass(frozen=True, slots=True)
class Leading:
    """How a cell of lead units is read: the offices that lead, and those that are said to help (配合单位).

    `is_unclear`: white space stands between what may be two offices, or a name holds words for a role (配合); it is taken
    for one. `unnamed` are words beside them that name nobody: 各镇, 等.
    """

    offices: tuple[str, ...]
    helping: tuple[str, ...] = ()
    is_unclear: bool = False
    unnamed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the lead unit by its one spelling: 县民政局、县住建局."""
        return "、".join(self.offices)


def is_town(name: str) -> bool:
    """Return whether an office is one town's, whose figures are not the county's: 东河镇, 桃源街道办事处; not 各乡镇."""
    return bool(_TOWN.search(name))


def town_of(office: str) -> str:
    """Return a town by its bare name: 东关街道 of 东关街道办 and 东关街道办事处; "" for any other office."""
    return _TOWN_SEAT.sub("", office) if is_town(office) else ""


def offices_in(lead_unit: str, directory: UnitDirectory) -> tuple[str, ...]:
    """Return the offices that a lead unit stands for, each by its printed name: itself, or those that lead together.

    县教体局、民政局 are 县教体局 and the 县民政局 that the directory knows. What stands in brackets divides nothing, and 和 only
    what are offices on both sides: 县委组织部和县人社局, but not 县住房和城乡建设局.
    """
    return leading_in(lead_unit, directory).offices


def leading_in(typed: str, directory: UnitDirectory) -> Leading:
    """Return how a cell of lead units is read, as clerks type them: 县民政局；县住建局, each on a line, 县民政局（牵头）.

    White space parts only what are offices on both sides: long names are broken anywhere. 配合单位 lead where no other does.
    """
    if not _MAY_BE_SEVERAL.search(typed):
        return Leading((typed,))
    area = _area_of(typed) or _common_area(directory)
    texts, unnamed = _without_unnamed(tuple(_roles_of(typed)))
    said = [(part, helps) for text, helps in texts for part in _parts(text, area, directory)]
    if len(said) < 2:
        (name,) = [part for part, _ in said] or [_on_one_line(typed)]
        return Leading((name,), (), _is_unclear(name, area, directory), unnamed)
    names = {part: part if part == typed else _printed(part, area, directory) for part, _ in said}
    leading = [part for part, helps in said if not helps] or [part for part, _ in said]
    offices = tuple(dict.fromkeys(part if names[part] == typed else names[part] for part in leading))
    helping = dict.fromkeys(names[part] for part, _ in said)
    is_unclear = any(_is_unclear(part, area, directory) for part, _ in said)
    return Leading(offices, tuple(one for one in helping if one not in offices), is_unclear, unnamed)


def names_of(lead_units: Iterable[str], directory: UnitDirectory) -> tuple[str, ...]:
    """Return lead units fit for a list of names: 县水利局, 县民政局和县住建局（共同牵头）."""
    found = (name_and_role(unit, directory) for unit in lead_units)
    return tuple(f"{name}（{role}）" if role == JOINTLY else name for name, role in found)


def name_and_role(lead_unit: str, directory: UnitDirectory) -> tuple[str, str]:
    """Return a lead unit as it stands in a sentence, and how it leads: (县水利局, 牵头), (县民政局和县住建局, 共同牵头)."""
    names = offices_in(lead_unit, directory)
    return (f"{'、'.join(names[:-1])}和{names[-1]}", JOINTLY) if len(names) > 1 else (lead_unit, ALONE)


def distinct_offices(lead_units: Iterable[str], directory: UnitDirectory) -> tuple[str, ...]:
    """Return the different offices of lead units in their order; one that leads alone and beside another is one."""
    return tuple(dict.fromkeys(name for unit in lead_units for name in offices_in(unit, directory)))


def lead_unit_of(typed: str, lead_units: Iterable[str], directory: UnitDirectory) -> str | None:
    """Return the lead unit that a name stands for, also the same offices in another order; else whom the directory knows."""
    known, units = directory.resolve(typed), tuple(lead_units)
    if known in units:
        return known
    offices = single_offices(typed, directory)
    if not offices - {typed}:
        return known
    return next((one for one in units if single_offices(one, directory) == offices), known)


def single_offices(typed: str, directory: UnitDirectory) -> frozenset[str]:
    """Return the offices that a name stands for, each as it is printed, for comparing: their order says nothing."""
    return frozenset(directory.resolve(one) or one for one in offices_in(typed, directory))


def takes_part(office: str, lead_unit: str, directory: UnitDirectory) -> bool:
    """Return whether an office is one of those that lead together as `lead_unit`."""
    return office != lead_unit and single_offices(office, directory) <= single_offices(lead_unit, directory)


def _without_unnamed(texts: tuple[tuple[str, bool], ...]) -> tuple[list[tuple[str, bool]], tuple[str, ...]]:
    """Return the texts without words that name nobody (各镇, 县住建局等), and these words; alone they stand for themselves."""
    named, unnamed = [], []
    for text, helps in texts:
        if others := _AND_OTHERS.match(text):
            named.append((others["name"], helps))
            unnamed.append(others["others"])
        elif _NOBODY.match(text) and not helps:
            unnamed.append(text)
        else:
            named.append((text, helps))
    return (named, tuple(unnamed)) if named else ([*texts], ())


def _roles_of(typed: str) -> list[tuple[str, bool]]:
    """Return what separators part, without words for a role, and whether it only helps; 配合单位：… holds until the next.

    Behind several it is said of all since who leads: 县民政局牵头，县住建局、县水利局配合.
    """
    found: list[tuple[str, bool]] = []
    helps_from_here, is_led, unsaid = False, False, 0
    for piece in _PIECE.findall(_with_separators(_HELPERS_ASIDE.sub("、", typed))):
        text = piece.strip()
        if before := _ROLE_BEFORE.match(text):
            helps_from_here = bool(before["helps"])
            text = text[before.end() :]
        name, helps, is_said = _role_at_end(text)
        if is_said and helps and is_led:
            found[len(found) - unsaid :] = [(one, True) for one, _ in found[len(found) - unsaid :]]
        if name:
            found.append((name, helps if is_said else helps_from_here))
            unsaid = 0 if is_said else unsaid + 1
        is_led = is_led or (is_said and not helps)
    aside = (name for one in _HELPERS_ASIDE.finditer(typed) for name, _ in _roles_of(one["inside"]))
    return [*found, *((name, True) for name in aside)]


def _with_separators(typed: str) -> str:
    """Return a cell with 、 where words for a role, and 各镇 behind 和, part offices without any sign."""
    apart = _ROLE_AHEAD.sub(r"、\g<label>", _BRACKETED_ROLE.sub(r"\g<0>、", typed))
    return _AND_EVERYBODY.sub("、", _ROLE_BETWEEN.sub(r"\g<1>、", apart))


def _role_at_end(text: str) -> tuple[str, bool, bool]:
    """Return a name without the word for a role in brackets or behind it, whether it helps, and whether that is said."""
    role = _BRACKETED_ROLE.search(text)
    name = _BRACKETED_ROLE.sub("", text).strip()
    if role is None and (alone := _ROLE_ALONE.fullmatch(name)):
        return "", bool(alone["helps"]), True
    if role is None and (behind := _ROLE_BEHIND.fullmatch(name)):
        role, name = behind, behind["name"]
    return name, bool(role and role["helps"]), role is not None


def _parts(text: str, area: str, directory: UnitDirectory) -> Iterator[str]:
    """Yield the offices that white space, signs, 和 or 会同 part."""
    words = _words(text)
    has_signs = words != text.split()
    if len(words) > 1 and all(
        _is_office(word, area, directory) or (has_signs and _LIKE_AN_OFFICE.search(word)) for word in words
    ):
        for word in words:
            yield from _parts(word, area, directory)
        return
    text = _on_one_line(text) if len(words) > 1 else words[0] if words else text
    for match in _AND.finditer(text):
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        surely = match.group() == "会同"
        if all(
            WITH_PREFIX.match(one) or directory.resolve(one) or (surely and _LIKE_AN_OFFICE.search(one))
            for one in (left, right)
        ):
            yield left
            yield from _parts(right, area, directory)
            return
    yield text


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(text) if word]


def _is_office(text: str, area: str, directory: UnitDirectory) -> bool:
    return bool(WITH_PREFIX.match(text) or directory.resolve(text) or directory.resolve(area + text))


def _is_unclear(text: str, area: str, directory: UnitDirectory) -> bool:
    """Return whether a name that nobody has registered holds words for a role, or white space or a sign behind an office."""
    if directory.resolve(text) is not None:
        return False
    words = _words(text)
    return bool(_LEFT_OVER.search(text)) or (len(words) > 1 and _is_office(words[0], area, directory))


def _on_one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _area_of(text: str) -> str:
    found = _BEGINS.match(text)
    return found.group() if found else ""


def _common_area(directory: UnitDirectory) -> str:
    """Return the word with which the offices of a directory begin, "" where there are several."""
    areas = {area for unit in directory.units if (area := _area_of(unit.name))}
    return areas.pop() if len(areas) == 1 else ""


def _printed(part: str, area: str, directory: UnitDirectory) -> str:
    return directory.resolve(part) or directory.resolve(area + part) or part
