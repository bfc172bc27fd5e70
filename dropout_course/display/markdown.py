"""Markdown to HTML; HTML inside of it is shown, not obeyed."""

import mistune

_RENDER = mistune.create_markdown(escape=True)


def markdown(text: str) -> str:
    """Turn markdown into HTML, with any HTML in it escaped."""
    return str(_RENDER(text))
