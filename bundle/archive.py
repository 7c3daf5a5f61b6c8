"""The zip: equal files give equal bytes, whenever, wherever and in whatever order it is made."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

# The earliest time a zip entry can carry; every entry gets it.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
# Packed already; to pack them again takes half a minute and saves nothing.
_PACKED = frozenset({".whl", ".png", ".xlsx", ".docx", ".xlam", ".gz", ".woff2"})


def write_archive(path: Path, folder: str, files: Mapping[str, bytes]) -> None:
    """Write the zip with all files in one folder, so that unpacking it leaves one thing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            archive.writestr(_entry(f"{folder}/{name}"), files[name])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
    entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    return entry
