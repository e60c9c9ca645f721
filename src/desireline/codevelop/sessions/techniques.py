"""The techniques: what they are called, when one uses them, and a short guide to begin from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from desireline.codevelop.sessions.models import Session

T = Session.Technique
TESTING = (T.STREET_TEST, T.USABILITY_TEST, T.DIARY, T.BETA_ROUND)
"""Techniques in which people try something: who came has tested."""


@dataclass(frozen=True, slots=True)
class About:
    """`when` says when to use it; `guide` has one point a line, its minutes first; `minutes` is how long it takes."""

    name: str
    icon: str
    when: str
    guide: str
    minutes: int


def about(technique: str) -> About:
    """What a technique is, in the reader's language."""
    return _ABOUT[technique]()


def names() -> list[tuple[str, str]]:
    return [(one.value, about(one.value).name) for one in T]


def _interview() -> About:
    return About(
        _("Interview"),
        "message-circle",
        _("You want to understand what somebody does today and why, before there is anything to show."),
        _(
            "5 Say thank you, ask for consent to notes, say what it is for\n"
            "10 Their day: when did this last come up?\n"
            "20 That time, step by step: what did you do, what got in the way, what did you do then?\n"
            "10 What would have made it easy? How would you have noticed?\n"
            "5 Whom else should we ask? What happens now"
        ),
        50,
    )


def _workshop() -> About:
    return About(
        _("Co-design workshop"),
        "users",
        _("You know the need and want to draw the answer together, with people who live with it."),
        _(
            "10 Welcome, consent, who is here\n"
            "15 The outcome that we want, in the customers’ words\n"
            "35 Fill in the scenario map: steps, moments of truth, what must hold there\n"
            "10 Break\n"
            "30 Draw in pairs how the hardest moment could go\n"
            "15 Show, choose, say what would make you use it\n"
            "5 What happens now, and thank you"
        ),
        120,
    )


def _role_play() -> About:
    return About(
        _("Role-play"),
        "user",
        _(
            "Front-line staff act a situation with a customer, to find where words, rules or tools get in the way."
        ),
        _(
            "5 The scene: who is who, what the customer wants\n"
            "15 Play it as it goes today\n"
            "10 Stop at each moment of truth: what did you feel, what did you need?\n"
            "15 Play it again as it should go\n"
            "15 What has to change for that, tomorrow and later"
        ),
        60,
    )


def _visit() -> About:
    return About(
        _("Home or site visit"),
        "house",
        _("What people do where they are differs from what they tell. Go and see, and touch nothing."),
        _(
            "10 Arrive, say thank you, ask for consent to notes and pictures\n"
            "10 Let them show you round\n"
            "40 Watch them do it as always. Ask only: what are you doing now?\n"
            "20 Things on walls, notes, detours: what are they for?\n"
            "10 Tell back what you saw, and ask whether it is right"
        ),
        90,
    )


def _street_test() -> About:
    return About(
        _("Street test"),
        "footprints",
        _(
            "You want quick first looks from people who do not know you, at something they can try in minutes."
        ),
        _(
            "1 Ask whether they have three minutes; say what for\n"
            "3 Show it and say nothing: what is it, what would you do with it?\n"
            "2 One task; note where they stop\n"
            "1 Would you use it? Instead of what? Thank you"
        ),
        180,
    )


def _usability_test() -> About:
    return About(
        _("Usability test"),
        "monitor",
        _("There is a prototype, and you want to see whether people reach their outcome with it alone."),
        _(
            "5 Welcome and consent. We test the thing, not you. Think aloud\n"
            "5 What they do today\n"
            "30 Three tasks, from easy to hard; do not help\n"
            "10 What was hardest? What did you expect there?\n"
            "5 What would you miss if it were gone tomorrow? Thank you"
        ),
        55,
    )


def _diary() -> About:
    return About(
        _("Diary"),
        "pencil",
        _("What you want to know happens over days or weeks, when nobody of you is there."),
        _(
            "Before: meet, agree what counts as an event, try one entry together\n"
            "Each time it happens: what, where, what did you do, how did it feel?\n"
            "Half-way: a short call, to keep it light\n"
            "At the end: go through the entries together, choose the three that matter"
        ),
        14 * 24 * 60,
    )


def _survey() -> About:
    return About(
        _("Survey"),
        "list",
        _("You know what to ask and want to know how many think so. It does not tell you why."),
        _(
            "Say what it is for and how long it takes\n"
            "Only questions whose answers would change what you do\n"
            "How important is the outcome, how satisfied are you today (1 to 5)\n"
            "One open question: what did we forget to ask?\n"
            "Say thank you, and when they will hear what came of it"
        ),
        7 * 24 * 60,
    )


def _beta_round() -> About:
    return About(
        _("Beta round"),
        "sparkles",
        _("It works, and a cohort uses it in earnest for a while, before everybody gets it."),
        _(
            "Before: who is in it, how to get help, how to get out\n"
            "First day: do they get started alone?\n"
            "Each week: what did you use it for, what stopped you?\n"
            "Watch the measure of the outcome, not only what is said\n"
            "At the end: would you go back? What has to change first?"
        ),
        14 * 24 * 60,
    )


_ABOUT = {
    T.INTERVIEW.value: _interview,
    T.WORKSHOP.value: _workshop,
    T.ROLE_PLAY.value: _role_play,
    T.VISIT.value: _visit,
    T.STREET_TEST.value: _street_test,
    T.USABILITY_TEST.value: _usability_test,
    T.DIARY.value: _diary,
    T.SURVEY.value: _survey,
    T.BETA_ROUND.value: _beta_round,
}
