"""What comes in between two renewals goes to the nearest theme, if it lies within its reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desireline.engines.embeddings import api as embeddings
from desireline.understand.themes.models import Level, Saying, Theme
from desireline.understand.themes.renewing import HALF
from desireline.understand.themes.texts import Text, arrived, directions, model

BATCH = 200


def arrive(*, most: int = 5000) -> int:
    """Put new ideas and comments into themes. Returns how many there were."""
    done = 0
    if not Theme.objects.filter(gone__isnull=True).exists():
        return 0  # the first renewal looks at everything
    while done < most and (texts := arrived(limit=BATCH)):
        _place(texts)
        done += len(texts)
    if done:
        embeddings.release()
    return done


def _place(texts: Sequence[Text]) -> None:
    rows = [Saying(idea_id=one.idea, comment_id=one.comment, at=one.at, digest=one.digest) for one in texts]
    told = [place for place, one in enumerate(texts) if one.digest]
    vectors = directions([texts[place].text for place in told])
    for level in Level:
        themes = list(
            Theme.objects.filter(level=level, gone__isnull=True, model=model()).values_list(
                "pk", "centre", "reach"
            )
        )
        if not themes or not told:
            continue
        centres = np.array([np.frombuffer(bytes(centre), dtype=HALF) for _pk, centre, _reach in themes])
        close = vectors @ centres.astype(np.float32).T
        best = close.argmax(axis=1)
        for row, place in enumerate(told):
            pk, _centre, reach = themes[int(best[row])]
            cosine = float(close[row, best[row]])
            if cosine >= reach:
                setattr(rows[place], f"{level.column}_id", pk)
                setattr(rows[place], f"{level.column}_close", cosine)
    Saying.objects.bulk_create(rows, ignore_conflicts=True)
