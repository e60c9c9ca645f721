from desireline.futures.own import taking
from desireline.people.profile.api import ERASERS, EXPORTERS

ERASERS.add("futures", taking.forget)
for take in (taking.ratings, taking.attainments):
    EXPORTERS.add(take.__name__, take)
