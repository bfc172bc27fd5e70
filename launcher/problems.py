"""From what went wrong to one sentence that says what to do."""

import errno
import platform
import re
from collections.abc import Iterable


class LaunchError(Exception):
    """Something that the reader can mend; its text is all that is shown."""


DISK_FULL = (
    "The disk is full: the course needs about 3 GB in its own folder while it is installed. "
    "Make room and run the same command again."
)
NOT_WRITABLE = (
    "The course cannot write into its own folder ({detail}). "
    "Copy the course to a folder of yours and start it there."
)
NO_NETWORK = (
    "The packages could not be fetched ({detail}). "
    "Check the network (and the proxy, if you need one), then run the same command again."
)
NO_WHEEL = (
    "There is no {detail} for Python {python} on {system}. "
    "Start course.py with another Python; 3.11 to 3.14 are known to work."
)
OTHER_CONTENT = (
    "A package arrived with other content than the course expects ({detail}), so it was refused. "
    "Run the same command again; if it happens again, ask whoever keeps your network or mirror."
)
LONG_PATH = (
    "The path of the course is too long for Windows. "
    r"Move its folder to a short path, such as C:\course, and start it there."
)
UNKNOWN = "The installation failed. pip says: {detail}"

# What pip prints, and the sentence it stands for: the first that fits. A connection that failed
# makes pip say "no matching distribution", too, so the network comes before the missing wheel.
EXPLANATIONS = [
    (r"Windows Long Path", LONG_PATH),
    (r"No space left on device|There is not enough space on the disk|Disk quota", DISK_FULL),
    (r"connection broken by '(?P<network>\w+)|(?P<timeout>Read timed out)", NO_NETWORK),
    (
        r"HASHES DO NOT MATCH|DO NOT MATCH THE HASHES[\s\S]*?\n\s*(?P<detail>\S+) from",
        OTHER_CONTENT,
    ),
    (r"No matching distribution found for (?P<detail>[^\s;]+)", NO_WHEEL),
    (r"(?P<detail>Permission denied|Read-only file system|Access is denied)", NOT_WRITABLE),
    (r"ERROR: (?P<detail>.+)", UNKNOWN),
]

NETWORK = {
    "NameResolutionError": "no server of that name was found",
    "NewConnectionError": "no connection",
    "ProxyError": "the proxy did not answer",
    "SSLError": "the server's certificate was not accepted",
}


def explain_pip(output: Iterable[str]) -> LaunchError:
    """Turn what pip printed into the problem behind it."""
    text = "\n".join(output)
    for pattern, sentence in EXPLANATIONS:
        if found := re.search(pattern, text):
            groups = found.groupdict()
            detail = groups.get("detail") or NETWORK.get(str(groups.get("network")), "no answer")
            return LaunchError(_fill(sentence, detail))
    return LaunchError(_fill(UNKNOWN, text.strip().rpartition("\n")[2] or "nothing"))


def explain_os_error(error: OSError) -> LaunchError:
    """Turn an error of the operating system into the problem behind it."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return LaunchError(DISK_FULL)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return LaunchError(_fill(NOT_WRITABLE, f"{error.filename}: {error.strerror}"))
    return LaunchError(f"The system refused something the course needs: {error}.")


def _fill(sentence: str, detail: str) -> str:
    system = f"{platform.system()} {platform.machine()}"
    return sentence.format(detail=detail, python=platform.python_version(), system=system)
