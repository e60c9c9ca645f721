"""What is shown at once, what waits, and what the team decides about it."""

from desireline.listen.moderation.guards import form_time, guard
from desireline.listen.moderation.states import first_state

__all__ = ["first_state", "form_time", "guard"]
