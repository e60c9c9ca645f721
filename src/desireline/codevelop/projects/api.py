"""Co-development projects: how they begin, how they come from stage to stage, and who may see them."""

from desireline.codevelop.projects.access import leads, project_read, project_write
from desireline.codevelop.projects.changing import (
    add_origin,
    change,
    drop_origin,
    give,
    hide,
    join,
    keep_secret,
    leave,
    show,
)
from desireline.codevelop.projects.models import Project, ProjectMember, ProjectOrigin, Visit
from desireline.codevelop.projects.moving import move
from desireline.codevelop.projects.of_account import Led, led_from
from desireline.codevelop.projects.panels import PROJECT_PANELS, ProjectPanel
from desireline.codevelop.projects.provenance import Contributor, contributors, ideas_behind, projects_from
from desireline.codevelop.projects.starting import start

__all__ = [
    "PROJECT_PANELS",
    "Contributor",
    "Led",
    "Project",
    "ProjectMember",
    "ProjectOrigin",
    "ProjectPanel",
    "Visit",
    "add_origin",
    "change",
    "contributors",
    "drop_origin",
    "give",
    "hide",
    "ideas_behind",
    "join",
    "keep_secret",
    "leads",
    "leave",
    "led_from",
    "move",
    "project_read",
    "project_write",
    "projects_from",
    "show",
    "start",
]
