"""Which cached pages an idea is on."""

from desireline.kit.options.api import bump


def touch(idea_id: int, board_id: int) -> None:
    """The idea's page and its board changed. Call in the transaction of the change."""
    bump(f"board:{board_id}", f"idea:{idea_id}")
