"""The form of a desired-outcome statement: direction + metric + object + context.

“Minimise the time it takes to know what I owe before payday”: the form makes a wish measurable and keeps solutions out
of it. Statements may be written in English, German, Spanish or French.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DIRECTIONS = (
    "minimise|minimize|reduce|decrease|lower|avoid|maximise|maximize|increase|raise|improve|"
    "minimiere|minimieren|verringere|verringern|senke|senken|vermeide|vermeiden|maximiere|maximieren|erhöhe|erhöhen|"
    "minimizar|minimice|reducir|reduzca|disminuir|evitar|maximizar|maximice|aumentar|aumente|"
    "minimiser|réduire|diminuer|éviter|maximiser|augmenter"
)
_METRICS = (
    "time|number|likelihood|chance|risk|amount|effort|cost|costs|share|frequency|ability|accuracy|variability|"
    "distance|delay|degree|certainty|confidence|"
    "zeit|anzahl|zahl|wahrscheinlichkeit|risiko|menge|aufwand|kosten|anteil|häufigkeit|fähigkeit|genauigkeit|mühe|dauer|"
    "tiempo|número|probabilidad|riesgo|cantidad|esfuerzo|coste|costo|proporción|frecuencia|capacidad|precisión|"
    "temps|nombre|probabilité|risque|quantité|effort|coût|part|fréquence|capacité|précision"
)
_CONTEXTS = (
    "when|while|before|after|during|without|if|until|on|in|at|from|across|between|abroad|during|for|each|every|"
    "wenn|während|bevor|nachdem|vor|nach|ohne|bis|am|im|bei|beim|auf|aus|über|unterwegs|für|jeden|"
    "cuando|mientras|antes|después|durante|sin|si|hasta|en|desde|entre|para|cada|"
    "quand|lorsque|pendant|avant|après|sans|jusqu|dans|depuis|pour|chaque"
)
_SOLUTIONS = re.compile(
    r"\b(app|button|dashboard|feature|screen|popup|knopf|schaltfläche|botón|bouton)\b", re.I
)
_HEAD = re.compile(rf"^(?P<direction>{_DIRECTIONS})\b(?P<rest>.*)$", re.I | re.S)
_METRIC = re.compile(rf"\b(?P<metric>{_METRICS})\b(?P<rest>.*)$", re.I | re.S)
_CONTEXT = re.compile(rf"\b(?P<context>(?:{_CONTEXTS})\b.*)$", re.I | re.S)


class Advice(StrEnum):
    """What would make a statement better, in the order in which to mend it."""

    DIRECTION = "direction"
    METRIC = "metric"
    OBJECT = "object"
    CONTEXT = "context"
    SOLUTION = "solution"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class StatementForm:
    """The parts that were found, and what is missing."""

    direction: str
    metric: str
    object: str
    context: str
    advice: tuple[Advice, ...]

    @property
    def complete(self) -> bool:
        """Whether direction, metric and object are there. A context is good to have."""
        return not {Advice.DIRECTION, Advice.METRIC, Advice.OBJECT} & set(self.advice)


def read_statement(text: str) -> StatementForm:
    """Take a statement apart. Never fails: what is not found is empty and named in `advice`."""
    text = " ".join(text.split()).rstrip(".")
    head = _HEAD.match(text)
    direction, rest = (head["direction"], head["rest"]) if head else ("", text)
    found = _METRIC.search(rest)
    metric, rest = (found["metric"], found["rest"]) if found else ("", rest)
    rest = rest.strip(" ,")
    words = rest.split()
    marker = _CONTEXT.search(" ".join(words[4:]))
    context = marker["context"] if marker else ""
    thing = rest[: len(rest) - len(context)].strip(" ,") if context else rest
    checks = (
        (not direction, Advice.DIRECTION),
        (not metric, Advice.METRIC),
        (len(thing.split()) < 3, Advice.OBJECT),
        (not context, Advice.CONTEXT),
        (bool(_SOLUTIONS.search(text)), Advice.SOLUTION),
        (len(text) > 180, Advice.LONG),
    )
    return StatementForm(
        direction, metric, thing, context, tuple(advice for wrong, advice in checks if wrong)
    )


def progress(baseline: float | None, target: float | None, value: float | None) -> float | None:
    """How much of the way from baseline to target is covered, 0..1, or None where it cannot be told."""
    if baseline is None or target is None or value is None or baseline == target:
        return None
    return min(1.0, max(0.0, (value - baseline) / (target - baseline)))
