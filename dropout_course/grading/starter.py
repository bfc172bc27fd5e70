"""The starter of an exercise: its reference without the solution."""

BEGIN = "BEGIN SOLUTION"
END = "END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")


def clear_solution(source: str) -> str:
    """Replace each solution region by a stub, in the way of nbgrader's ClearSolutions.

    Parameters
    ----------
    source
        The solved cell. ``### BEGIN SOLUTION`` and ``### END SOLUTION`` stand alone on their lines
        around what the learner is to write.

    Returns
    -------
    str
        The cell to be filled in; the stub is indented as the opening marker is.

    Raises
    ------
    ValueError
        If there is no region, or a marker lacks its partner.
    """
    kept: list[str] = []
    opened = 0
    regions = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if BEGIN in line:
            if opened:
                raise ValueError(
                    f"Line {number} begins a solution inside the one begun on line {opened}; "
                    f"expected '### {END}' between them."
                )
            opened = number
            regions += 1
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + stub for stub in STUB]
        elif END in line:
            if not opened:
                raise ValueError(
                    f"Line {number} ends a solution that never began; "
                    f"put '### {BEGIN}' before the learner's part."
                )
            opened = 0
        elif not opened:
            kept.append(line)
    if opened:
        raise ValueError(
            f"The solution begun on line {opened} never ends; "
            f"put '### {END}' after the learner's part."
        )
    if not regions:
        raise ValueError(
            "There is nothing for the learner to write; put "
            f"'### {BEGIN}' and '### {END}' around the solution."
        )
    return "\n".join(kept)


def without_markers(source: str) -> str:
    """Return a solved cell without its markers, for reading."""
    return "\n".join(line for line in source.split("\n") if BEGIN not in line and END not in line)
