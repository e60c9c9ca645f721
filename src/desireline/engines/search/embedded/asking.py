"""Questions in the words of tantivy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tantivy import Occur
from tantivy import Query as Ask

from desireline.engines.search.embedded.schema import schema
from desireline.engines.search.tokens import Asked

IN_TITLE = 0.6  # what a word in the title adds to one anywhere
BEGUN = 0.7  # what a word is worth that begins with the last, unfinished one
Parts = list[tuple[Occur, Ask]]
Held = Callable[[str, str], bool]


def guard(
    allow: Sequence[str],
    *,
    types: Sequence[str] = (),
    sources: Sequence[str] = (),
    facets: Sequence[str] = (),
    accounts: Sequence[int] = (),
) -> Ask:
    """What every question carries: who asks, and what was filtered. With no allow token nothing is found."""
    parts: Parts = [(Occur.Must, _set("allow", [token for token in allow if token]))]
    for field, values in (("type", types), ("source", sources), ("account", [str(one) for one in accounts])):
        if values:
            parts.append((Occur.Must, _set(field, values)))
    parts.extend((Occur.Must, Ask.term_query(schema(), "facet", facet, "basic")) for facet in facets)
    return Ask.const_score_query(Ask.boolean_query(parts), 0.0)


def _set(field: str, values: Sequence[str]) -> Ask:
    return Ask.term_set_query(schema(), field, list(values))


def term(field: str, token: str, worth: float = 1.0) -> Ask:
    found = Ask.term_query(schema(), field, token, "basic" if field == "back" else "freq")
    return found if worth == 1.0 else Ask.boost_query(found, worth)


def group(one: Asked, held: Held) -> Ask:
    """What answers a word: in the text, better in the title. `held(field, token)` says what to ask for at all."""
    parts = [term("text", token, worth) for token, worth in one.tokens.items() if held("text", token)]
    titled = [
        term("title", token, worth * IN_TITLE) for token, worth in one.tokens.items() if held("title", token)
    ]
    parts.extend(term("exact", word, BEGUN) for word in one.completed)
    if not parts:
        return Ask.empty_query()
    anywhere = _best(parts)
    return Ask.boolean_query([(Occur.Must, anywhere), (Occur.Should, _best(titled))]) if titled else anywhere


def plain(one: Asked, held: Held) -> Ask:
    """What answers a word, for counting: no place is better than another."""
    parts = [term("text", token) for token in one.tokens if held("text", token)]
    parts.extend(term("exact", word) for word in one.completed)
    return Ask.boolean_query([(Occur.Should, part) for part in parts]) if parts else Ask.empty_query()


def _best(parts: list[Ask]) -> Ask:
    return parts[0] if len(parts) == 1 else Ask.disjunction_max_query(parts, 0.1)


def phrase(words: Sequence[str]) -> Ask:
    """These words beside each other, as written."""
    if len(words) == 1:
        return term("exact", words[0])
    return Ask.phrase_query(schema(), "exact", list(words))


def every(guarded: Ask, parts: Iterable[Ask]) -> Ask:
    return Ask.boolean_query([(Occur.Must, guarded), *((Occur.Must, part) for part in parts)])


def some(guarded: Ask, parts: Sequence[Ask], *, least: int = 1) -> Ask:
    """At least so many of the parts."""
    either = Ask.boolean_query(
        [(Occur.Should, part) for part in parts], minimum_number_should_match=max(1, min(least, len(parts)))
    )
    return Ask.boolean_query([(Occur.Must, guarded), (Occur.Must, either)])


def near(word: str, slips: int) -> Ask:
    """Words as written that are so many slips away."""
    return Ask.fuzzy_term_query(schema(), "exact", word, slips, True)


def of_type(name: str) -> Ask:
    return Ask.const_score_query(Ask.term_query(schema(), "type", name, "basic"), 1.0)


def of_numbers(numbers: Sequence[int]) -> Ask:
    parts = [(Occur.Should, Ask.term_query(schema(), "number", one)) for one in numbers]
    return Ask.const_score_query(Ask.boolean_query(parts), 1.0)


def of_keys(keys: Sequence[str]) -> Ask:
    return Ask.const_score_query(_set("key", keys), 1.0)
