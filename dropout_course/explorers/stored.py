"""What measure.py has written, for the explorers to show."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def stored(name: str) -> dict[str, Any]:
    """Return the content of data/NAME.json; "provenance" in it says where it comes from."""
    text = files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
