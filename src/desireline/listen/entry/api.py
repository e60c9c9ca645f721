"""How words come in: traps and limits before a form is read, and whether what was written waits for the team."""

from desireline.listen.entry.guards import form_time, guard
from desireline.listen.entry.rules import has_word
from desireline.listen.entry.states import SAID, must_wait, policy

__all__ = ["SAID", "form_time", "guard", "has_word", "must_wait", "policy"]
