"""The reference: what the docstrings say, through pdoc."""

from __future__ import annotations

import pkgutil
import warnings
from pathlib import Path

FOLDER = "reference"
FIRST = f"{FOLDER}/dropout_course.html"
# Its functions are what learners have to write, and its docstrings what they are asked.
LEFT_OUT = "dropout_course.catalog"


def write(site: Path) -> None:
    """Write the reference into a site."""
    import pdoc
    import pdoc.render

    import dropout_course

    for name in dropout_course.__all__:  # loaded late, which pdoc does not follow
        setattr(dropout_course, name, getattr(dropout_course, name))
    modules = [
        f"dropout_course.{each.name}" for each in pkgutil.iter_modules(dropout_course.__path__)
    ]
    pdoc.render.configure(docformat="numpy", show_source=False)
    with warnings.catch_warnings():
        # Types that are imported for the type checker only are shown as they are written.
        warnings.simplefilter("ignore", UserWarning)
        pdoc.pdoc("dropout_course", *modules, f"!{LEFT_OUT}", output_directory=site / FOLDER)
