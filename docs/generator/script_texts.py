"""What the scripts of the installation package say, taken from the scripts themselves."""

import re
from pathlib import Path

_SCRIPTS = Path(__file__).resolve().parents[2] / "bundle" / "scripts"
_KINDS = (".ps1", ".bat", ".sh")
_QUOTED = re.compile(r"'([^'\n]*)'|\"((?:[`\\].|[^\"\n])*)\"")
_ECHO = re.compile(r"^echo (.+)$")
# What is filled in: {0} and $x of PowerShell, $x and %s of the shell, %~n0 and %X% of cmd.
_GAP = re.compile(r"\{\d\}|\$\((?:[^()]|\([^()]*\))*\)|\$\{?[A-Za-z_]\w*\}?|%~\w+|%[A-Z]+%|%s")
_CHINESE, _SENTENCE = re.compile("[\u4e00-\u9fff]"), re.compile("[。：；]")


def script_texts() -> list[str]:
    """Return every sentence, each once, … standing for what is filled in."""
    found: dict[str, None] = {}
    for path in sorted(path for path in _SCRIPTS.rglob("*") if path.suffix in _KINDS):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith("#"):
                found |= dict.fromkeys(_said(line))
    return list(found)


def _said(line: str) -> list[str]:
    echoed = _ECHO.match(line)
    parts = [echoed[1]] if echoed else [one[1] or one[2] or "" for one in _QUOTED.finditer(line)]
    texts = [text.strip() for part in parts for text in _GAP.sub("…", part).split(r"\n")]
    return [text for text in texts if _CHINESE.search(text) and _SENTENCE.search(text)]
