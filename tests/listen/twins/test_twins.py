from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.engines.search import api as search
from desireline.kit.jobs.api import Interrupted, Progress, enqueue, run_all
from desireline.listen.closeness.models import Judgement
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.api import merge, undo
from desireline.listen.search_cards.api import refresh_ideas
from desireline.listen.twins import finding, listing
from desireline.listen.twins.finding import look, wake
from desireline.listen.twins.models import Twin, TwinSweep
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAME = "Round up every card payment to the next euro"


def two(cast: Cast, *, on: Any = None, title: str = SAME) -> list[Idea]:
    board = on or make.board()
    return [ideas.post(board, by=cast.tom, draft=ideas.Draft(title)) for _ in range(2)]


def shown(person: Any, **more: Any) -> list[list[int]]:
    return [[idea.pk for idea in group.ideas] for group in listing.page(person, **more).rows]


def act(client: Client, name: str, rows: list[Twin], **more: Any) -> Any:
    return client.post(
        "/team/twins/act", {"act": name, "rows": [row.pk for row in rows], **more}, follow=True
    )


def undo_of(answer: Any) -> str:
    found = re.search(r'<form method="post" action="([^"]*undo[^"]*)"', answer.content.decode())
    assert found
    return found[1].replace("&amp;", "&")


def test_the_night_finds_what_says_the_same_and_nothing_else(cast: Cast) -> None:
    one, other = two(cast)
    ideas.post(make.board(), by=cast.tom, draft=ideas.Draft("A telephone line on Sundays"))
    assert look() == 1
    row = Twin.objects.get()
    assert (row.first, row.second, row.state) == (one, other, Twin.State.WAITING)
    assert shown(cast.tom) == [[one.pk, other.pk]]


def test_the_next_night_looks_only_at_what_changed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    old = two(cast)
    look()
    Idea.objects.update(created=timezone.now() - timedelta(days=2))
    looked: list[str] = []
    real = search.similar
    monkeypatch.setattr(finding, "similar", lambda text, **more: looked.append(text) or real(text, **more))
    look()
    assert looked == []
    third = ideas.post(old[0].board, by=cast.tom, draft=ideas.Draft(SAME))
    look()
    assert looked == [SAME]
    assert Twin.objects.filter(second=third).count() == 2


def test_an_edit_takes_a_pair_that_waits_apart_and_not_what_was_decided(cast: Cast) -> None:
    one, _other = two(cast)
    look()
    ideas.edit(one, by=cast.tom, draft=ideas.Draft("A telephone line on Sundays"))
    look()
    assert not Twin.objects.exists()
    two(cast, title="Show my savings as a picture of a jar")
    look()
    Twin.objects.update(state=Twin.State.DIFFERENT)
    last = Idea.objects.latest("pk")
    ideas.edit(last, by=cast.tom, draft=ideas.Draft("A telephone line on Mondays"))
    look()
    assert Twin.objects.filter(second=last, state=Twin.State.DIFFERENT).exists()


def test_interrupted_it_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    two(cast)
    two(cast, title="Show my savings as a picture of a jar")
    monkeypatch.setattr(finding, "CHUNK", 1)
    progress = Progress()

    def stop(told: Progress) -> None:
        told.stop = told.done == 3

    progress._tell = stop
    with pytest.raises(Interrupted):
        look(progress)
    sweep = TwinSweep.objects.get()
    assert sweep.began
    assert sweep.looked == 3
    steps: list[tuple[int, int | None]] = []
    look(Progress(lambda told: steps.append((told.done, told.all))))
    assert steps == [(3, 4), (4, 4)]
    assert Twin.objects.count() == 2
    assert TwinSweep.objects.get().began is None


def test_the_job_runs_and_wakes_what_was_put_off(cast: Cast) -> None:
    two(cast)
    enqueue("listen.twins")
    run_all()
    assert Twin.objects.filter(state=Twin.State.WAITING).count() == 1
    Twin.objects.update(state=Twin.State.LATER, until=timezone.now() + timedelta(days=1))
    assert wake() == 0
    Twin.objects.update(until=timezone.now())
    assert wake() == 1


def test_waiting_and_hidden_and_archived_ideas_are_not_shown(cast: Cast) -> None:
    one, other = two(cast)
    look()
    for values in ({"state": Idea.State.HIDDEN}, {"state": Idea.State.PENDING}, {"archived": True}):
        Idea.objects.filter(pk=other.pk).update(**values)
        assert shown(cast.tom) == []
        Idea.objects.filter(pk=other.pk).update(state=Idea.State.PUBLISHED, archived=False)
    assert shown(cast.tom) == [[one.pk, other.pk]]


def test_who_does_not_see_a_board_sees_none_of_its_pairs(cast: Cast) -> None:
    from desireline.people.audiences.models import Audience, AudienceMember

    named = Audience.objects.create(name="Inner circle", kind=Audience.Kind.NAMED)
    AudienceMember.objects.create(audience=named, person=cast.stella)
    from desireline.people.audiences.api import forget

    forget()
    board = make.board()
    type(board).objects.filter(pk=board.pk).update(audience=named)
    board.refresh_from_db()
    one, other = (make.idea(SAME, on=board) for _ in range(2))
    refresh_ideas([one.pk, other.pk])
    look()
    row = Twin.objects.get()
    assert shown(cast.stella) == [[one.pk, other.pk]]
    assert shown(cast.tom) == []
    assert listing.count(cast.tom) == 0
    from desireline.kit.errors import Refused
    from desireline.listen.twins import deeds

    with pytest.raises(Refused):
        deeds.not_the_same([row.pk], by=cast.tom)


