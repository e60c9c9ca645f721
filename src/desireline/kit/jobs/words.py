"""Sentences that are kept for later readers: as they are marked, since the worker's language is nobody's.

A sentence without blanks is kept as it is. Others, and several, are kept as a list of sentences with their blanks.
"""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from desireline.kit.errors import Refused

_OPENING = '[["'
Facts = Mapping[str, str | int]


def kept(*sentences: tuple[str | Promise, Facts]) -> str:
    """Sentences with what fills their blanks (`%(name)s` or `{name}`), for `said`."""
    with override(None):
        found = [(str(template), dict(facts)) for template, facts in sentences]
    if len(found) == 1 and not found[0][1]:
        return found[0][0]
    return orjson.dumps(found).decode()


def refusal(refused: Refused) -> str:
    """Why something was refused, for `said`."""
    return kept((refused.template, refused.facts))


def said(text: str) -> str:
    """A kept text in the reader's language. What is no text of ours (the name of a file) stays as it is."""
    if not text.startswith(_OPENING):
        return gettext(text) if text else ""
    try:
        sentences = orjson.loads(text)
        return " ".join(_filled(gettext(template), facts) for template, facts in sentences)
    except (orjson.JSONDecodeError, TypeError, ValueError, KeyError):
        return text


def _filled(sentence: str, facts: Facts) -> str:
    if not facts:
        return sentence
    return sentence % facts if "%(" in sentence else sentence.format(**facts)
