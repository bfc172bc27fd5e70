"""Open the course: `python3 course.py`. Run its tests: `python3 course.py test`."""

# This file must parse on any Python, however old, so that it can say which one the course needs.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (that is what this file is for)
    sys.exit(
        "The course needs Python 3.11 or newer; this is Python %d.%d. "  # noqa: UP031 (old Pythons know no f-strings)
        "Install a newer Python and start course.py with it." % sys.version_info[:2]
    )

if __name__ == "__main__":
    from launcher.main import main

    sys.exit(main(sys.argv[1:]))
