"""Grade a class: what is not graded yet, on all cores or on a cluster, one result at a time."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import joblib
import tqdm

from dropout_course.catalog import Lesson
from dropout_course.classroom import catalogs, class_report, feedback, gradebook, worker
from dropout_course.classroom.journal import NAME, Journal, grader_version, key_of
from dropout_course.classroom.judging import Graded, Settings
from dropout_course.classroom.submissions import Handed, find, read
from dropout_course.classroom.worker import Task

MOST_AT_ONCE = 8


@dataclass(frozen=True)
class Summary:
    """How a run ended.

    Attributes
    ----------
    students : int
        How many there are.
    kept : int
        How many had been graded before.
    without_grade : dict of str to str
        Why, for each student without a grade.
    ungraded : int
        For how many of these the grader is to blame, and not the notebook.
    """

    students: int
    kept: int
    without_grade: dict[str, str]
    ungraded: int


def grade_class(
    folder: Path,
    output: Path,
    settings: Settings,
    *,
    catalog: Path | None = None,
    jobs: int = -1,
    scheduler: str | None = None,
) -> Summary:
    """Grade what is handed in, and write grade book, feedback and class report.

    Parameters
    ----------
    folder
        The submissions.
    output
        The folder to write; what it holds of an earlier run is not graded again.
    settings
        What decides a grade.
    catalog
        A folder of exercises besides the course's.
    jobs
        How many processes judge; -1 for one on each core.
    scheduler
        The address of a dask scheduler whose workers judge instead.

    Returns
    -------
    Summary
        How it ended.
    """
    lessons = catalogs.lessons(catalog)
    handed = find(folder, [lesson.name for lesson in lessons])
    decisive = {**asdict(settings), "grader": grader_version(catalog)}
    kept = 0
    with Journal(output / NAME) as journal:
        journal.begin(decisive)
        bar = tqdm.tqdm(total=len(handed), unit=" students", disable=None, smoothing=0.05)

        def tasks() -> Iterator[Task]:
            nonlocal kept
            for student, notebooks in handed.items():
                contents = [(one.name, _content(one)) for one in notebooks]
                key = key_of(decisive, contents)
                if journal.has(student, key):
                    kept += 1
                    bar.update()
                else:
                    yield key, student, contents

        with bar, _workers(jobs, scheduler) as parallel:
            work, boss = joblib.delayed(worker.grade_chunk), os.getpid()
            chunks = _chunks(tasks(), min(MOST_AT_ONCE, 1 + len(handed) // 32))
            for done in parallel(work(settings, catalog, boss, chunk) for chunk in chunks):
                for key, graded, page in done:
                    feedback.write(output, graded["student"], page)
                    journal.keep(key, graded)
                    bar.update()
        results = (Graded.from_data(journal[student]) for student in handed)
        return replace(_write(output, lessons, results, settings), kept=kept)


def recall_seed(output: Path) -> int | None:
    """Return the seed of an earlier run into the same folder; None where there was none."""
    if not (output / NAME).exists():
        return None
    with Journal(output / NAME) as journal:
        seed = journal.settings.get("seed")
    return seed if isinstance(seed, int) else None


def new_seed() -> int:
    """Return a seed that no student can know."""
    return secrets.randbits(48)


def _write(
    output: Path, lessons: Sequence[Lesson], results: Iterable[Graded], settings: Settings
) -> Summary:
    """Write all that concerns the whole class, in one pass over it."""
    book, report = gradebook.Rows(), class_report.Tally()
    for graded in results:
        book.add(graded)
        report.add(graded)
        if not feedback.path_of(output, graded.student).exists():
            feedback.write(output, graded.student, feedback.page(graded))
    taught = [one for one in lessons if {e.name for e in one.exercises} & report.met]
    book.write(output, taught)
    report.write(output, taught, settings)
    return Summary(len(book), 0, book.without_grade, book.ungraded)


def _content(handed: Handed) -> bytes | str:
    """Return what a notebook holds, or why it is refused."""
    if handed.refusal:
        return handed.refusal
    try:
        return read(handed)
    except OSError as error:
        return f"It cannot be read: {error.strerror}."


def _chunks(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    tasks = iter(tasks)
    while chunk := list(itertools.islice(tasks, size)):
        yield chunk


@contextlib.contextmanager
def _workers(jobs: int, scheduler: str | None) -> Iterator[joblib.Parallel]:
    """Give joblib's Parallel, which returns results as they come, and end what it started."""
    if scheduler is not None:
        from distributed import Client

        with (
            Client(scheduler, set_as_default=False) as client,
            joblib.parallel_config("dask", client=client),
        ):
            yield joblib.Parallel(return_as="generator_unordered")
        return
    try:
        yield joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")
    finally:
        worker.close()
        if jobs != 1:
            executor = joblib.externals.loky.get_reusable_executor()
            executor.shutdown(wait=True, kill_workers=True)
