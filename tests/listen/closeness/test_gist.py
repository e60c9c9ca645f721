from __future__ import annotations

import pytest

from desireline.engines.search.protocol import Card
from desireline.engines.search.said import Said
from desireline.listen.closeness.gist import gist
from desireline.listen.ideas.models import Idea
from desireline.listen.search_cards.cards import idea_cards
from tests import make
from tests.cast import Cast


def test_a_title_that_says_it_is_enough_a_short_one_is_not() -> None:
    assert gist("Freeze my card by text message", "Long story. " * 200) == "Freeze my card by text message"
    assert gist("Dark mode", "My **eyes** hurt.") == "Dark mode. My eyes hurt."
    assert len(gist("Dark mode", "word " * 5000)) == 1000


@pytest.mark.django_db
def test_an_answer_of_the_team_does_not_change_what_an_idea_says(cast: Cast) -> None:
    idea: Idea = make.idea("Freeze my card by text message", body="On a ferry. " * 80)
    (card,) = idea_cards([idea.pk])
    assert Said.of(card).text == "Freeze my card by text message"
    assert (
        Said.of(Card(key="a:1", type="a", title="Freeze my card by text message", body=card.body)).text
        != card.gist
    )
