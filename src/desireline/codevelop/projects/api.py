"""Co-development projects: how they begin, how they come from stage to stage, and who may see them."""

from desireline.codevelop.projects.access import leads, project_read, project_write
from desireline.codevelop.projects.models import Project, ProjectMember, ProjectOrigin, Visit
from desireline.codevelop.projects.moving import move
from desireline.codevelop.projects.panels import PROJECT_PANELS, ProjectPanel
from desireline.codevelop.projects.starting import start

__all__ = [
    "PROJECT_PANELS",
    "Project",
    "ProjectMember",
    "ProjectOrigin",
    "ProjectPanel",
    "Visit",
    "leads",
    "move",
    "project_read",
    "project_write",
    "start",
]
