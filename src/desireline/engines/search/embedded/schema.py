"""What the index holds of a card. All understanding of language happens in `tokens.py`; the index sees tokens."""

from __future__ import annotations

from functools import cache
from math import log2

import tantivy

from desireline.engines.search.kept import data_of, facets_of
from desireline.engines.search.protocol import Card
from desireline.engines.search.said import number
from desireline.engines.search.tokens import Read

VERSION = 6  # an index of another version is made anew


@cache
def schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    # A key has to be raw text: deleting by a number does nothing, silently.
    made.add_text_field("key", tokenizer_name="raw", index_option="basic", stored=True)
    for name in ("type", "source", "tag", "facet"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("allow", "account"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_text_field("title", tokenizer_name="whitespace", index_option="freq", stored=True)
    made.add_text_field("text", tokenizer_name="whitespace", index_option="freq", stored=True)
    made.add_text_field("exact", tokenizer_name="whitespace", index_option="position")
    made.add_text_field("back", tokenizer_name="whitespace", index_option="basic")
    made.add_integer_field("date", fast=True, indexed=True)
    made.add_float_field("weight", fast=True)
    made.add_integer_field("number", indexed=True)
    made.add_bytes_field("data", stored=True, indexed=False, fast=False)
    return made.build()


def document(card: Card, read: Read) -> tantivy.Document:
    found = tantivy.Document()
    found.add_text("key", card.key)
    found.add_text("type", card.type)
    found.add_text("source", card.source)
    for field, values in (
        ("allow", card.allow),
        ("account", card.accounts),
        ("tag", card.tags),
        ("facet", facets_of(card)),
    ):
        for value in dict.fromkeys(values):
            if value:
                found.add_text(field, str(value))
    for field in ("title", "text", "exact", "back"):
        found.add_text(field, getattr(read, field))
    found.add_integer("date", int(card.date.timestamp()) if card.date else 0)
    found.add_float("weight", popularity(card.weight))
    found.add_integer("number", number(card.key))
    found.add_bytes("data", data_of(card, read.language))
    return found


def popularity(weight: int) -> float:
    """What the engine is given so that its factor, log2(2 + value), goes from 1 (nobody) to 1.3 (1,000 and more)."""
    return float(2 ** (1 + 0.03 * min(log2(1 + max(weight, 0)), 10)) - 2)
