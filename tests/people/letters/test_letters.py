import pytest
from django.utils.translation import override

from desireline.kit.options.api import put
from desireline.people.letters.api import Item, Letter, message

pytestmark = pytest.mark.django_db


def test_a_letter_says_the_same_in_both_forms_with_full_addresses() -> None:
    letter = Letter(
        "Subject\nBcc: x@y.z",
        "Title",
        ["One & two"],
        code="AB12",
        button=("Open", "/me"),
        items=[Item("First <b>", "/ideas/1", "text", "note")],
        links=[("Stop", "/stop/1")],
    )
    made = message("carla@example.org", letter)
    html = str(made.alternatives[0][0])
    assert made.subject == "Subject Bcc: x@y.z"
    for part in ("AB12", "http://localhost:8000/me", "http://localhost:8000/stop/1"):
        assert part in made.body
        assert part in html
    assert "First <b>" in made.body
    assert "First &lt;b&gt;" in html


def test_a_letter_carries_the_brand() -> None:
    put({"brand_name": "Harbour & Sons", "brand_hue": 10})
    with override("de"):
        made = message("carla@example.org", Letter("S", "T"))
    html = str(made.alternatives[0][0])
    assert "Harbour & Sons" in made.body
    assert 'lang="de"' in html
    assert "Harbour &amp; Sons" in html
