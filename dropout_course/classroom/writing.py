"""Write files whole: whoever opens one finds the old one or the new one, and no half."""

from pathlib import Path


def place(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
