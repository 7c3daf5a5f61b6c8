"""`make bundle`: makes the installation package for one platform and prints where it is."""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bundle.archive import write_archive
from bundle.contents import gather
from bundle.pins import ROOT
from bundle.pip import BundleError
from bundle.targets import TARGETS, Target
from bundle.wheels import gather_wheels


def make(target: Target, output: Path, manuals: Iterable[Path]) -> Path:
    """Return the package, made from this checkout, the pins and the built manual."""
    with tempfile.TemporaryDirectory() as folder:
        gather_wheels(target, Path(folder))
        files = gather(target, Path(folder), manuals)
    version = files["VERSION"].decode().split()[1]
    path = output / f"xlminshi-{version}-{target.name}.zip"
    write_archive(path, f"民生实事安装包-{version}", files)
    return path


def main() -> int:
    """Make the package that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("--platform", choices=TARGETS, default="windows")
    parser.add_argument("--output", type=Path, default=ROOT / "build")
    asked = parser.parse_args()
    manuals = sorted(path for path in (ROOT / "build").glob("manual*") if path.is_dir())
    try:
        path = make(TARGETS[asked.platform], asked.output, manuals)
    except BundleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
