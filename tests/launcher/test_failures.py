import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher.conftest import LAB, Toy


def wait_until(condition, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def assert_one_sentence(done: subprocess.CompletedProcess, *words: str) -> None:
    assert done.returncode == 1
    said = done.stderr.strip()
    assert "\n" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("settings", "detail"),
    [
        ({"PIP_INDEX_URL": "https://127.0.0.1:9/simple"}, "no connection"),
        ({"PIP_INDEX_URL": "https://index.invalid/simple"}, "no server of that name"),
        ({"PIP_PROXY": "http://127.0.0.1:9"}, "no connection"),
    ],
)
def test_without_network_one_sentence_and_nothing_left(toy, settings, detail) -> None:
    done = toy.run(**settings, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_RETRIES="1")
    assert_one_sentence(done, "could not be fetched", detail, "network", "proxy")
    assert toy.left() == []


def test_a_package_that_has_no_wheel_here_is_named(toy: Toy) -> None:
    for wheel in toy.wheels.iterdir():
        wheel.unlink()
    assert_one_sentence(toy.run(), "There is no jupyterlab==1.0 for Python 3.")
    assert toy.left() == []


def test_a_package_with_other_content_is_refused(toy: Toy) -> None:
    lock = toy.folder / "locks" / "course.txt"
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0")[:-2] + "\n")
    assert_one_sentence(toy.run(), "other content", "jupyterlab==1.0")
    assert toy.left() == []


def test_a_damaged_pip_is_not_run(toy: Toy) -> None:
    (pip,) = (toy.folder / "locks").glob("pip-*.whl")
    with pip.open("ab") as handle:
        handle.write(b"more")
    assert_one_sentence(toy.run(), "is damaged", pip.name)
    assert toy.left() == []


def test_a_project_that_does_not_build_leaves_nothing(toy: Toy) -> None:
    (toy.folder / "backend.py").write_text("raise SystemExit('broken')")
    done = toy.run()
    assert done.returncode == 1
    assert "The installation failed" in done.stderr
    assert toy.left() == []


def test_a_failed_update_keeps_what_was_there(toy: Toy) -> None:
    toy.run()
    before = (toy.folder / "locks" / "course.txt").read_text()
    toy.lock(("jupyterlab", "2.0", {"jupyterlab/__main__.py": LAB}))
    (toy.wheels / "jupyterlab-2.0-py3-none-any.whl").unlink()
    assert toy.run().returncode == 1
    (toy.folder / "locks" / "course.txt").write_text(before)
    assert "Installing" not in toy.run().stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_gets_one_sentence(toy: Toy) -> None:
    toy.folder.chmod(0o555)
    try:
        assert_one_sentence(toy.run(), "cannot write", "Copy the course")
    finally:
        toy.folder.chmod(0o755)


def test_something_in_the_way_gets_one_sentence(toy: Toy) -> None:
    toy.inside.write_text("a file where the folder should be")
    assert_one_sentence(toy.run(), ".course-env")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Forty megabytes: enough for pip itself, too few for the packages."""
    mount = shutil.which("mount")
    folder = tmp_path / "small"
    folder.mkdir()
    command = [str(mount), "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)]
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_gets_one_sentence_and_nothing_is_left(small_disk: Path, make_toy) -> None:
    toy = make_toy(small_disk / "toy")
    noise = os.urandom(20_000_000).hex()
    toy.lock(("jupyterlab", "1.0", {"jupyterlab/__main__.py": LAB, "jupyterlab/big.txt": noise}))
    assert_one_sentence(toy.run(), "disk is full", "3 GB")
    assert toy.left() == []


def test_a_disk_for_reading_only_gets_one_sentence(small_disk: Path, make_toy) -> None:
    toy = make_toy(small_disk / "toy")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert_one_sentence(toy.run(), "cannot write", "Copy the course")


def test_ctrl_c_leaves_nothing(toy: Toy) -> None:
    (toy.folder / "seconds").write_text("60")
    process = toy.start()
    wait_until(lambda: toy.builds)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert err.strip() == "Stopped. The same command starts it again."
    assert toy.left() == []


@pytest.mark.slow
def test_after_a_kill_in_the_middle_the_next_start_builds_anew(toy: Toy) -> None:
    (toy.folder / "seconds").write_text("3")
    process = toy.start()
    wait_until(lambda: toy.builds)
    process.kill()
    process.communicate()
    assert toy.left()
    (toy.inside / "half-made").write_text("")
    (toy.folder / "seconds").write_text("0")
    done = toy.run()
    assert done.returncode == 0, done.stderr
    assert "waiting for it" in done.stdout  # for the pip that outlived its parent
    assert not (toy.inside / "half-made").exists()


def test_two_starts_at_once_install_once(toy: Toy) -> None:
    (toy.folder / "seconds").write_text("2")
    first = toy.start()
    wait_until(lambda: toy.builds)
    second = toy.start()
    told = [process.communicate(timeout=300)[0] for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert "waiting for it" in told[1]
    assert toy.builds == 1
