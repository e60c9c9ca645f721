"""What readers and jobs said of a file, in the language of who reads it later."""

from __future__ import annotations

from desireline.kit.jobs.api import Facts, kept, said
from desireline.reach.imports.words import WHY, Refusal


def kept_refusal(refusal: Refusal) -> str:
    """Why a file was refused and what to do, for `said`."""
    return kept(*((text.template, text.facts) for text in (refusal.message, refusal.remedy)))


def shown(refusal: Refusal) -> str:
    """The same in the language of who is served now."""
    return said(kept_refusal(refusal))


def filled(template: str, facts: Facts) -> str:
    """A sentence about a line. A reason that stands in it is a sentence of its own."""
    told = {key: said(str(value)) if key == WHY else value for key, value in facts.items()}
    return said(kept((template, told))) if told else said(template)
