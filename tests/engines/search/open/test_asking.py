"""Questions in the words of OpenSearch, without one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.open import asking, vocabulary
from desireline.engines.search.open.meaning import cosine, question, stored
from desireline.engines.search.open.schema import KNN, NONE, SCRIPT, document, layout, lift
from desireline.engines.search.open.writing import id_of
from desireline.engines.search.protocol import Query
from desireline.engines.search.tokens import read_card, read_question
from tests.contracts.search import card

ALL = ("audience:1",)


def test_who_asks_is_part_of_every_question() -> None:
    for query in (Query("dark", ALL), Query("dark", ALL, sort="newest"), Query("", ALL, browse=True)):
        body = asking.page(query, read_question(query.text), [], last=(), size=2)
        inner = body["query"].get("function_score", {}).get("query", body["query"])
        assert inner["bool"]["filter"][0] == {"terms": {"allow": ["audience:1"]}}


def test_no_token_matches_nothing() -> None:
    assert asking.guard(Query("dark", ("", "")))[0] == {"match_none": {}}


def test_filters_narrow_but_types_are_counted_over_all() -> None:
    query = Query(
        "dark", ALL, types=("idea",), facets=("Board:1",), accounts=(7,), sources=("till",), count=("tag",)
    )
    body = asking.page(query, read_question("dark"), [], last=(), size=2)
    filters = body["query"]["function_score"]["query"]["bool"]["filter"]
    assert {"terms": {"account": ["7"]}} in filters
    assert {"terms": {"source": ["till"]}} in filters
    assert {"term": {"facet": "board:1"}} in filters
    assert {"terms": {"type": ["idea"]}} not in filters
    assert body["post_filter"] == {"terms": {"type": ["idea"]}}
    assert set(body["aggs"]) == {"type", "kept"}
    assert body["aggs"]["kept"]["filter"] == {"terms": {"type": ["idea"]}}


def test_words_count_in_steps_that_add_up_without_rounding() -> None:
    for weight in (0.00001, 0.3, 1.0, 7.77):
        for part in asking.worth(read_question("darkness falls")[0], weight):
            for query in part.get("dis_max", {"queries": [part]})["queries"]:
                (field,) = query["term"].values()
                assert field["boost"] * asking.STEPS == int(field["boost"] * asking.STEPS) >= 1
    assert lift(10**9, 40) == pytest.approx(1.3 * lift(0, 40), abs=0.01)
    assert lift(-3, 40) == lift(0, 40) == pytest.approx(1.0, abs=0.01)
    assert lift(0, 5) > lift(0, 40) > lift(0, 400) == lift(0, 40_000)
    assert lift(7, 33) * 256 == int(lift(7, 33) * 256)


def test_a_card_is_written_with_tokens_of_ours_and_nothing_is_guessed() -> None:
    body = layout(Cluster(("http://one:9200",), shards=2, replicas=1), NONE)
    assert body["mappings"]["dynamic"] == "strict"
    one = card(1, "Kontoauszug für den Berater " + "x" * 100, language="de", tags=("Mobil",), weight=9)
    written = document(one, read_card(one))
    assert set(written) <= set(body["mappings"]["properties"])
    assert "kontoauszug" in written["word"]
    assert "x" * 100 not in written["word"]
    assert "den" not in written["word"]
    assert written["back"] == ["zguasuaotnok"] or "guzsuaotnok" in written["back"]
    assert body["settings"]["index"]["number_of_replicas"] == 1


def test_ways_to_compare_directions() -> None:
    assert "direction" not in layout(Cluster(("http://one:9200",)), NONE)["mappings"]["properties"]
    made = layout(Cluster(("http://one:9200",)), KNN)
    assert made["settings"]["index"]["knn"] is True
    assert made["mappings"]["properties"]["direction"]["dimension"] == 384
    assert made["mappings"]["_meta"]["way"] == KNN
    direction = np.zeros(384, np.float32)
    direction[3] = 1.0
    assert len(stored(direction, KNN)) == 384
    assert len(stored(direction, SCRIPT)) == 512
    for way in (KNN, SCRIPT):
        body = question(direction, way, asking.guard(Query("x", ALL)), 5, 0.6)
        assert '"allow": ["audience:1"]' in str(body).replace("'", '"')
        assert cosine(body["min_score"], way) == pytest.approx(0.6)


def test_a_key_is_the_name_of_its_document_as_far_as_it_is_short() -> None:
    assert id_of("idea:12") == "idea:12"
    assert id_of("ü" * 201).startswith("~")
    assert id_of("ü" * 201) != id_of("ü" * 202)


def test_the_nearest_words_by_slips_come_first() -> None:
    answer = {
        "hits": {
            "hits": [
                {"fields": {"word": ["payment", "payments", "garden"]}},
                {"fields": {"word": ["payments"]}},
            ]
        }
    }
    empty: dict[str, Any] = {"hits": {"hits": []}}
    parts = {"aggregations": {"groups": {"buckets": {str(n): {"doc_count": 0} for n in range(20)}}}}
    near, _parts = vocabulary.guesses("paymnets", [answer, empty, parts])
    assert [word for word, _worth in near] == ["payments"]
    assert vocabulary.guesses("paymnets", [empty, empty, parts]) == ([], [])
