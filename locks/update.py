"""Write locks/course.txt and locks/test.txt from pyproject.toml: `python locks/update.py`.

Both name every package with its version and the hashes of its files, for every system and every
Python that the course supports, and no address: the reader's own pip settings say where packages
come from. Versions already locked are kept where they still fit; `--upgrade` takes the newest.
"""

import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
HEADER = "# Written by `python locks/update.py` from pyproject.toml. Do not edit.\n"
REQUIREMENTS = """
# What builds the project itself, so that it is installed without a second, unpinned environment.
hatchling
editables
# The newest version with a wheel for Macs with an Intel processor.
argon2-cffi-bindings<26; sys_platform == 'darwin' and platform_machine == 'x86_64'
"""


def compile_lock(name: str, options: list[str]) -> None:
    """Write one lock with uv, which resolves for all systems at once."""
    path = LOCKS / name
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml", "-"]
    command += ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest"]
    command += ["--generate-hashes", "--only-binary", ":all:", "--no-annotate", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(path), *options]
    subprocess.run(command, cwd=LOCKS.parent, input=REQUIREMENTS, text=True, check=True)
    path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    chosen = sys.argv[1:]
    extras = ["--extra", "keras"]
    compile_lock("test.txt", [*extras, "--extra", "test", "--extra", "author", *chosen])
    # The learner's versions are those that the tests ran with.
    compile_lock("course.txt", [*extras, "--constraints", "locks/test.txt", *chosen])
