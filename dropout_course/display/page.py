"""A page of a form: what a learner is asked to fill in, described without a widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dropout_course.display.markdown import markdown

FieldKind = Literal["one", "several", "text", "order"]


@dataclass(frozen=True)
class Field:
    """Something to fill in.

    Attributes
    ----------
    kind : str
        ``"one"`` or ``"several"`` of the options, a line of ``"text"``, or the ``"order"`` of the
        options. The value is always text: a number as typed, or the values of the options chosen,
        one after the other.
    name : str
        Of the value.
    legend : str
        What is asked.
    options : tuple of (str, str)
        Value and HTML of each.
    """

    kind: FieldKind
    name: str
    legend: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """What a form shows at one time.

    Attributes
    ----------
    html : str
        What stands above the fields.
    fields : tuple of Field
        What is to be filled in.
    buttons : tuple of (str, str)
        Name and label of each. The first one is also pressed by the Enter key.
    status : str
        HTML of what there is to say; screen readers hear it when it changes.
    values : mapping of str to str
        What is filled in when the form appears.
    """

    html: str
    fields: tuple[Field, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    status: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def inline(text: str) -> str:
    """Turn a line of markdown into HTML without a paragraph around it."""
    return markdown(text).strip().removeprefix("<p>").removesuffix("</p>")
