"""Two independent validators of Office files, one interface: a list of errors, empty for a good file."""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, SourceClass, ValidationError, ValidationSeverity

REPO_ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 120


def sdk_errors(path: Path) -> list[str]:
    """Returns what Microsoft's Open XML SDK finds wrong with an Excel or Word file."""
    process = subprocess.run(
        [str(_sdk_validator()), str(path.resolve())],
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if process.returncode not in (0, 1):  # 0: valid, 1: invalid or unreadable file, 2: could not run
        raise RuntimeError(f"The Open XML SDK validator failed: {process.stderr or process.stdout}")
    result = json.loads(process.stdout)
    errors = [f"{e['path'] or ''} {e['xPath'] or ''}: {e['description']}".strip() for e in result["errors"]]
    if result["ok"] != (not errors):
        raise RuntimeError(f"The Open XML SDK validator contradicts itself: {process.stdout}")
    return errors


def audit_errors(path: Path) -> list[str]:
    """Returns what openxml-audit finds wrong with an Excel or Word file.

    It knows rules of Excel and Word that the SDK lacks, but overlooks a cut-off worksheet: use both.
    """
    result = _auditor().validate(path)
    errors = [error for error in result.errors if error.severity is ValidationSeverity.ERROR]
    if result.is_valid != (not errors):
        raise RuntimeError(f"openxml-audit contradicts itself: valid={result.is_valid}, {result.errors}")
    return [str(error) for error in errors if not _is_false_alarm(error)]


def _sdk_validator() -> Path:
    candidates = [REPO_ROOT / "node_modules" / ".bin" / "ooxml-validator"]
    if configured := os.environ.get("XLMINSHI_OOXML_VALIDATOR"):
        candidates.append(Path(configured))
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise RuntimeError("The Open XML SDK validator is not installed: run `bash .ci/office`")


def _is_false_alarm(error: ValidationError) -> bool:
    """Tells the one known false alarm: every python-docx document, which Word opens without complaint.

    The leftover part stylesWithEffects (read by Word 2010 only) of its template differs from its styles.
    """
    return (
        error.part_uri == "/word/stylesWithEffects.xml" and error.source_class is SourceClass.WORD_APP_COMPAT
    )


@cache
def _auditor() -> OpenXmlValidator:
    """Loads the schemas once per test process: that takes longer than checking a file."""
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
