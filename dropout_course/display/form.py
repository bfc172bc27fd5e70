"""The widget that shows a page of a form and tells Python which button was pressed.

A form is drawn in the browser from native controls, so the keyboard and screen readers work as they
do everywhere. What is right and what is said to it stays in Python until an answer comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from dropout_course.display.page import Page

_HERE = Path(__file__).parent

Press = Callable[[str, dict[str, str]], Page]


class Form(anywidget.AnyWidget):
    """A page that answers.

    Parameters
    ----------
    page
        What is shown first.
    press
        Called with the name of a button and the values of the fields; returns what to show next.
    """

    _esm = (_HERE / "form.js").read_text(encoding="utf-8")
    _css = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "form.css"))
    page = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    replies = traitlets.Int(0).tag(sync=True)

    def __init__(self, page: Page, press: Press) -> None:
        super().__init__(page=asdict(page), values=dict(page.values))
        self._press = press
        self.on_msg(self._receive)

    def _receive(self, _: object, content: dict[str, Any], __: object) -> None:
        with self.hold_sync():
            self.page = asdict(self._press(content["button"], content["values"]))
            self.replies += 1
