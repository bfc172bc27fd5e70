"""The learner's record survives what happens to files."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from dropout_course import record


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DROPOUT_COURSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def write_many(count: int) -> None:
    for number in range(count):
        record.record("check", "inverted_dropout", number=number)


def test_events_come_back_in_order_and_by_kind() -> None:
    record.record("hint", "sample_mask", number=1)
    record.record("check", "sample_mask", outcome="passed")
    assert [event.kind for event in record.events()] == ["hint", "check"]
    (event,) = record.events("check")
    assert (event.name, event.data) == ("sample_mask", {"outcome": "passed"})
    assert event.time.tzinfo is not None


def test_two_notebooks_write_at_once_and_lose_nothing() -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(25,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert len(record.events()) == 50


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_kernel_leaves_a_readable_record() -> None:
    record.record("check", "sample_mask", number=-1)
    writer = multiprocessing.get_context("spawn").Process(target=write_many, args=(100_000,))
    writer.start()
    while len(record.events()) < 5:
        time.sleep(0.02)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    numbers = [event.data["number"] for event in record.events()]
    assert numbers == list(range(-1, len(numbers) - 1))


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"\x00" * 5000])
def test_a_damaged_file_is_set_aside_with_one_sentence(
    own_home: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    own_home.mkdir()
    path = own_home / record.FILE_NAME
    path.write_bytes(content)
    record.record("check", "sample_mask")
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "damaged" in said
    (aside,) = own_home.glob("record-damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in said
    assert len(record.events()) == 1


def test_damage_inside_of_the_file_is_noticed(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_many(200)
    path = own_home / record.FILE_NAME
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(bytes(content))
    record.record("check", "sample_mask")
    assert "damaged" in capsys.readouterr().out
    (aside,) = own_home.glob("record-damaged-*")
    assert aside.read_bytes() == bytes(content)


def test_a_full_disk_costs_the_event_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record.record("check", "sample_mask")
    real = sqlite3.connect

    def full(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **kwargs)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(sqlite3, "connect", full)
    record.record("check", "sample_mask", filler="x" * 100_000)
    said = capsys.readouterr().out
    assert "could not be kept" in said
    assert "full" in said
    assert said.count("\n") == 1
    monkeypatch.setattr(sqlite3, "connect", real)
    assert len(record.events()) == 1


def test_a_folder_that_cannot_be_written_costs_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("DROPOUT_COURSE_HOME", str(blocked / "inside"))
    record.record("check", "sample_mask")
    assert record.events() == []
    assert capsys.readouterr().out.count("\n") == 2


def test_the_home_is_the_users_data_folder_unless_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert record.home() == tmp_path / "home"
    monkeypatch.delenv("DROPOUT_COURSE_HOME")
    assert record.home().name == "dropout-course"
