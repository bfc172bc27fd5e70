"""The two commands, and the one place where a failure becomes a sentence."""

import sys

from launcher import jupyter, suite
from launcher.problems import LaunchError, explain_os_error

HELP_WANTED = {"-h", "--help", "help"}
HELP = """\
python3 course.py [options]        open the course in JupyterLab; the options are those of
                                   jupyter lab, such as --no-browser or --port 9999
python3 course.py test [options]   run all tests; the options are those of pytest, such as -k mask

On Windows, type `py` for `python3`. The first start installs the course's own copy of all it
needs into the folder .course-env (about 2 GB); delete that folder to start afresh.
"""


def main(arguments: list[str]) -> int:
    """Run the command and return the exit code."""
    first, *others = arguments or [""]
    if first in HELP_WANTED or (first == "test" and HELP_WANTED & set(others)):
        print(HELP, end="")
        return 0
    try:
        if first == "test":
            return suite.run(others)
        return jupyter.start(arguments)
    except LaunchError as problem:
        print(f"\n{problem}", file=sys.stderr)
    except OSError as error:
        print(f"\n{explain_os_error(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. The same command starts it again.", file=sys.stderr)
        return 130
    return 1
