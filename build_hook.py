"""Carry the notebooks, exercises and solutions into the wheel (hatchling calls this).

Only what is built for learners goes in, file by file, so no checkpoint or stray copy can. An
editable install needs nothing: there the course is beside the package.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("notebooks", "exercises", "solutions")


class CarryTheCourse(BuildHookInterface):
    """Add every notebook of the three folders as dropout_course/course/<folder>/<name>."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `build_data` before a wheel is built."""
        if version == "editable":
            return
        for folder in FOLDERS:
            notebooks = sorted(Path(self.root, folder).glob("*.ipynb"))
            if not notebooks:
                message = f"No notebooks in {folder}/. Build them first: python -m authoring build"
                raise FileNotFoundError(message)
            for notebook in notebooks:
                target = f"dropout_course/course/{folder}/{notebook.name}"
                build_data["force_include"][str(notebook)] = target
