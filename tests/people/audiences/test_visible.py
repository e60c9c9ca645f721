from desireline.listen.boards.models import Board
from desireline.people.audiences.api import visible_ids
from desireline.people.audiences.models import Audience
from desireline.people.audiences.rules import in_segment
from tests import make
from tests.cast import Cast


def test_anonymous_readers_see_only_what_is_public(cast: Cast) -> None:
    public, members, staff = (make.board(audience=kind) for kind in ("public", "signed_in", "staff"))
    assert list(Board.objects.visible_to(None)) == [public]
    assert set(Board.objects.visible_to(cast.carla)) == {public, members}
    assert set(Board.objects.visible_to(cast.tom)) == {public, members, staff}
    assert list(Board.objects.visible_to(cast.bob)) == [public]


def test_a_segment_holds_those_whose_account_has_the_attribute(cast: Cast) -> None:
    segment = Audience.objects.create(kind="segment", name="Cafes", conditions={"account.trade": ["cafe"]})
    cast.harbour.attributes = {"trade": "Cafe"}
    cast.harbour.save()
    assert segment.pk in visible_ids(cast.carla)
    assert segment.pk not in visible_ids(cast.otto)


def test_a_segment_without_conditions_holds_nobody() -> None:
    assert not in_segment({}, {"region": "north"})
