from __future__ import annotations

from tests.matrix import Row

OWN = {"anonymous": 302, "blocked": 302, "*": 200}
ROWS = [
    Row("profile", expect=OWN),
    Row("profile_export", "POST", expect=OWN),
    Row("profile_picture", "POST", expect={"*": 302}),
    Row("person_picture", make=lambda cast: {"kwargs": {"key": "guess"}}, expect={"*": 404}),
    Row("profile_leave", expect=OWN),
    Row("left", expect={"*": 200}),
    Row(
        "person",
        make=lambda cast: {"kwargs": {"pk": cast.carla.pk}},
        expect={"customer": 200, "team": 200, "steward": 200, "admin": 200, "*": 404},
    ),
]
