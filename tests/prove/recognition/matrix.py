from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desireline.prove.recognition import api as recognition
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import address_of
from tests.cast import Cast
from tests.matrix import Row
from tests.prove.recognition.help import draft, published

ASKED = {"anonymous": 302, "blocked": 302}
STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}
TEAM = {**ASKED, **STAFF}
DONE = {**ASKED, "team": 302, "steward": 302, "admin": 302, "*": 404}
STEWARDS = {"steward": 200, "admin": 200, "*": 404}
STEWARDS_DONE = {**ASKED, "steward": 302, "admin": 302, "*": 404}
GONE = {**ASKED, "*": 404}
OWN = {**ASKED, "*": 200}
Make = Callable[[Cast], Mapping[str, Any]]


def page(make: Callable[[Cast], Release]) -> Make:
    return lambda cast: {"path": address_of(make(cast))}


def of(make: Callable[[Cast], Release], **data: str) -> Make:
    def made(cast: Cast) -> Mapping[str, Any]:
        release = make(cast)
        given = {"title": "Real", "story": "Two taps.", "audience": str(release.audience_id)} | data
        return {"kwargs": {"pk": release.pk}, "data": given}

    return made


def note(cast: Cast) -> Mapping[str, Any]:
    made = recognition.thank(published(cast.tom), text="Thank you", by=cast.tom)
    return {"kwargs": {"pk": made.pk}, "data": {"text": "Thanks"}}


def secret_note(cast: Cast) -> Mapping[str, Any]:
    made = recognition.thank(draft(cast.stella, confidential=True), text="Thank you", by=cast.stella)
    return {"kwargs": {"pk": made.pk}, "data": {"text": "Thanks"}}


def wall(cast: Cast) -> Release:
    return published(cast.tom)


def own(cast: Cast) -> Release:
    return published(cast.tom, audience="staff")


def begun(cast: Cast) -> Release:
    return draft(cast.tom)


def secret(cast: Cast) -> Release:
    return draft(cast.stella, confidential=True)


def nobody(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": 999_999}}


ROWS = [
    Row("releases", expect={"*": 200}),
    Row("releases", "POST", expect={"*": 405}),
    Row("release", make=page(wall), expect={"*": 200}),
    Row("release", make=page(own), expect=STAFF, note="of our own people"),
    Row("release", make=page(begun), expect=STAFF, note="a draft"),
    Row("release", make=page(secret), expect=STEWARDS, note="of a confidential project"),
    Row("release", make=nobody, expect={"*": 404}, note="that there is not"),
    Row("release", "POST", make=page(wall), expect={"*": 405}),
    Row("release_edit", make=of(begun), expect=TEAM),
    Row("release_edit", "POST", make=of(begun), expect=DONE),
    Row("release_edit", make=of(secret), expect={**ASKED, **STEWARDS}, note="of a confidential project"),
    Row("release_publish", "POST", make=of(begun), expect=DONE),
    Row("release_publish", "POST", make=of(secret), expect=STEWARDS_DONE, note="of a confidential project"),
    Row("release_publish", make=of(begun), expect={"*": 405}),
    Row("release_withdraw", "POST", make=of(wall), expect=DONE),
    Row("release_withdraw", make=of(wall), expect={"*": 405}),
    Row("release_thank", "POST", make=of(wall, text="Thank you"), expect=DONE),
    Row("release_thank", "POST", make=nobody, expect=GONE, note="that there is not"),
    Row("release_thank", make=of(wall), expect={"*": 405}),
    Row("thanks_edit", make=note, expect=TEAM),
    Row(
        "thanks_edit",
        "POST",
        make=note,
        expect={**ASKED, "team": 302, "steward": 422, "admin": 422, "*": 404},
    ),
    Row("thanks_remove", "POST", make=note, expect=DONE),
    Row("thanks_remove", "POST", make=secret_note, expect=STEWARDS_DONE, note="of a confidential project"),
    Row("thanks_remove", make=note, expect={"*": 405}),
    Row("my_credits", expect=OWN),
    Row("my_credits", "POST", make=lambda cast: {"data": {"choice": "named"}}, expect={"*": 302}),
    Row(
        "my_credits",
        "POST",
        make=lambda cast: {"data": {"choice": "x"}},
        expect={**ASKED, "*": 422},
        note="of none",
    ),
    Row("response", expect=TEAM),
    Row("response", "POST", expect={"*": 405}),
    Row("release_feed", expect={"*": 200}),
    Row("release_feed", "POST", expect={"*": 405}),
]
