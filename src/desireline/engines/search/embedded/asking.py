"""Questions in the words of tantivy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tantivy import Occur
from tantivy import Query as Ask

from desireline.engines.search.embedded.schema import schema
from desireline.engines.search.tokens import Asked

IN_TITLE = 0.6  # what a word in the title adds to one anywhere
FEW = 64  # values that are asked for one by one
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
    """One of the values. Few of them are asked for one by one, which can skip; a set walks through all their cards."""
    if not 0 < len(values) <= FEW:
        return Ask.term_set_query(schema(), field, list(values))
    each = [Ask.term_query(schema(), field, value, "basic") for value in values]
    return each[0] if len(each) == 1 else Ask.boolean_query([(Occur.Should, one) for one in each])


def term(field: str, token: str, worth: float = 1.0) -> Ask:
    found = Ask.term_query(schema(), field, token, "basic" if field == "back" else "freq")
    return found if worth == 1.0 else Ask.boost_query(found, worth)


def group(one: Asked, held: Held) -> Ask:
    """What answers a word: in the text, better in the title. `held(field, token)` says what to ask for at all."""
    anywhere, titled = _places(one, held)
    if anywhere is None:
        return Ask.empty_query()
    return Ask.boolean_query([(Occur.Must, anywhere), (Occur.Should, titled)]) if titled else anywhere


def any_of(guarded: Ask, words: Iterable[Asked], held: Held) -> Ask:
    """At least one of the words, worth what `group` says of each. What is in a title is in the text too, so titles are
    looked up beside all words and not within each: the same answers for three quarters of the time."""
    places = [_places(one, held) for one in words]
    either: Parts = [(Occur.Should, anywhere) for anywhere, _titled in places if anywhere]
    better: Parts = [(Occur.Should, titled) for _anywhere, titled in places if titled]
    if not either:
        return Ask.empty_query()
    return Ask.boolean_query([(Occur.Must, guarded), (Occur.Must, Ask.boolean_query(either)), *better])


def _places(one: Asked, held: Held) -> tuple[Ask | None, Ask | None]:
    """What answers a word anywhere, and what in the title."""
    parts = [term("text", token, worth) for token, worth in one.tokens.items() if held("text", token)]
    titled = [
        term("title", token, worth * IN_TITLE) for token, worth in one.tokens.items() if held("title", token)
    ]
    parts.extend(term("exact", word, BEGUN) for word in one.completed)
    return (_best(parts) if parts else None), (_best(titled) if titled and parts else None)


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
