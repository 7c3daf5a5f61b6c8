"""Recalculates a workbook with a real spreadsheet program (LibreOffice), trusting no stored result."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

TIMEOUT_SECONDS = 180
EXCEL_FILTER = "Calc MS Excel 2007 XML"

# OOXMLRecalcMode 0 = always recalculate on load; LibreOffice's default keeps the stored results.
PROFILE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def recalculate(path: Path, out_dir: Path) -> Path:
    """Writes a copy of an .xlsx to out_dir in which LibreOffice has worked out every formula anew.

    The copy is for reading results only: LibreOffice drops parts of what Excel needs.
    Calls may run in parallel: each has its own LibreOffice profile and works on its own copy.
    """
    result = out_dir / path.with_suffix(".xlsx").name
    if result.resolve() == path.resolve():
        raise ValueError(f"The recalculated copy would overwrite {path}")
    with tempfile.TemporaryDirectory(prefix="xlminshi-recalculation-") as temporary:
        work = Path(temporary)
        source = work / path.name
        shutil.copyfile(path, source)
        output = _run_soffice(source, work / "profile", work / "out")
        converted = work / "out" / result.name
        if not converted.is_file():  # soffice ends with exit code 0 even when it could not read the file
            raise RuntimeError(f"LibreOffice did not recalculate {path}: {output}")
        out_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(converted, result)
    return result


def _run_soffice(source: Path, profile: Path, out_dir: Path) -> str:
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(PROFILE_SETTINGS, encoding="utf-8")
    command = [
        _soffice(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        f"--infilter={EXCEL_FILTER}",  # otherwise a file that is no workbook would be read as text
        "--convert-to",
        f"xlsx:{EXCEL_FILTER}",
        "--outdir",
        str(out_dir),
        str(source),
    ]
    with subprocess.Popen(
        command,
        env=_clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its children must end, too
            output, _ = process.communicate()
            raise RuntimeError(f"LibreOffice took over {TIMEOUT_SECONDS} s: {output}") from None
    if process.returncode != 0:
        raise RuntimeError(f"LibreOffice ended with exit code {process.returncode}: {output}")
    return output


def _soffice() -> str:
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice is not installed: run `bash .ci/office`")
    return program


def _clean_environment() -> dict[str, str]:
    """LibreOffice holds a Python of its own, and needs UTF-8 for Chinese file names."""
    unwanted = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"LC_ALL": "C.UTF-8"}
