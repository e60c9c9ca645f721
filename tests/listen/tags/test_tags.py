from __future__ import annotations

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.kit.options import api as options
from desireline.listen.ideas.models import Idea
from desireline.listen.tags import api as tags
from desireline.listen.tags.models import IdeaTag, Tag, TagChange
from tests import make
from tests.cast import Cast


def names(idea: Idea) -> set[str]:
    return set(IdeaTag.objects.filter(idea=idea).values_list("tag__name", flat=True))


def test_a_customer_brings_a_word_and_another_spelling_is_the_same_tag(cast: Cast) -> None:
    idea, other = make.idea(), make.idea()
    assert tags.add(idea, "#Opening  Hours", by=cast.carla)
    assert tags.add(idea, "opening hours", by=cast.tom) is None
    tags.add(other, "OPENING-HOURS", by=cast.cora)
    assert Tag.objects.count() == 1


def test_new_people_use_known_words_only(cast: Cast) -> None:
    idea = make.idea()
    with pytest.raises(Refused):
        tags.add(idea, "brand new", by=cast.otto)
    tags.add(make.idea(), "fees", by=cast.tom)
    assert tags.add(idea, "fees", by=cast.otto)


def test_five_words_of_ones_own(cast: Cast) -> None:
    idea = make.idea()
    for n in range(5):
        tags.add(idea, f"word {n}", by=cast.carla)
    with pytest.raises(Refused):
        tags.add(idea, "word 6", by=cast.carla)
    assert tags.add(idea, "word 6", by=cast.tom)


@pytest.mark.parametrize("given", ["", "x", "#", "!!!", "y" * 41])
def test_words_that_are_no_tags(cast: Cast, given: str) -> None:
    with pytest.raises(Refused):
        tags.add(make.idea(), given, by=cast.carla)


def test_listed_words_are_refused(cast: Cast) -> None:
    options.put({"moderated_words": "casino"})
    with pytest.raises(Refused):
        tags.add(make.idea(), "casino", by=cast.carla)


def test_one_takes_off_ones_own_and_the_team_takes_off_any(cast: Cast) -> None:
    idea = make.idea()
    link = tags.add(idea, "fees", by=cast.carla)
    assert link
    assert not tags.remove(idea, link.tag, by=cast.cora)
    assert tags.remove(idea, link.tag, by=cast.tom)


def test_internal_tags_are_nothing_to_customers(cast: Cast, client: Client) -> None:
    idea = make.idea()
    tags.add(idea, "churn risk", by=cast.tom, internal=True)
    with pytest.raises(Refused):
        tags.add(idea, "churn risk", by=cast.carla)
    assert tags.suggestions("ch", person=cast.carla) == []
    assert tags.suggestions("ri", person=cast.tom) == ["churn risk"]
    assert tags.of_idea(idea, person=cast.carla) == []
    client.force_login(cast.carla)
    assert "churn" not in client.get(f"/ideas/{idea.pk}/tags").content.decode()
    assert "churn" not in client.get(f"/ideas/{idea.pk}").content.decode()


def test_suggestions_come_from_what_one_may_see(cast: Cast) -> None:
    tags.add(make.idea(on=make.board(audience="staff")), "secret plan", by=cast.tom)
    assert tags.suggestions("se", person=cast.carla) == []
    assert tags.suggestions("se", person=cast.tom) == ["secret plan"]


def test_renaming_joining_and_deleting_are_undone_exactly(cast: Cast) -> None:
    one, two, both = make.idea(), make.idea(), make.idea()
    for idea, word in ((one, "fees"), (two, "costs"), (both, "fees"), (both, "costs")):
        tags.add(idea, word, by=cast.carla)
    before = [names(idea) for idea in (one, two, both)]
    fees, costs = Tag.objects.get(name="fees"), Tag.objects.get(name="costs")
    joined = tags.join(costs, fees, by=cast.tom)
    assert [names(idea) for idea in (one, two, both)] == [{"fees"}] * 3
    renamed = tags.rename(fees, "price", by=cast.tom)
    assert names(one) == {"price"}
    tags.undo(renamed, by=cast.tom)
    tags.undo(joined, by=cast.tom)
    deleted = tags.delete(fees, by=cast.tom)
    assert names(one) == set()
    tags.undo(deleted, by=cast.tom)
    assert [names(idea) for idea in (one, two, both)] == before
    assert set(IdeaTag.objects.values_list("by__name", flat=True)) == {"Carla"}
    with pytest.raises(Refused):
        tags.undo(deleted, by=cast.tom)


def test_a_name_that_is_taken_is_refused(cast: Cast) -> None:
    tags.add(make.idea(), "fees", by=cast.tom)
    tags.add(make.idea(), "costs", by=cast.tom)
    with pytest.raises(Refused):
        tags.rename(Tag.objects.get(name="fees"), "Costs", by=cast.tom)
    with pytest.raises(Refused):
        tags.delete(Tag.objects.get(name="fees"), by=cast.carla)


def test_the_pages(cast: Cast, client: Client) -> None:
    idea = make.idea()
    client.force_login(cast.carla)
    client.post(f"/ideas/{idea.pk}/tags", {"tag": "fees"})
    assert names(idea) == {"fees"}
    assert client.post(f"/ideas/{idea.pk}/tags", {"tag": ""}).status_code == 422
    assert client.get("/team/tags").status_code == 404
    assert "fees" in client.get("/tags/suggestions?tag=fe").content.decode()
    client.force_login(cast.tom)
    assert "fees" in client.get("/team/tags").content.decode()
    client.post(f"/team/tags/{Tag.objects.get().pk}", {"word": "delete"})
    client.post(f"/team/tags/changes/{TagChange.objects.get().pk}/undo")
    assert names(idea) == {"fees"}
