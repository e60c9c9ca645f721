from desireline.people.profile.api import ERASERS
from desireline.reach.own.forgetting import forget

ERASERS.add("reach", forget)
