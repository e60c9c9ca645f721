"""The names under which templates know the parts."""

from types import SimpleNamespace

from desireline.kit.pages.environment import GLOBALS
from desireline.kit.parts import api

GLOBALS.add("drawn", SimpleNamespace(icon=api.icon, vote=api.vote, status=api.status, avatar=api.avatar))
GLOBALS.add("kept", api.kept)
