"""The learner's own record: what was checked, answered and predicted, in one local file.

An event is never changed after it was written, so two notebooks can write at once and a killed
kernel loses at most the event it was writing. SQLite, from the standard library, keeps these
promises; what is left here is what to tell the learner when the file cannot be read or written.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE_NAME = "record.sqlite"
WAIT_SECONDS = 5.0
_SCHEMA = "CREATE TABLE IF NOT EXISTS events (time TEXT, kind TEXT, name TEXT, data TEXT)"


@dataclass(frozen=True)
class Event:
    """One thing that the learner did.

    Attributes
    ----------
    time : datetime
        In UTC.
    kind : str
        ``"check"``, ``"hint"``, ``"answer"``, ``"prediction"`` …
    name : str
        Of the exercise, question or prediction.
    data : dict
        What belongs to this kind.
    """

    time: datetime
    kind: str
    name: str
    data: dict[str, Any]


def record(kind: str, name: str, **data: Any) -> None:
    """Append one event; where it cannot be kept, say so and let the lesson go on."""
    row = (datetime.now(UTC).isoformat(), kind, name, json.dumps(data))
    with _told(f"This {kind} could not be kept in your record"), _open() as connection:
        connection.execute("INSERT INTO events VALUES (?, ?, ?, ?)", row)


def events(kind: str | None = None) -> list[Event]:
    """Return the events, oldest first; those of one kind, where one is named."""
    rows: list[tuple[str, str, str, str]] = []
    with _told("Your record could not be read"), _open() as connection:
        query = "SELECT time, kind, name, data FROM events ORDER BY rowid"
        rows = connection.execute(query).fetchall()
    found = [Event(datetime.fromisoformat(t), k, n, json.loads(d)) for t, k, n, d in rows]
    return [event for event in found if kind in (None, event.kind)]


def home() -> Path:
    """Return the folder of the record, or what the variable DROPOUT_COURSE_HOME names."""
    chosen = os.environ.get("DROPOUT_COURSE_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("dropout-course", appauthor=False)


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    path = home() / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        _set_aside(path)
        connection = _connect(path)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    try:
        connection.execute(_SCHEMA)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the file is damaged")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    path.replace(aside)
    print(f"Your record was damaged. It is kept as {aside.name}, beside a new one that starts now.")


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        print(f"{what} ({error}). Everything else works; look at {home()}.")
