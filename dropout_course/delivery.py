"""Copying the course into a learner's folder, at first and after upgrades, never over their work.

A manifest in that folder says what was delivered. A file that still is what was delivered may be
replaced by its new version. One that the learner has changed stays as it is, and the new version is
put beside it. A notebook counts as changed when one of its cells reads differently; having run it
changes nothing of the learner's making.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = ".dropout-course.json"
FOLDERS = ("notebooks", "exercises", "solutions")


@dataclass
class Delivery:
    """What was done with the files of the course; paths are relative to the folder.

    Attributes
    ----------
    new, renewed : list of str
        Written for the first time, and replaced because nobody had changed them.
    beside : dict of str to str
        A file that the learner has changed, and the name of the new version beside it.
    """

    new: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say in a few lines what was done; empty where nothing was."""
        lines = []
        if self.new:
            lines.append(f"{_count(self.new)} copied.")
        if self.renewed:
            lines.append(f"{_count(self.renewed)} renewed.")
        if self.beside:
            lines.append(
                "You have changed these, so they stay as they are; the new version is beside:"
            )
            lines += [f"  {old}  (new: {Path(new).name})" for old, new in self.beside.items()]
        return "\n".join(lines)


def deliver(course: Path, folder: Path, version: str) -> Delivery:
    """Bring a learner's folder up to date.

    Parameters
    ----------
    course
        Where the course's own notebooks are.
    folder
        The learner's; made where it is missing.
    version
        Of the course, for the names of what is put beside a changed file.

    Raises
    ------
    OSError
        If the folder cannot be read or written. What was done until then is whole, and the next
        delivery goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    delivered = _read_manifest(folder)
    done = Delivery()
    for source in (path for name in FOLDERS for path in sorted((course / name).glob("*.ipynb"))):
        name = source.relative_to(course).as_posix()
        offered = fingerprint(source)
        _deliver_one(source, folder / name, delivered.get(name), offered, version, done, name)
        delivered[name] = offered
    text = json.dumps({"version": version, "files": delivered}, indent=1)
    _write(folder / MANIFEST, text.encode())
    return done


def is_delivered(folder: Path) -> bool:
    """Whether the course was copied into this folder before."""
    return (folder / MANIFEST).is_file()


def fingerprint(file: Path) -> str:
    """Return a digest of what someone wrote into a file: of a notebook, what its cells say."""
    content = file.read_bytes()
    try:
        cells = json.loads(content)["cells"]
        said = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
        content = json.dumps(said).encode()
    except (ValueError, KeyError, TypeError):
        pass  # not a notebook, or a damaged one, which is somebody's work all the same
    return hashlib.sha256(content).hexdigest()


def _deliver_one(
    source: Path,
    target: Path,
    before: str | None,
    offered: str,
    version: str,
    done: Delivery,
    name: str,
) -> None:
    if not target.exists():
        _write(target, source.read_bytes())
        done.new.append(name)
        return
    found = fingerprint(target)
    if offered in (found, before):
        return  # they have it, or had it and changed it
    if found == before:
        _write(target, source.read_bytes())
        done.renewed.append(name)
        return
    new = _free_name(target, version, offered)
    if not new.exists():
        _write(new, source.read_bytes())
    done.beside[name] = new.relative_to(target.parents[1]).as_posix()


def _free_name(target: Path, version: str, offered: str) -> Path:
    """Return a name beside `target` that nothing else has."""
    number = 1
    while True:
        mark = version if number == 1 else f"{version}-{number}"
        name = target.with_name(f"{target.stem}-{mark}{target.suffix}")
        if not name.exists() or fingerprint(name) == offered:
            return name
        number += 1


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_bytes(content)
    draft.replace(file)


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # then every file that differs counts as changed: nothing is lost


def _count(names: list[str]) -> str:
    return f"{len(names)} notebook{'s' if len(names) > 1 else ''}"
