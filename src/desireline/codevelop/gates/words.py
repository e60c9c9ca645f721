"""Decisions in words."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.models import GateDecision

Verdict = GateDecision.Verdict
VERDICTS: dict[str, Any] = {
    Verdict.GO: _("Go"),
    Verdict.RECYCLE: _("Send back"),
    Verdict.HOLD: _("Hold"),
    Verdict.RESUME: _("Resume"),
    Verdict.KILL: _("Stop"),
}
ICONS = {
    Verdict.GO: "arrow-right",
    Verdict.RECYCLE: "undo-2",
    Verdict.HOLD: "clock",
    Verdict.RESUME: "play",
    Verdict.KILL: "circle-x",
}
HUES = {
    Verdict.GO: "good",
    Verdict.RECYCLE: "warn",
    Verdict.HOLD: "info",
    Verdict.RESUME: "good",
    Verdict.KILL: "bad",
}


def what_happened(decision: GateDecision) -> Any:
    """One line (lazy): “on to Idea”, “released”, “back to Planning”."""
    stage = decision.to.name if decision.to else ""
    if decision.verdict == Verdict.GO:
        return format_lazy(_("on to {stage}"), stage=stage) if stage else _("released")
    if decision.verdict == Verdict.RECYCLE:
        return format_lazy(_("back to {stage}"), stage=stage)
    return {Verdict.HOLD: _("put on hold"), Verdict.RESUME: _("resumed"), Verdict.KILL: _("stopped")}[
        Verdict(decision.verdict)
    ]
