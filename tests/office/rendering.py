"""Rendering of Word files with LibreOffice, the same on every machine that has the Noto CJK fonts."""

import os
import subprocess
import tempfile
from pathlib import Path

TIMEOUT_SECONDS = 120
_PYTHON_SETTINGS = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")  # LibreOffice starts a Python of its own

# Chinese fonts of the standard -> free fonts; every 汉字 is one em wide in all of them.
_STAND_INS = {
    "方正小标宋简体": ("Noto Serif CJK SC", "bold"),
    "仿宋_GB2312": ("Noto Serif CJK SC", "regular"),
    "楷体_GB2312": ("Noto Serif CJK SC", "regular"),
    "宋体": ("Noto Serif CJK SC", "regular"),
    "黑体": ("Noto Sans CJK SC", "medium"),
}


def to_pdf(path: Path, out_dir: Path) -> Path:
    """Return the PDF that LibreOffice makes of a file; an error, not a skip, when there is no LibreOffice."""
    return to_pdfs((path,), out_dir)[0]


def to_pdfs(paths: tuple[Path, ...], out_dir: Path) -> tuple[Path, ...]:
    """Return the PDFs that one LibreOffice makes of files, in their order."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out_dir),
            *map(str, paths),
        ]
        done = subprocess.run(
            command,
            env=_environment(folder),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    pdfs = tuple(out_dir / f"{path.stem}.pdf" for path in paths)
    made = done.returncode == 0 and all(pdf.exists() for pdf in pdfs)
    assert made, f"LibreOffice made no PDF: {done.stdout}{done.stderr}"
    return pdfs


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _PYTHON_SETTINGS}
    return kept | {"FONTCONFIG_FILE": str(_font_settings(folder)), "LC_ALL": "C.UTF-8"}


def _font_settings(folder: Path) -> Path:
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{stand_in}</string></edit>'
        f'<edit name="weight" mode="assign" binding="same"><const>{weight}</const></edit></match>'
        for name, (stand_in, weight) in _STAND_INS.items()
    )
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
        f"<cachedir>{folder / 'cache'}</cachedir>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return settings
