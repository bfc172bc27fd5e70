"""``python -m dropout_course.cli`` is ``dropout-course``."""

import sys

from dropout_course.cli import main

if __name__ == "__main__":
    sys.exit(main())
