"""Vectors by digest of model and text, so that nothing is embedded twice; what nobody asks for is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from django.utils import timezone

from desireline.engines.embeddings.models import TextVector
from desireline.engines.embeddings.protocol import Embedder, Tell, Vectors
from desireline.kit.jobs.api import leave_room

BATCH = 500
FRESH = timedelta(days=30)  # the day of the last use is kept no more exactly than that
UNUSED = timedelta(days=90)
HALF = np.dtype("<f2")


def digest(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model}\n{text}".encode("utf-8", "replace"), digest_size=16).digest()


def kept(engine: Embedder, texts: Sequence[str], tell: Tell | None = None) -> Vectors:
    """Like `embed`, but what is known is read and what is new is kept, batch by batch. `tell(done)` of the texts."""
    keys = [digest(engine.name, text) for text in texts]
    found = np.zeros((len(texts), engine.size), dtype=np.float32)
    rows: dict[bytes, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    known = _read(rows, found)
    new = [key for key in rows if key not in known]
    done = sum(len(rows[key]) for key in known)
    if tell:
        tell(done)
    for start in range(0, len(new), BATCH):
        part = new[start : start + BATCH]
        vectors = engine.embed([texts[rows[key][0]] for key in part]).astype(HALF)
        for key, vector in zip(part, vectors, strict=True):
            found[rows[key]] = vector
        _write(part, vectors)
        done += sum(len(rows[key]) for key in part)
        if tell:
            tell(done)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
    return found


def _read(rows: dict[bytes, list[int]], found: Vectors) -> set[bytes]:
    """Fill in the vectors that are kept; which those are."""
    known: set[bytes] = set()
    old: list[bytes] = []
    keys, border = list(rows), timezone.now().date() - FRESH
    for start in range(0, len(keys), BATCH):
        part = TextVector.objects.filter(pk__in=keys[start : start + BATCH])
        for pk, vector, used in part.values_list("digest", "vector", "used"):
            key = bytes(pk)
            found[rows[key]] = np.frombuffer(bytes(vector), dtype=HALF)
            known.add(key)
            if used < border:
                old.append(key)
    for start in range(0, len(old), BATCH):
        TextVector.objects.filter(pk__in=old[start : start + BATCH]).update(used=timezone.now().date())
    return known


def _write(keys: Sequence[bytes], vectors: np.ndarray[tuple[int, int], np.dtype[np.float16]]) -> None:
    today = timezone.now().date()
    TextVector.objects.bulk_create(
        [
            TextVector(digest=key, vector=vector.tobytes(), used=today)
            for key, vector in zip(keys, vectors, strict=True)
        ],
        ignore_conflicts=True,
    )


def forget_unused() -> int:
    """Forget vectors that nothing asked for in three months: their texts were changed or are gone."""
    gone = 0
    stale = TextVector.objects.filter(used__lt=timezone.now().date() - UNUSED)
    while part := list(stale.values_list("pk", flat=True)[:BATCH]):
        gone += TextVector.objects.filter(pk__in=part).delete()[0]
        leave_room()
    return gone
