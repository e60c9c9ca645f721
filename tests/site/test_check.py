from __future__ import annotations

from pathlib import Path

import pytest

from desireline.site import check, env
from desireline.site.env import SettingError


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Write the full address"),
        ("ideas.bank.test", "Write the full address"),
        ("ftp://ideas.bank.test", "Write the full address"),
        ("https://ideas.bank.test/feedback", "Leave out the path"),
        ("https://ann:x@ideas.bank.test", "Leave out user and password"),
        ("https://ideas.bank.test:99999", "The port is not a number"),
        ("http://0.0.0.0:8000", "where a server listens"),
        ("https://ideas.example.org", "That is a sample"),
    ],
)
def test_a_wrong_base_url_is_refused_with_what_to_do(given: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        check.base_url(given, debug=False)


def test_a_base_url_is_taken_apart() -> None:
    address = check.base_url("https://ideas.bank.test:8443/", debug=False)
    assert (address.host, address.secure, address.origin) == (
        "ideas.bank.test",
        True,
        "https://ideas.bank.test:8443",
    )
    assert check.base_url("http://localhost:8000", debug=False).secure is False
    assert check.base_url("https://ideas.example.org", debug=True).host == "ideas.example.org"


@pytest.mark.parametrize("given", ["changeme", "short", "x" * 31])
def test_a_sample_or_short_secret_is_refused_unless_debugging(given: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="sample or shorter than 32"):
        check.secret(given, data=tmp_path, debug=False)
    assert check.secret(given, data=tmp_path, debug=True) == given


def test_a_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = check.secret("", data=tmp_path / "new", debug=False)
    assert len(first) >= 64
    assert check.secret("", data=tmp_path / "new", debug=False) == first
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="cannot be written"):
        check.secret("", data=tmp_path / "file", debug=False)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://host/name", "runs on SQLite"),
        ("postgres://host", "names no database"),
        ("postgres://ann:p/w@host/name", "cannot be read"),
    ],
)
def test_a_wrong_database_is_refused(url: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=words):
        check.database(url, data=tmp_path, synchronous="full")


def test_sqlite_waits_for_the_disk_and_postgresql_has_a_pool(tmp_path: Path) -> None:
    local = check.database("", data=tmp_path, synchronous="full")
    assert "synchronous=FULL" in local["OPTIONS"]["init_command"]
    assert local["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    remote = check.database("postgres://ann:x@host/name", data=tmp_path, synchronous="full")
    assert remote["OPTIONS"]["pool"]["max_size"] >= 16


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.bank.test", "starts with smtp://"),
        ("smtp://", "starts with smtp://"),
        ("smtps://ann@host", "user without a password"),
        ("smtps://host:abc", "not a number"),
        ("smtp://host?timeout=soon", "not a number"),
    ],
)
def test_a_wrong_mail_url_is_refused(url: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=words):
        check.mail(url, data=tmp_path)


@pytest.mark.parametrize(
    ("url", "port", "implicit", "starttls"),
    [
        ("smtp://h", 25, False, False),
        ("smtp+starttls://h", 587, False, True),
        ("smtps://h", 465, True, False),
    ],
)
def test_three_ways_of_mail(url: str, port: int, implicit: bool, starttls: bool, tmp_path: Path) -> None:
    found = check.mail(url, data=tmp_path)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, implicit, starttls)


def test_the_search_engine_is_tantivy_or_a_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check.search("") == check.search("Tantivy") == "tantivy"
    assert str(check.search("https://writer:secret@one,two")) == "https://one:9200, https://two:9200"
    with pytest.raises(SettingError, match=r"DESIRELINE_SEARCH cannot be used: write tantivy"):
        check.search("elastic")
    monkeypatch.setattr(check, "find_spec", lambda name: None)
    with pytest.raises(SettingError, match=r"pip install 'desireline\[opensearch\]'"):
        check.search("https://one")


def test_a_wrong_time_zone_is_refused() -> None:
    with pytest.raises(SettingError, match="Europe/Berlin"):
        check.zone("Berlin")
    assert check.zone("Europe/Berlin") == "Europe/Berlin"


def test_settings_say_what_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(env, "DECLARED", {})
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(SettingError, match="Write yes or no"):
        env.flag("X", False, "")
    with pytest.raises(SettingError, match="Write a whole number"):
        env.whole("X", 1, "")
    with pytest.raises(SettingError, match="Write one of: a, b"):
        env.one_of("X", "a", ("a", "b"), "")
    monkeypatch.setenv("X", "12")
    with pytest.raises(SettingError, match="from 0 to 5"):
        env.whole("X", 1, "", high=5)
    monkeypatch.setenv("X_FILE", str(tmp_path / "missing"))
    with pytest.raises(SettingError, match="cannot be read"):
        env.text("X", "", "")
    (tmp_path / "given").write_text("from a file\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "given"))
    assert env.text("X", "", "") == "from a file"
