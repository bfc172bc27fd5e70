"""Where the course's notebooks are, in a checkout and in an installed wheel alike."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def course_folder() -> Path:
    """Return the folder that holds notebooks/, exercises/ and solutions/.

    In a checkout (an editable install) that is the project itself; a wheel carries the three
    folders inside of the package.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    FileNotFoundError
        If neither place has notebooks, as after an interrupted build.
    """
    for folder in (PACKAGE / "course", PACKAGE.parent):
        if (folder / "notebooks").is_dir():
            return folder
    raise FileNotFoundError(
        f"No notebooks in {PACKAGE / 'course'} or {PACKAGE.parent}. Expected the folders notebooks,"
        " exercises and solutions in one of them. Install the course again."
    )
