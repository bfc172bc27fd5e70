"""Writes wheels without any dependency; copied into the toy project, it is also what builds it."""

import time
import zipfile
from hashlib import sha256
from pathlib import Path


def write_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> Path:
    info = f"{name}-{version}.dist-info"
    metadata = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inner, text in (files | metadata).items():
            wheel.writestr(inner, text)
    return path


def lock_line(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"


def build_editable(folder, config_settings=None, metadata_directory=None) -> str:
    """Build as slowly as the file `seconds` says, and count the builds."""
    here = Path.cwd()
    with (here / "builds").open("a") as log:
        log.write("built ")
    time.sleep(float((here / "seconds").read_text()))
    return write_wheel(Path(folder), "toy", "1.0", {"toy.pth": str(here)}).name
