import errno

import pytest

from launcher.problems import explain_os_error, explain_pip

FAILED = "ERROR: Could not install packages due to an OSError: "
RETRY = "WARNING: Retrying (Retry(total=0)) after connection broken by '{}': /simple/numpy/"
NO_MATCH = "ERROR: No matching distribution found for numpy==2.4.6"
HASHES = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated ...
    numpy==2.4.6 from https://example.org/numpy.whl (from -r course.txt (line 7)):
        Expected sha256 aa
             Got        bb
"""


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            FAILED + "[Errno 28] No space left on device",
            "disk is full",
        ),
        (
            "OSError: [WinError 112] There is not enough space on the disk: 'C:\\\\x'",
            "disk is full",
        ),
        (
            RETRY.format("ProxyError('Unable to connect to proxy')") + "\n" + NO_MATCH,
            "the proxy did not answer",
        ),
        (
            RETRY.format("SSLError(SSLError(1, '[SSL]'))") + "\n" + NO_MATCH,
            "certificate was not accepted",
        ),
        (RETRY.format("ConnectTimeoutError()") + "\n" + NO_MATCH, "no answer"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "no answer"),
        (NO_MATCH, "There is no numpy==2.4.6 for Python 3."),
        (HASHES, "other content than the course expects (numpy==2.4.6)"),
        (
            FAILED + "[Errno 13] Permission denied: '/x'",
            "cannot write",
        ),
        (
            FAILED + "[Errno 2] No such file\nHINT: ... Windows Long Path support ...",
            "too long for Windows",
        ),
        ("ERROR: something new", "pip says: something new"),
        ("Collecting numpy\nsomething odd\n", "pip says: something odd"),
        ("", "pip says: nothing"),
    ],
)
def test_what_pip_prints_becomes_one_sentence(output: str, words: str) -> None:
    said = str(explain_pip(output.splitlines()))
    assert words in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EDQUOT, "Quota exceeded"), "disk is full"),
        (OSError(errno.EROFS, "Read-only file system", "/course"), "/course: Read-only"),
        (PermissionError(errno.EACCES, "Permission denied", "/course"), "Copy the course"),
        (FileNotFoundError(errno.ENOENT, "No such file", "locks/course.txt"), "locks/course.txt"),
    ],
)
def test_what_the_system_refuses_becomes_one_sentence(error: OSError, words: str) -> None:
    assert words in str(explain_os_error(error))
