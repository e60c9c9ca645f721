"""Questions in the words of OpenSearch. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desireline.engines.search.protocol import Query
from desireline.engines.search.tokens import Asked
from desireline.kit.words.api import fold

IN_TITLE = 0.6  # what a word in the title adds to one anywhere
IN_PLENTY = 0.5  # what a word adds that is there again and again
BEGUN = 0.7  # what a word is worth that begins with the last, unfinished one
BUCKETS = 50  # words of a facet that are counted
STEPS = 64  # in which a word counts, of 1
SAMPLE = 1000  # cards of each shard in which the words that begin so are counted
Clause = dict[str, Any]


def guard(query: Query, *, types: bool = True) -> list[Clause]:
    """What every question carries: who asks, and what was filtered. With no allow token nothing is found."""
    allow = [token for token in query.allow if token]
    parts: list[Clause] = [{"terms": {"allow": allow}} if allow else {"match_none": {}}]
    accounts = [str(one) for one in query.accounts]
    for field, values in (
        ("type", query.types if types else ()),
        ("source", query.sources),
        ("account", accounts),
    ):
        if values:
            parts.append({"terms": {field: list(values)}})
    parts.extend({"term": {"facet": fold(facet)}} for facet in query.facets)
    return parts


def holds(one: Asked) -> Clause:
    """What answers a word at all."""
    parts: list[Clause] = [{"terms": {"text": list(one.tokens)}}] if one.tokens else []
    if one.prefix:
        parts.append({"prefix": {"word": one.prefix}})
    return _any(parts)


def worth(one: Asked, weight: float = 1.0) -> list[Clause]:
    """How good an answer to a word a card is: in the text, better in the title, better again and again."""
    text = [_term("text", token, weight * good) for token, good in one.tokens.items()]
    if one.prefix:
        text.append({"prefix": {"word": {"value": one.prefix, "boost": _float(weight * BEGUN)}}})
    title = [_term("title", token, weight * good * IN_TITLE) for token, good in one.tokens.items()]
    often = [_term("often", token, weight * good * IN_PLENTY) for token, good in one.tokens.items()]
    return [_best(parts) for parts in (text, title, often) if parts]


def _term(field: str, token: str, boost: float) -> Clause:
    return {"term": {field: {"value": token, "boost": _float(boost)}}}


def _float(boost: float) -> float:
    """In steps that every node adds up without rounding, in whatever order: a page goes on where the last one ended."""
    return max(round(boost * STEPS), 1) / STEPS


def _best(parts: list[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 else {"dis_max": {"queries": parts, "tie_breaker": 0.125}}


def _any(parts: list[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


def phrase(words: Sequence[str]) -> Clause:
    """These words beside each other, as written."""
    return {"match_phrase": {"exact": {"query": " ".join(words)}}}


def every(guarded: Sequence[Clause], *parts: Clause) -> Clause:
    return {"bool": {"filter": [*guarded, *parts]}}


def scored(filters: Sequence[Clause], parts: Sequence[Clause], *, least: int = 0) -> Clause:
    """Cards that pass, by the sum of what the parts say, lifted by their weight."""
    found = {"bool": {"filter": list(filters), "should": list(parts), "minimum_should_match": least}}
    return {
        "function_score": {
            "query": found,
            "field_value_factor": {"field": "lift", "missing": 1},
            "boost_mode": "multiply",
        }
    }


BY_SCORE = [{"_score": "desc"}, {"key": "asc"}]
BY_DATE = [{"date": "desc"}, {"key": "asc"}]
BY_KEY = [{"key": "asc"}]


def page(
    query: Query, asked: Sequence[Asked], beside: Sequence[Clause], *, last: Sequence[Any], size: int
) -> Clause:
    """One question for a page: hits of the types asked for, types counted over all, facets over those asked for."""
    filters = [*guard(query, types=False), *(holds(one) for one in asked), *beside]
    newest = query.sort == "newest" or not asked
    body: Clause = {
        "size": size,
        "track_total_hits": False,
        "_source": ["data"],
        "query": every(filters)
        if newest
        else scored(filters, [part for one in asked for part in worth(one)]),
        "sort": BY_DATE if newest else BY_SCORE,
        "aggs": counts(("type",)),
    }
    if query.types:
        body["post_filter"] = {"terms": {"type": list(query.types)}}
    if query.count:
        kept = {"terms": {"type": list(query.types)}} if query.types else {"match_all": {}}
        body["aggs"]["kept"] = {"filter": kept, "aggs": counts(query.count)}
    if last:
        body["search_after"] = list(last)
    return body


def counts(names: Iterable[str]) -> dict[str, Clause]:
    return {name: {"terms": {"field": name, "size": BUCKETS, "shard_size": 1000}} for name in names}


def counted(answer: Mapping[str, Any], names: Iterable[str]) -> dict[str, dict[str, int]]:
    """The counts in an answer, the most frequent first."""
    found = {}
    for name in names:
        pairs = [(one["key"], one["doc_count"]) for one in answer[name]["buckets"] if one["key"]]
        found[name] = dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
    return found


def begun(guarded: Sequence[Clause], field: str, start: str, most: int) -> Clause:
    """The words in a field that begin so, with the number of cards they are in."""
    words = {"terms": {"field": field, "include": f"{start}.*", "size": most, "execution_hint": "map"}}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": every(guarded, {"prefix": {field: start}}),
        "aggs": {"near": {"sampler": {"shard_size": SAMPLE}, "aggs": {"words": words}}},
    }


def rarity(guarded: Sequence[Clause], groups: Sequence[Iterable[str]]) -> Clause:
    """How many cards hold at least one token of each group, and how many there are."""
    named = {str(n): {"terms": {"text": list(group)}} for n, group in enumerate(groups)}
    body: Clause = {"size": 0, "track_total_hits": True, "query": every(guarded)}
    if named:
        body["aggs"] = {"groups": {"filters": {"filters": named}}}
    return body


def slips(guarded: Sequence[Clause], word: str, most: int, size: int) -> Clause:
    """Cards with words that are so many slips away, and these words."""
    near = {"fuzzy": {"word": {"value": word, "fuzziness": most, "max_expansions": 500}}}
    return {
        "size": size,
        "track_total_hits": False,
        "_source": False,
        "docvalue_fields": ["word"],
        "query": every(guarded, near),
        "sort": BY_KEY,
    }
