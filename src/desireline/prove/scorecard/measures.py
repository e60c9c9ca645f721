"""The measures of the house. Each is one registration; other features add theirs in the same way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.prove.scorecard import (
    facts,
    of_answers,
    of_capital,
    of_outcomes,
    of_projects,
    of_sight,
    of_stages,
    people,
)
from desireline.prove.scorecard.given import kept_page
from desireline.prove.scorecard.measure import MEASURES, Measure

_FEW_PROJECTS = 5
_ALL = (
    Measure(
        "time_to_outcome",
        "outcomes",
        _("Time to outcome"),
        _(
            "Half of the customers who spoke of an outcome in the last 24 months had reached it after so "
            "many days. Who is still on the way counts for as long as they have been (Kaplan–Meier; "
            "interval of Brookmeyer and Crowley)."
        ),
        "days",
        of_outcomes.timed,
        facts.median_days,
        of_outcomes.named,
        columns=(_("Outcome"), _("Customer"), _("Spoke of it"), _("Days")),
        shared=True,
        of_people=True,
        order=10,
        parts=of_outcomes.by_outcome,
    ),
    Measure(
        "attainment",
        "outcomes",
        _("Outcome reached"),
        _(
            "Of the customers who spoke of an outcome in the last 24 months, the share who say that they "
            "reached it (Wilson’s interval)."
        ),
        "share",
        of_outcomes.attained,
        facts.share,
        of_outcomes.named,
        columns=(_("Outcome"), _("Customer"), _("Spoke of it"), _("Reached")),
        shared=True,
        of_people=True,
        order=20,
        parts=of_outcomes.by_outcome,
    ),
    Measure(
        "first_response",
        "outcomes",
        _("Answered in time"),
        _(
            "Of the ideas whose promised days ended in these months, the share that our own people "
            "answered within them, on boards for everyone (Wilson’s interval). Ideas that an import "
            "brought are not counted."
        ),
        "share",
        of_answers.kept_promise,
        facts.share,
        of_answers.named,
        columns=(_("Idea"), _("Customer"), _("Posted"), _("In time")),
        shared=True,
        of_people=True,
        order=30,
    ),
    Measure(
        "response_time",
        "outcomes",
        _("Days until the first answer"),
        _(
            "Half of the ideas posted in these months, on boards for everyone, were answered after so "
            "many days; what still waits counts for as long as it has (Kaplan–Meier)."
        ),
        "days",
        of_answers.answered,
        facts.median_days,
        of_answers.named,
        columns=(_("Idea"), _("Customer"), _("Posted"), _("Days")),
        shared=True,
        of_people=True,
        order=40,
    ),
    Measure(
        "codeveloped",
        "together",
        _("Projects with customers"),
        _(
            "Of the projects under way in these months, the share in which customers had a part by their "
            "end: it grew out of what they said, they answered its questions, or they took part (Wilson’s "
            "interval)."
        ),
        "share",
        of_projects.made_together,
        facts.share,
        of_projects.named,
        columns=(_("Project"), _("State"), _("Began"), _("With customers")),
        least=_FEW_PROJECTS,
        order=10,
    ),
    Measure(
        "codeveloped_effort",
        "together",
        _("Effort with customers"),
        _(
            "The part of the person-days of projects in the making that goes into those with customers. A "
            "plain share; projects that say nothing of their effort are left out. Past months as noted at "
            "their end."
        ),
        "share",
        of_sight.effort_together,
        facts.share_of_weight,
        of_projects.named,
        columns=(_("Project"), _("State"), _("Began"), _("Person-days")),
        least=_FEW_PROJECTS,
        counts=True,
        order=20,
    ),
    Measure(
        "idea_to_release",
        "together",
        _("From idea to release"),
        _(
            "Half of the projects begun in the last 24 months were released so many days after the first "
            "idea that they grew out of. Running ones count for as long as they have run, stopped ones "
            "until they were stopped (Kaplan–Meier)."
        ),
        "days",
        of_projects.released,
        facts.median_days,
        of_projects.named,
        columns=(_("Project"), _("State"), _("Began"), _("Days")),
        least=_FEW_PROJECTS,
        order=30,
    ),
    Measure(
        "conversion",
        "together",
        _("Through a gate"),
        _(
            "Of the projects that left a stage for good in these months, the share that went on to the "
            "next one; the others were stopped there (Wilson’s interval). As in the funnel of the "
            "portfolio."
        ),
        "share",
        of_stages.through,
        facts.share,
        of_stages.named,
        columns=(_("Project"), _("Stage"), _("Left it"), _("Went on")),
        least=_FEW_PROJECTS,
        order=40,
        parts=of_stages.by_stage,
    ),
    Measure(
        "participants",
        "breadth",
        _("Customers who took part"),
        _(
            "Customers who posted, commented, voted, rated an outcome or answered a project in these "
            "months. Counted, not estimated. Who was erased is not in it."
        ),
        "count",
        people.active,
        facts.count,
        people.named,
        columns=(_("Customer"), "", _("Last in"), _("Contributions")),
        least=0,
        shared=True,
        of_people=True,
        counts=True,
        order=10,
        parts=people.by_segment,
        page=kept_page,
    ),
    Measure(
        "new_people",
        "breadth",
        _("New among them"),
        _(
            "Of the customers who took part, the share who did so for the first time ever in these months "
            "(Wilson’s interval)."
        ),
        "share",
        people.active,
        facts.share,
        people.named,
        columns=(_("Customer"), "", _("Last in"), _("New")),
        shared=True,
        of_people=True,
        order=20,
        parts=people.by_segment,
        page=kept_page,
    ),
    Measure(
        "gini",
        "breadth",
        _("Unevenness"),
        _(
            "Gini’s coefficient of contributions per customer: 0 where all gave the same, close to 1 "
            "where a few gave everything (bootstrap interval). Online, a large part from a few is usual; "
            "watch where it moves."
        ),
        "index",
        people.active,
        facts.unevenness,
        people.named,
        columns=(_("Customer"), "", _("Last in"), _("Contributions")),
        shared=True,
        of_people=True,
        counts=True,
        order=30,
        parts=people.by_segment,
        page=kept_page,
    ),
    Measure(
        "value_audit",
        "sight",
        _("Projects with a line to a customer"),
        _(
            "Of the projects in the making, the share with an unbroken line to an outcome that customers "
            "spoke for (Wilson’s interval). Past months as noted at their end."
        ),
        "share",
        of_sight.lines,
        facts.share,
        of_projects.named,
        columns=(_("Project"), _("State"), _("Began"), _("Unbroken")),
        least=_FEW_PROJECTS,
        order=10,
    ),
    Measure(
        "value_audit_effort",
        "sight",
        _("Effort with a line to a customer"),
        _(
            "The part of the person-days of projects in the making that has such a line. A plain share; "
            "projects that say nothing of their effort are left out."
        ),
        "share",
        of_sight.lines_of_effort,
        facts.share_of_weight,
        of_projects.named,
        columns=(_("Project"), _("State"), _("Began"), _("Person-days")),
        least=_FEW_PROJECTS,
        counts=True,
        order=20,
    ),
    Measure(
        "leads_engaged",
        "capital",
        _("Lead customers engaged"),
        _(
            "Customers whom the team had confirmed as lead customers by the end of these months, and who "
            "took part in them. Counted, not estimated."
        ),
        "count",
        of_capital.engaged,
        facts.count,
        people.named,
        columns=(_("Customer"), "", _("Last in"), _("Contributions")),
        least=0,
        shared=True,
        of_people=True,
        counts=True,
        order=10,
        page=of_capital.engaged_page,
    ),
    Measure(
        "reusable",
        "capital",
        _("Prototypes to use again"),
        _(
            "Artefacts that stand in the showcase at the end of these months. Whether one is meant for it "
            "is known as of today; what was taken away later counts until then."
        ),
        "count",
        of_capital.reusable,
        facts.count,
        of_capital.reusable_named,
        columns=(_("Artefact"), _("Project"), _("Since"), ""),
        least=0,
        order=20,
    ),
    Measure(
        "per_contributor",
        "capital",
        _("Contributions per customer"),
        _("How many contributions each customer who took part gave, on average (bootstrap interval)."),
        "mean",
        people.active,
        facts.mean_each,
        people.named,
        columns=(_("Customer"), "", _("Last in"), _("Contributions")),
        shared=True,
        of_people=True,
        counts=True,
        order=30,
        parts=people.by_segment,
        page=kept_page,
    ),
    Measure(
        "scenarios",
        "capital",
        _("Scenarios mapped"),
        _("Customer scenarios that stand beside an outcome. Past months as noted at their end."),
        "count",
        of_sight.scenarios,
        facts.total,
        of_sight.outcomes_named,
        columns=(_("Outcome"), "", _("Outcome added"), _("Scenarios")),
        least=0,
        counts=True,
        order=40,
    ),
)

for _one in _ALL:
    MEASURES.add(_one.key, _one)
