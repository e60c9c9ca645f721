"""Tags of customers and of the team."""

from desireline.listen.tags.reading import of_idea, suggestions, visible_tags
from desireline.listen.tags.verbs import add, delete, join, remove, rename, undo

__all__ = ["add", "delete", "join", "of_idea", "remove", "rename", "suggestions", "undo", "visible_tags"]
