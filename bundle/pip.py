"""Pip, run as a program of its own: it has no other interface."""

import subprocess
import sys
from pathlib import Path


class BundleError(Exception):
    """The package cannot be made; the text says why."""


def run_pip(*arguments: str | Path) -> None:
    """Run pip; what it says is in the BundleError where it fails."""
    command = (sys.executable, "-m", "pip", *map(str, arguments))
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    done = subprocess.run((*command, *quiet), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"pip {arguments[0]} failed:\n{done.stderr.strip()}")
