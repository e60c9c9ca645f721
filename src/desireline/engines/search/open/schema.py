"""What an index of the cluster holds of a card. All understanding of language is in `tokens.py`; here are tokens.

Every word counts what the question says that it counts (`similarity: boolean`): answers are the same on every copy of
an index and however its cards lie, and a card that the reader may not find moves nothing.
"""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import Any

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.kept import data_of, facets_of
from desireline.engines.search.protocol import Card
from desireline.engines.search.tokens import Read
from desireline.kit.words.api import all_stop_words

VERSION = 2  # an index of another version is made anew
OFTEN = 3  # times that a card says a word from which it is about it
USUAL = 40  # words of a card
SHORTEST = 0.3  # what is left of the score of the longest cards
LONGEST_WORD = 64  # longer ones are neither completed nor corrected
KNN, SCRIPT, NONE = "knn", "script", ""  # how directions are compared
_ASKED = {"type": "keyword", "doc_values": False}
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
_COUNTED = {"type": "keyword", "ignore_above": 1000}
_TOKENS = {
    "type": "text",
    "analyzer": "whitespace",
    "similarity": "boolean",
    "norms": False,
    "index_options": "docs",
}
_DIRECTION: dict[str, dict[str, Any]] = {
    KNN: {
        "type": "knn_vector",
        "dimension": 384,
        "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"},
    },
    SCRIPT: {"type": "binary", "doc_values": True},
}


def layout(cluster: Cluster, way: str) -> dict[str, Any]:
    """Settings and mapping of an index. Nothing is guessed from a document; it is refreshed when we say so."""
    copies = (
        {"auto_expand_replicas": "0-1"}
        if cluster.replicas is None
        else {"number_of_replicas": cluster.replicas}
    )
    settings = {
        "number_of_shards": cluster.shards,
        "refresh_interval": "-1",
        "codec": "best_compression",
        **copies,
    }
    fields: dict[str, Any] = {
        "key": {"type": "keyword"},
        **dict.fromkeys(("type", "source", "tag", "facet"), _COUNTED),
        **dict.fromkeys(("allow", "account"), _ASKED),
        **dict.fromkeys(("title", "text", "often"), _TOKENS),
        "exact": {"type": "text", "analyzer": "whitespace", "similarity": "boolean", "norms": False},
        "word": {"type": "keyword"},
        "back": {"type": "keyword"},
        "date": {"type": "long"},
        "lift": {"type": "float"},
        "data": _KEPT,
        "said": _KEPT,
        "weight": {"type": "long", "index": False, "doc_values": False},
    }
    if way:
        fields["direction"] = _DIRECTION[way]
    if way == KNN:
        settings["knn"] = True
    mapping = {"dynamic": "strict", "_meta": {"version": VERSION, "way": way}, "properties": fields}
    return {"settings": {"index": settings}, "mappings": mapping}


def document(card: Card, read: Read) -> dict[str, Any]:
    written = dict.fromkeys(read.exact.split())
    small, tokens = all_stop_words(), read.text.split()
    return {
        "key": card.key,
        "type": card.type,
        "source": card.source,
        "allow": _some(card.allow),
        "account": [str(one) for one in card.accounts],
        "tag": _some(card.tags),
        "facet": _some(facets_of(card)),
        "title": read.title,
        "text": read.text,
        "exact": read.exact,
        "word": [word for word in written if len(word) <= LONGEST_WORD and word not in small],
        "back": [word for word in read.back.split() if len(word) <= LONGEST_WORD],
        "date": int(card.date.timestamp()) if card.date else 0,
        "often": " ".join(token for token, n in Counter(tokens).items() if n >= OFTEN),
        "lift": lift(card.weight, len(tokens)),
        "weight": card.weight,
        "data": data_of(card, read.language).decode(),
    }


def _some(values: tuple[str, ...]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def lift(weight: int, length: int) -> float:
    """The factor of a card's score: 1 (nobody) to 1.3 (1,000 and more) for its weight, and less the longer it is, as
    BM25 (k1 1.2, b 0.75) has it for a word that is there once. In steps that multiply without rounding."""
    popular = 1 + 0.03 * min(log2(1 + max(weight, 0)), 10)
    short = 2.2 / (1 + 1.2 * (0.25 + 0.75 * length / USUAL))
    return round(256 * popular * max(short, SHORTEST)) / 256