def test_merging_brings_the_ideas_together_and_undo_brings_the_pair_back(cast: Cast, client: Client) -> None:
    one, other = two(cast)
    look()
    client.force_login(cast.tom)
    answer = act(client, "merge", [Twin.objects.get()], ids=[one.pk, other.pk], into=other.pk)
    one.refresh_from_db()
    assert one.merged_into == other
    assert shown(cast.tom) == []
    assert Judgement.objects.get().kind == Judgement.Kind.MERGED
    client.post(undo_of(answer))
    assert shown(cast.tom) == [[one.pk, other.pk]]
    assert Judgement.objects.get().kind == Judgement.Kind.UNMERGED


def test_three_become_one_in_one_go_and_come_apart_again(cast: Cast, client: Client) -> None:
    board = make.board()
    one, other = two(cast, on=board)
    third = ideas.post(board, by=cast.tom, draft=ideas.Draft(SAME))
    look()
    assert shown(cast.tom) == [[one.pk, other.pk, third.pk]]
    client.force_login(cast.tom)
    answer = act(client, "merge", list(Twin.objects.all()), ids=[one.pk, other.pk, third.pk], into=one.pk)
    assert set(Idea.objects.filter(merged_into=one)) == {other, third}
    client.post(undo_of(answer))
    assert not Idea.objects.filter(merged_into=one).exists()


def test_a_part_of_a_group_is_merged_and_the_rest_goes_on_waiting(cast: Cast, client: Client) -> None:
    board = make.board()
    one, other = two(cast, on=board)
    third = ideas.post(board, by=cast.tom, draft=ideas.Draft(SAME))
    look()
    client.force_login(cast.tom)
    act(client, "merge", list(Twin.objects.all()), ids=[one.pk, other.pk], into=one.pk)
    assert shown(cast.tom) == [[one.pk, third.pk]]


def test_not_the_same_is_never_shown_again_teaches_and_can_be_undone(cast: Cast, client: Client) -> None:
    one, other = two(cast)
    look()
    client.force_login(cast.tom)
    answer = act(client, "different", [Twin.objects.get()])
    assert shown(cast.tom) == []
    assert shown(cast.tom, view="different") == [[one.pk, other.pk]]
    said = Judgement.objects.get()
    assert (said.kind, said.by, said.closeness) == (
        Judgement.Kind.DIFFERENT,
        cast.tom,
        Twin.objects.get().closeness,
    )
    TwinSweep.objects.all().delete()
    assert look() == 0
    assert shown(cast.tom) == []
    client.post(undo_of(answer))
    assert shown(cast.tom) == [[one.pk, other.pk]]
    assert not Judgement.objects.exists()


def test_what_was_told_apart_stays_apart_when_a_third_is_merged(cast: Cast, client: Client) -> None:
    board = make.board()
    one, other = two(cast, on=board)
    third = ideas.post(board, by=cast.tom, draft=ideas.Draft(SAME))
    look()
    client.force_login(cast.tom)
    act(client, "different", [Twin.objects.get(first=one, second=third)])
    merge(other, one, by=cast.tom)
    assert shown(cast.tom) == []


def test_later_is_another_list(cast: Cast, client: Client) -> None:
    one, other = two(cast)
    look()
    client.force_login(cast.tom)
    act(client, "later", [Twin.objects.get()])
    assert shown(cast.tom) == []
    assert shown(cast.tom, view="later") == [[one.pk, other.pk]]
    assert not Judgement.objects.exists()
    act(client, "back", [Twin.objects.get()])
    assert shown(cast.tom) == [[one.pk, other.pk]]


def test_the_page_has_filters_pages_and_a_count_in_the_inbox(cast: Cast, client: Client) -> None:
    boards = [make.board(), make.board()]
    for n in range(12):
        pair = [make.idea(f"Idea {n}", on=boards[n % 2]) for _ in range(2)]
        Twin.objects.create(first=pair[0], second=pair[1], closeness=0.9 + n / 1000)
    client.force_login(cast.tom)
    page = client.get("/team/twins").content.decode()
    assert page.count('name="into"') == 2 * listing.SIZE
    more = re.search(r'href="(/team/twins\?[^"]*from=[^"]*)"', page)
    assert more
    assert client.get(more[1].replace("&amp;", "&")).content.decode().count('name="into"') == 4
    narrow = client.get(f"/team/twins?board={boards[0].slug}").content.decode()
    assert narrow.count('name="into"') == 12
    assert '<span class="count">12</span>' in client.get("/team/inbox").content.decode()
    assert client.get("/team/twins?view=nonsense&from=nonsense").status_code == 200


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(9):
        Twin.objects.create(first=make.idea(), second=make.idea(), closeness=0.9)
    with django_assert_max_num_queries(6):
        assert len(shown(cast.tom)) == 9


def test_nonsense_is_answered_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.tom)
    one, other = two(cast)
    for sent in ({"act": "merge"}, {"act": "merge", "into": one.pk}, {"act": "different"}, {"act": "?"}):
        assert client.post("/team/twins/act", sent, follow=True).status_code == 200
    assert (
        client.post("/team/twins/act", {"act": "later", "back": "//elsewhere.example"}).url == "/team/twins"
    )
    assert not Idea.objects.filter(merged_into__isnull=False).exists()
    assert other.pk


def test_a_merge_that_was_taken_back_says_so(cast: Cast) -> None:
    one, other = two(cast)
    undo(merge(one, other, by=cast.tom), by=cast.tom)
    said = Judgement.objects.get()
    assert (said.kind, said.idea, said.other, said.by) == (Judgement.Kind.UNMERGED, other, one, cast.tom)
