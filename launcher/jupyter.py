"""Start JupyterLab on the index notebook."""

import os
import subprocess
import sys

from launcher.environment import FOLDER, ROOT, interpreter, prepare, variables

INDEX = "/lab/tree/notebooks/index.ipynb"


def start(options: list[str]) -> int:
    """Prepare the environment, then become JupyterLab; the options are JupyterLab's own."""
    prepare("course")
    _tell_about_tensorflow()
    command = [str(interpreter()), "-m", "jupyterlab", *_configuration(), *options]
    environment = variables() | {
        "JUPYTER_PREFER_ENV_PATH": "1",  # our kernel before one of the same name elsewhere
        "JUPYTERLAB_WORKSPACES_DIR": str(FOLDER / "workspaces"),  # not the tabs of other projects
    }
    environment.pop("MPLBACKEND", None)  # the kernel draws into the notebook
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    return _wait_for(subprocess.Popen(command, env=environment))


def _configuration() -> list[str]:
    configuration = {
        "ServerApp.root_dir": ROOT,
        "LabApp.default_url": INDEX,
        "LabApp.app_settings_dir": ROOT / "dropout_course" / "lab_settings",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container, where root is the only user
        configuration["ServerApp.allow_root"] = True
    return [f"--{key}={value}" for key, value in configuration.items()]


def _tell_about_tensorflow() -> None:
    places = [*FOLDER.glob("lib/python*/site-packages"), FOLDER / "Lib" / "site-packages"]
    if not any((place / "tensorflow").is_dir() for place in places):
        print("TensorFlow has no build for this Python and system: lesson 5 needs it, and only it.")


def _wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait for JupyterLab, which answers Ctrl-C itself."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
