"""Addresses that hosts understand."""

from urllib.parse import parse_qs, urlsplit

import pytest

from authoring.notebook import AuthoringError
from authoring.site.hosted import Repository, links

LESSON = "notebooks/01_analogy.ipynb"


def test_a_repository_on_github_opens_in_colab_and_binder():
    found = links(Repository("https://github.com/someone/dropout.git", "v1/x"), LESSON)
    assert list(found) == ["Colab", "Binder"]
    colab = urlsplit(found["Colab"])
    assert colab.path == f"/github/someone/dropout/blob/gh-pages/colab/{LESSON}"
    binder = urlsplit(found["Binder"])
    assert binder.path == "/v2/gh/someone/dropout/v1%2Fx"
    assert parse_qs(binder.query) == {"urlpath": [f"lab/tree/{LESSON}"]}


def test_a_repository_elsewhere_opens_in_binder():
    found = links(Repository("https://git.example.org/a/b/"), LESSON)
    assert list(found) == ["Binder"]
    assert "/v2/git/https%3A%2F%2Fgit.example.org%2Fa%2Fb/main?" in found["Binder"]


def test_a_hub_pulls_the_repository_and_opens_the_lesson():
    where = Repository("https://github.com/someone/dropout", hub="https://hub.example.org/")
    link = urlsplit(links(where, LESSON)["JupyterHub"])
    assert link.netloc + link.path == "hub.example.org/hub/user-redirect/git-pull"
    assert parse_qs(link.query) == {
        "repo": ["https://github.com/someone/dropout"],
        "branch": ["main"],
        "urlpath": [f"lab/tree/dropout/{LESSON}"],
    }


@pytest.mark.parametrize("address", ["github.com/a/b", "git@github.com:a/b.git", "javascript:x"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(AuthoringError, match="Expected an address such as https://"):
        Repository(address)
