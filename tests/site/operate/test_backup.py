from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desireline.engines.files.models import StoredFile
from desireline.kit.jobs.api import enqueue
from desireline.kit.options.models import Option
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.models import Merge
from desireline.listen.order.models import OrderSlice, OrderVersion
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Invitation, Person
from desireline.site.operate import restore as restoring
from desireline.site.operate import rows, secrets
from desireline.site.operate.backup import backup
from desireline.site.operate.restore import RestoreError, restore
from tests import make
from tests.cast import Cast

Tables = dict[str, list[bytes]]


def everything() -> Tables:
    return {model._meta.db_table: [rows.to_json(row) for row in rows.read(model)] for model in rows.tables()}


def wipe() -> None:
    for _ in range(3):
        for model in reversed(rows.tables()):
            model._base_manager.all()._raw_delete(using="default")


@pytest.fixture
def used(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    """An instance with rows of every column type, and a folder for backups."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
    (tmp_path / "data" / "files" / "ab").mkdir(parents=True)
    (tmp_path / "data" / "files" / "ab" / "picture.webp").write_bytes(bytes(range(256)))
    StoredFile.objects.create(
        key="ab/picture.webp", name="Bild “1”.webp", type="image/webp", size=256, sha256="0" * 64
    )
    first, second = make.idea("Größer & <b>besser</b> 🚲", by=cast.carla), make.idea(by=cast.otto)
    merge = Merge.objects.create(source=second, target=first, by=cast.tom)
    Idea.objects.filter(pk=second.pk).update(state=Idea.State.MERGED, merged_into=first)
    Vote.objects.create(idea=first, person=cast.carla, how_much=3)
    Vote.objects.create(idea=first, person=cast.otto, merge=merge)
    comment = Comment.objects.create(
        idea=first, author=cast.otto, body="line\nbreak\x00".replace("\x00", "\u2028")
    )
    Comment.objects.create(idea=first, author=cast.tom, body="note", internal=True, parent=comment)
    make.outcome(under=make.future(horizon=date(2030, 5, 1)), baseline=0.1, target=1e-9)
    version = OrderVersion.objects.create(board=first.board, ideas=1, prior_a=0.5, prior_b=1.5)
    OrderSlice.objects.create(version=version, bucket=0, number=0, ids=bytes(range(200)))
    Option.objects.create(key="brand.name", value="Harbour")
    Option.objects.create(key="brand.deep", value={"a": [1, None, True]})
    cast.carla.set_password("correct horse battery staple")
    cast.carla.save()
    Invitation.objects.create(email="new@example.org", token_hash="f" * 64, expires=cast.carla.joined)
    enqueue("kit.sweep_jobs", {"n": 1}, key="k")
    return tmp_path


def test_everything_comes_back_into_an_empty_instance(used: Path, settings: Any) -> None:
    before = everything()
    backup(used / "b.zip", with_secrets=True)
    wipe()
    settings.MEDIA_ROOT = used / "other" / "files"
    counts = restore(used / "b.zip")
    assert everything() == before
    assert counts["listen_vote"] == 2
    assert (used / "other" / "files" / "ab" / "picture.webp").read_bytes() == bytes(range(256))
    assert make.person().pk > max(Person.objects.values_list("pk", flat=True).order_by("-pk")[1:])


def test_secrets_are_left_out_unless_asked_for(used: Path) -> None:
    backup(used / "b.zip")
    with zipfile.ZipFile(used / "b.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"argon2" not in whole
    assert b"f" * 64 not in whole
    assert (used / "b.zip").stat().st_mode & 0o077 == 0
    restore(used / "b.zip", force=True)
    assert not Person.objects.get(name="Carla").has_usable_password()


def test_every_column_that_sounds_like_a_secret_is_decided_about() -> None:
    words = ("password", "secret", "token", "hash", "sha2")
    open_ones = [
        (model._meta.db_table, field.column)
        for model in rows.tables()
        if model._meta.db_table not in secrets.SKIPPED
        for field in rows.columns(model)
        if any(word in str(field.column) for word in words)
        and (model._meta.db_table, field.column) not in set(secrets.BLANKED) | secrets.HARMLESS
    ]
    assert open_ones == []


def test_an_instance_in_use_is_not_overwritten_without_force(used: Path) -> None:
    backup(used / "b.zip")
    with pytest.raises(RestoreError, match="not empty"):
        restore(used / "b.zip")


def changed(source: Path, target: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
    return target


def test_a_damaged_backup_changes_nothing(used: Path) -> None:
    backup(used / "b.zip")
    before = everything()
    bad = changed(used / "b.zip", used / "bad.zip", "tables/listen_vote.jsonl", b"[]\n")
    with pytest.raises(RestoreError, match=r"listen_vote\.jsonl is not what was written"):
        restore(bad, force=True)
    whole = (used / "b.zip").read_bytes()
    (used / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RestoreError, match="is not a backup"):
        restore(used / "half.zip", force=True)
    assert everything() == before


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("format", 99, "reads format 1"),
        ("migrations", ["kit 0001_initial"], "Restore it with that version"),
        ("files", {"../../etc/passwd": "0"}, "leads out of its folder"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(used: Path, key: str, value: Any, words: str) -> None:
    manifest = backup(used / "b.zip")
    manifest[key] = value
    bad = changed(used / "b.zip", used / "bad.zip", "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(RestoreError, match=words):
        restore(bad, force=True)


def test_a_failure_in_the_middle_leaves_rows_and_files_as_they_were(used: Path, monkeypatch: Any) -> None:
    backup(used / "b.zip")
    before = everything()

    def fails(*_: Any) -> int:
        raise ValueError("line 3 is broken")

    monkeypatch.setattr(restoring.rows, "insert", fails)
    with pytest.raises(RestoreError, match="line 3 is broken"):
        restore(used / "b.zip", force=True)
    assert everything() == before
    assert (used / "data" / "files" / "ab" / "picture.webp").exists()


def test_any_other_zip_is_not_a_backup(used: Path) -> None:
    with zipfile.ZipFile(used / "x.zip", "w") as archive:
        archive.writestr("posts.csv", "")
    with pytest.raises(RestoreError, match="not a backup of Desireline"):
        restore(used / "x.zip", force=True)
