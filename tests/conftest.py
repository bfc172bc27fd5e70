import socket

import pytest


@pytest.fixture(autouse=True)
def own_record(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts without a learner's record, whatever the others have solved."""
    monkeypatch.setenv("DROPOUT_COURSE_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    look_up = socket.getaddrinfo

    def look_up_here(host, *args, **kwargs):
        if host not in {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"}:
            pytest.fail(f"a test asked for the host {host!r}: tests run offline")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
