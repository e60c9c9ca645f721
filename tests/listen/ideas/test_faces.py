"""Who brought an idea is seen by face; what people wrote runs in the direction of its own letters."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

ARABIC = "تصدير كشف الحساب بصيغة جدول"
FACE = re.compile(r'<span class="avatar [^"]*"[^>]*><img src="(/[^"]+)"')


def paint(client: Client, person: Person) -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(data, "PNG")
    client.force_login(person)
    client.post("/me/picture", {"picture": SimpleUploadedFile("me.png", data.getvalue(), "image/png")})


def test_the_picture_of_the_author_is_on_the_card_and_on_the_page(client: Client, cast: Cast) -> None:
    idea = make.idea("Round up", by=cast.carla)
    board, page = f"/boards/{idea.board.slug}", f"/ideas/{idea.pk}-{idea.slug}"
    client.get(board)
    client.get(page)
    paint(client, cast.carla)
    client.logout()
    shown = {path: FACE.findall(client.get(path).content.decode()) for path in (board, page)}
    assert len(shown[board]) == 1
    assert shown[board] == shown[page]
    assert client.get(shown[page][0]).status_code == 200


def test_initials_have_the_same_colour_on_the_card_the_page_and_beside_a_comment(
    client: Client, cast: Cast
) -> None:
    idea = make.idea("Round up", by=cast.carla)
    for path in (f"/boards/{idea.board.slug}", f"/ideas/{idea.pk}-{idea.slug}"):
        page = client.get(path).content.decode()
        assert f"hue-{cast.carla.hue_index} " in re.findall(r'<span class="(avatar [^"]*)"', page)[0]


def test_the_readers_own_face_is_in_the_top_bar(client: Client, cast: Cast) -> None:
    paint(client, cast.carla)
    assert len(FACE.findall(client.get("/me").content.decode())) >= 2


def test_one_more_query_shows_all_faces_of_a_board(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    board = make.board()
    for person in (cast.carla, cast.otto, cast.cora):
        paint(client, person)
        make.idea(on=board, by=person)
    client.logout()
    with django_assert_max_num_queries(12):
        page = client.get(f"/boards/{board.slug}?sort=newest").content.decode()
    assert len(FACE.findall(page)) == 3


def test_what_people_wrote_runs_in_its_own_direction(client: Client, cast: Cast) -> None:
    future = make.future(ARABIC)
    outcome = make.outcome(ARABIC, under=future)
    idea = make.idea(ARABIC, by=cast.carla, body=ARABIC)
    paths = (
        f"/boards/{idea.board.slug}",
        f"/ideas/{idea.pk}-{idea.slug}",
        f"/futures/{future.slug}",
        f"/outcomes/{outcome.slug}",
    )
    for path in paths:
        page = client.get(path, follow=True).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        heading = re.search(r"<h[13][^>]*>(?:<a[^>]*>)?" + ARABIC, page)
        assert heading, path
        assert 'dir="auto"' in heading[0], path
        for block in re.findall(r"<(?:p|div)[^>]*>(?:<p>)?" + ARABIC, main):
            assert 'dir="auto"' in block, (path, block)
