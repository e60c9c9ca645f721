import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from desireline.kit.errors import Refused
from desireline.kit.options.api import get, put
from tests.cast import Cast


def _brand(**values: str) -> dict[str, str]:
    return {
        "group": "brand",
        "brand_name": "Harbour",
        "brand_claim": "",
        "brand_hue": "196",
        "brand_voice": "",
        **values,
    }


def test_an_administrator_changes_the_brand_and_undoes_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    answer = client.post("/team/settings", _brand(), follow=True)
    assert get("brand_name") == "Harbour"
    assert b"Harbour" in answer.content
    undo = answer.content.decode().split('action="/team/settings/undo/')[1].split('"')[0]
    client.post(f"/team/settings/undo/{undo}")
    assert get("brand_name") == "Desireline"
    client.post(f"/team/settings/undo/{undo}")
    assert get("brand_hue") == 262


def test_a_wrong_value_saves_nothing_and_is_shown_at_its_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    answer = client.post("/team/settings", _brand(brand_hue="400"))
    assert answer.status_code == 422
    assert "from 0 to 359" in answer.content.decode()
    assert get("brand_name") == "Desireline"


@pytest.mark.django_db
def test_options_keep_their_type() -> None:
    for key, value in (("guest_ideas", "yes"), ("sign_up", "sometimes"), ("currency", "Pounds")):
        with pytest.raises(Refused) as caught:
            put({key: value})
        assert caught.value.field == key


def test_only_administrators_see_the_settings(client: Client, cast: Cast) -> None:
    for person in (cast.carla, cast.tom, cast.stella):
        client.force_login(person)
        assert client.get("/team/settings").status_code == 404


@pytest.mark.django_db
def test_the_style_of_the_brand_is_cached_until_it_changes(client: Client) -> None:
    first = client.get("/brand.css")
    assert first.content == b":root { --hue: 262; }\n"
    assert client.get("/brand.css", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert "/brand.css?v=262" in client.get("/sign-in").content.decode()
    assert "immutable" in client.get("/brand.css?v=262")["Cache-Control"]
    put({"brand_hue": 10})
    assert client.get("/brand.css", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "immutable" not in client.get("/brand.css?v=262")["Cache-Control"]
    assert "/brand.css?v=10" in client.get("/sign-in").content.decode()


def test_a_logo_is_redrawn_shown_and_undone(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    data = io.BytesIO()
    Image.new("RGB", (900, 900), "teal").save(data, "JPEG")
    answer = client.post(
        "/team/settings/logo", {"logo": SimpleUploadedFile("../l.jpg", data.getvalue())}, follow=True
    )
    assert "/brand/logo?v=" in answer.content.decode()
    shown = client.get("/brand/logo")
    assert shown["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(shown.content)).size == (240, 240)
    client.post("/team/settings/logo?back=")
    assert client.get("/brand/logo").status_code == 404


def test_a_logo_that_is_no_picture_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    bad = SimpleUploadedFile("l.svg", b"<svg onload=alert(1)>")
    answer = client.post("/team/settings/logo", {"logo": bad}, follow=True)
    assert "not a picture" in answer.content.decode()
    assert get("brand_logo") == ""


def test_everyone_chooses_a_language_and_goes_back_where_they_were(client: Client, cast: Cast) -> None:
    answer = client.post("/language", {"language": "de", "next": "//evil.example"})
    assert answer["Location"] == "/"
    client.force_login(cast.carla)
    assert client.post("/language", {"language": "de", "next": "/me"})["Location"] == "/me"
    cast.carla.refresh_from_db()
    assert cast.carla.language == "de"
    assert client.post("/language", {"language": "xx"}).status_code == 404
