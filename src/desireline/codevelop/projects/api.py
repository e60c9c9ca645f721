"""Co-development projects: how they begin, and how they come from stage to stage."""

from desireline.codevelop.projects.models import Project, ProjectMember, ProjectOrigin, Visit
from desireline.codevelop.projects.moving import move
from desireline.codevelop.projects.starting import start

__all__ = ["Project", "ProjectMember", "ProjectOrigin", "Visit", "move", "start"]
