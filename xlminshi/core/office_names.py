"""Names of offices (单位名): how they begin and end, and which offices a lead unit stands for (县民政局、县住建局 are two)."""

import re
from collections.abc import Iterable, Iterator

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
BETWEEN_UNITS = re.compile(r"[、，,；;/\n]")
_MAY_BE_SEVERAL = re.compile(r"[、，,；;/\n和及与]")
_PIECE = re.compile(r"(?:[^、，,；;/\n（(]|[（(][^）)]*[）)]?)+")
_BEGINS = re.compile(rf"^{AREA}")


def offices_in(lead_unit: str, directory: UnitDirectory) -> tuple[str, ...]:
    """Return the offices that a lead unit stands for, each by its printed name: itself, or those that lead together.

    县教体局、民政局 are 县教体局 and the 县民政局 that the directory knows. What stands in brackets divides nothing, and 和 only
    what are offices on both sides: 县委组织部和县人社局, but not 县住房和城乡建设局.
    """
    if not _MAY_BE_SEVERAL.search(lead_unit):
        return (lead_unit,)
    pieces = (piece.strip() for piece in _PIECE.findall(lead_unit))
    parts = [part for piece in pieces if piece for part in _parts(piece, directory)]
    if len(parts) < 2:
        return (lead_unit,)
    area = _BEGINS.match(parts[0])
    names = (_printed(part, area.group() if area else "", directory) for part in parts)
    return tuple(
        dict.fromkeys(part if name == lead_unit else name for part, name in zip(parts, names, strict=True))
    )


def distinct_offices(lead_units: Iterable[str], directory: UnitDirectory) -> tuple[str, ...]:
    """Return the different offices of lead units in their order; one that leads alone and beside another is one."""
    return tuple(dict.fromkeys(name for unit in lead_units for name in offices_in(unit, directory)))


def _parts(text: str, directory: UnitDirectory) -> Iterator[str]:
    for match in re.finditer("[和及与]", text):
        left, right = text[: match.start()], text[match.end() :]
        if all(WITH_PREFIX.match(one) or directory.resolve(one) for one in (left, right)):
            yield left
            yield from _parts(right, directory)
            return
    yield text


def _printed(part: str, area: str, directory: UnitDirectory) -> str:
    return directory.resolve(part) or directory.resolve(area + part) or part
