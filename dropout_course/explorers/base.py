"""The ground that all explorers share.

An explorer is a class in NAME.py and a drawing in NAME.js. The Python side holds the state and the
data, and can compute every number that is on screen; the browser draws and samples, so that no
drag waits for the kernel. The style and the functions of shared/*.js are written in front of
NAME.js: together they are one ES module and share one scope, without a build. shared/loader.js
loads it.

Where no kernel is at hand (a static page, a reopened notebook) a still picture takes its place,
with its description as text.
"""

import base64
import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any, ClassVar

import anywidget
import traitlets

from dropout_course.explorers.cells import close_previous
from dropout_course.explorers.checks import RefusedError

_HERE = files(__package__)
_SHARED = ("random.js", "elements.js", "controls.js", "digits.js", "chart.js", "frame.js")


def module(*names: str) -> str:
    """Return the ES module of the explorer that is written in the files `names`."""
    parts = [_HERE.joinpath("shared", shared) for shared in _SHARED]
    parts += [_HERE.joinpath(name) for name in names]
    style = _HERE.joinpath("shared", "explorer.css").read_text(encoding="utf-8")
    texts = [f"const STYLE = {json.dumps(style)};"]
    return "\n".join([*texts, *(part.read_text(encoding="utf-8") for part in parts)])


class Explorer(anywidget.AnyWidget):
    """An interactive picture whose state Python can read and set.

    Subclasses give `drawing`, their traits, `describe` and `picture`; `data` is what the browser
    needs and never changes.
    """

    drawing: ClassVar[str]

    _esm = _HERE.joinpath("shared", "loader.js").read_text(encoding="utf-8")
    _drawing = traitlets.Unicode(read_only=True).tag(sync=True)
    data = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, data: Mapping[str, Any], **state: Any) -> None:
        known = self.state_names()
        for name in state:
            if name not in known:
                raise RefusedError(
                    f"{type(self).__name__} has no {name!r}; it has {', '.join(known)}."
                )
        super().__init__()
        self.set_trait("_drawing", self.drawing)
        self.set_trait("data", dict(data))
        for name, value in state.items():
            setattr(self, name, value)
        close_previous(self)

    @classmethod
    def state_names(cls) -> list[str]:
        """Return the names that can be set, in the order of the class."""
        own = [kind for kind in cls.__mro__ if issubclass(kind, Explorer) and kind is not Explorer]
        return [
            name
            for kind in reversed(own)
            for name, value in vars(kind).items()
            if isinstance(value, traitlets.TraitType)
            or (isinstance(value, property) and value.fset is not None)
            if not name.startswith("_")
        ]

    def describe(self) -> str:
        """Say in a sentence or two what the picture shows now."""
        raise NotImplementedError

    def picture(self) -> str:
        """Return the still picture as SVG."""
        raise NotImplementedError

    def close(self) -> None:
        """Free it here and in the browser."""
        if self.comm is not None:
            # JupyterLab keeps the model of a closed widget, as it is and as it was before the last
            # change: after two changes nothing of it is large. What is here stays as it is.
            for _ in range(2):
                empty = {"data": {}, "_drawing": ""}
                self.comm.send({"method": "update", "state": empty, "buffer_paths": []})
            self.layout.close()
        super().close()

    def __repr__(self) -> str:
        return self.describe()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        described = self.describe()
        drawn = base64.b64encode(self.picture().encode()).decode()
        # An image, not inline SVG: hosts that clean HTML remove inline SVG and its description.
        still = (
            f'<img alt="{escape(described)}" src="data:image/svg+xml;base64,{drawn}" '
            'style="max-width: 100%; height: auto">'
        )
        return {**bundle[0], "text/html": still, "text/plain": described}, bundle[1]
