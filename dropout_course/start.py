"""Opening the course from an installed package: copy it into a folder, then become JupyterLab."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import dropout_course
from dropout_course.delivery import deliver, is_delivered
from dropout_course.files import PACKAGE, course_folder

FOLDER = "dropout-course"
INDEX = "notebooks/index.ipynb"


def prepare(folder: Path | None) -> Path:
    """Bring the learner's folder up to date, say what was done, and return it.

    Parameters
    ----------
    folder
        By default the current one where the course was copied into it before, else
        ``dropout-course`` in it.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    chosen = folder or (Path() if is_delivered(Path()) else Path(FOLDER))
    course = course_folder()
    if chosen.exists() and chosen.samefile(course):  # a checkout, opened in place
        return course
    said = str(deliver(course, chosen, dropout_course.__version__))
    if said:
        print(said)
    print(f"The course is in {chosen.resolve()}", flush=True)
    return chosen.resolve()


def open_lab(folder: Path, options: Sequence[str] = ()) -> int:
    """Become JupyterLab on the index notebook of a folder.

    Parameters
    ----------
    folder
        Where the course was copied to.
    options
        Of ``jupyter lab``.

    Returns
    -------
    int
        JupyterLab's exit code, where this process cannot become JupyterLab (Windows).
    """
    command = [sys.executable, "-m", "jupyterlab", *_configuration(folder), *options]
    # Our kernel before one of the same name elsewhere.
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    environment.pop("MPLBACKEND", None)  # the kernel draws into the notebook
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # JupyterLab answers Ctrl-C itself


def _configuration(folder: Path) -> list[str]:
    configuration: dict[str, object] = {
        "ServerApp.root_dir": folder,
        "LabApp.default_url": f"/lab/tree/{INDEX}",
        "LabApp.app_settings_dir": PACKAGE / "lab_settings",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container, where root is the only user
        configuration["ServerApp.allow_root"] = True
    return [f"--{key}={value}" for key, value in configuration.items()]
