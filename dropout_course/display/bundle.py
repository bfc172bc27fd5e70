"""One value, three views: text for terminals, HTML for pages, a widget to use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dropout_course.display.markdown import markdown

Bundle = tuple[dict[str, Any], dict[str, Any]]


def mimebundle(text: str, html: str, widget: Callable[[], Any] | None = None) -> Bundle:
    """Bundle the views of a value for IPython.

    Parameters
    ----------
    text, html
        The same content in two forms.
    widget
        Makes an ipywidgets widget; called only where a notebook can show one.
    """
    bundle = {"text/plain": text, "text/html": styled(html)}
    if widget and in_notebook():
        view, metadata = widget()._repr_mimebundle_(), {}
        if isinstance(view, tuple):
            view, metadata = view
        return {**(view or {}), **bundle}, metadata
    return bundle, {}


def in_notebook() -> bool:
    """Whether this process is the kernel of a notebook."""
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None


def styled(html: str) -> str:
    """Return an HTML fragment with the course's style sheet before it."""
    return f"<style>{_style()}</style>{html}"


@cache
def _style() -> str:
    text = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return " ".join(text.split())


@dataclass(frozen=True)
class Words:
    """Some markdown to show at the end of a cell."""

    text: str

    def __str__(self) -> str:
        """Return the markdown as it stands."""
        return self.text

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        html = f'<div class="dropout-report dropout-help">{markdown(self.text)}</div>'
        return mimebundle(self.text, html)
