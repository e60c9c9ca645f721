"""Scripts send the token by the name that the server reads, for browsers that do not say where a request comes from."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.cast import Cast

SOURCE = Path(__file__).resolve().parents[3] / "src" / "desireline"


def scripts() -> dict[str, str]:
    found = [path for path in SOURCE.rglob("*.js") if "vendor" not in path.parts]
    return {str(path.relative_to(SOURCE)): path.read_text("utf-8") for path in found}


def test_only_one_script_reads_the_cookie_and_by_its_name() -> None:
    reading = {name: text for name, text in scripts().items() if "document.cookie.match" in text}
    assert list(reading) == ["kit/static/kit/js/token.js"]
    assert f"{settings.CSRF_COOKIE_NAME}=" in reading["kit/static/kit/js/token.js"]


def test_every_post_of_a_script_carries_the_token() -> None:
    for name, text in scripts().items():
        if re.search(r"method: .POST", text):
            assert "tokens(" in text, name


def test_a_browser_that_does_not_say_where_it_is_needs_the_token(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.carla)
    strict.get("/me")
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    form = {"language": "de", "next": "/"}
    assert strict.post("/language", form).status_code == 403
    assert strict.post("/language", form, headers={"X-CSRFToken": token}).status_code == 302
