"""The setting that names a cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from desireline.engines.search.cluster import Cluster, read


def test_one_host_with_all_that_is_usual() -> None:
    assert read("http://localhost") == Cluster(("http://localhost:9200",))


def test_hosts_login_name_and_options(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.touch()
    found = read(f"https://writer:p%40ss@one:9201,two,[::1]:9202/ideas-2?shards=3&replicas=0&ca={ca}&knn=yes")
    assert found.nodes == ("https://one:9201", "https://two:9200", "https://[::1]:9202")
    assert (found.user, found.password, found.prefix) == ("writer", "p@ss", "ideas-2")
    assert (found.shards, found.replicas, found.ca, found.knn) == (3, 0, str(ca), True)


def test_the_password_is_in_nothing_that_is_printed() -> None:
    found = read("https://writer:secret@one")
    assert "secret" not in f"{found} {found!r}"
    assert str(found) == "https://one:9200"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("elastic", "write tantivy"),
        ("https://", "write tantivy"),
        ("https://writer@one", "needs a password"),
        ("https://one:port", "port"),
        ("https://one/Ideas", "begins the names"),
        ("https://one/ideas/more", "begins the names"),
        ("https://one?colour=red", "colour is not known"),
        ("https://one?shards=0", "whole number"),
        ("https://one?shards=many", "whole number"),
        ("https://one?knn=perhaps", "yes or no"),
        ("https://one?ca=/nowhere/ca.pem", "no file"),
        ("https://a:b@one,c:d@two", "divide several hosts"),
        ("https://,", "divide several hosts"),
    ],
)
def test_what_is_wrong_is_said(given: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(given)
