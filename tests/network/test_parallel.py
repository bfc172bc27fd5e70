import threading

import pytest
import threadpoolctl
import tqdm.auto

from dropout_course.network import parallel
from dropout_course.network.parallel import in_parallel


def blas_threads():
    return [
        pool["num_threads"]
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas" and "numpy" in pool["filepath"]
    ]


def test_results_come_in_the_order_of_the_jobs():
    results, interrupted = in_parallel(lambda job, _: job**2, range(20))
    assert results == [job**2 for job in range(20)]
    assert not interrupted


def test_workers_share_the_cores_and_give_them_back(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    before = blas_threads()
    many, _ = in_parallel(lambda *_: (blas_threads(), threading.get_ident()), range(30))
    assert all(threads == [1] * len(before) for threads, _ in many)
    assert len({worker for _, worker in many}) <= 2
    assert blas_threads() == before


def test_an_interruption_keeps_what_is_done_and_starts_nothing_new(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 1)
    started, really_wait = threading.Event(), parallel.wait

    def wait(*args, **options):
        started.wait(10)
        monkeypatch.setattr(parallel, "wait", really_wait)
        raise KeyboardInterrupt

    def work(job, watch):
        if job == 1:
            started.set()
            while not watch.stopped():
                pass
        return job

    monkeypatch.setattr(parallel, "wait", wait)
    results, interrupted = in_parallel(work, range(5))
    assert interrupted
    assert results == [0, 1, None, None, None]


def test_in_a_browser_which_has_no_threads_jobs_run_one_after_the_other(monkeypatch):
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(tqdm.auto.tqdm, "monitor_interval", 10)
    monkeypatch.setattr(parallel.sys, "platform", "emscripten")
    monkeypatch.setattr(threading.Thread, "start", refuse)
    results, interrupted = in_parallel(lambda job, _: job**2, range(5))
    assert (results, interrupted) == ([0, 1, 4, 9, 16], False)
    with pytest.raises(ZeroDivisionError):
        in_parallel(lambda job, _: 1 / job, [1, 0])
