from django.urls import path

from desireline.codevelop.participation import asking_views as asking
from desireline.codevelop.participation import call_views as calls
from desireline.codevelop.participation import cohort_views as cohorts
from desireline.codevelop.participation import own_views as own
from desireline.codevelop.participation import people_views as people

PROJECT, OWN = "projects/<str:slug>", "taking-part/<int:pk>"

urlpatterns = [
    path("calls", calls.calls, name="calls"),
    path("calls/<int:pk>", calls.call, name="call"),
    path("calls/<int:pk>/answer", calls.answer, name="call_answer"),
    path("taking-part", own.taking_part, name="taking_part"),
    path(OWN, own.project, name="taking_part_project"),
    path(f"{OWN}/invitation", own.invitation, name="taking_part_invitation"),
    path(f"{OWN}/yes", own.say_yes, name="taking_part_yes"),
    path(f"{OWN}/no", own.decline, name="taking_part_decline"),
    path(f"{OWN}/leave", own.leave, name="taking_part_leave"),
    path(f"{OWN}/back", own.back, name="taking_part_back"),
    path(f"{OWN}/accept/<int:version>", own.accept, name="taking_part_accept"),
    path(f"{OWN}/consents/<str:purpose>", own.consent, name="taking_part_consent"),
    path("taking-part/agreements/<int:pk>", own.agreement, name="taking_part_agreement"),
    path(f"{PROJECT}/participants", people.participants, name="project_participants"),
    path(f"{PROJECT}/participants/invite", people.invite, name="project_invite"),
    path(f"{PROJECT}/participants/<int:pk>", people.participant, name="participant"),
    path(f"{PROJECT}/participants/<int:pk>/act", people.act, name="participant_act"),
    path(f"{PROJECT}/participants/<int:pk>/back", people.back, name="participant_back"),
    path(f"{PROJECT}/participants/<int:pk>/thank", people.thank, name="participant_thank"),
    path(f"{PROJECT}/thanks/<int:pk>/undo", people.thanks_undo, name="thanks_undo"),
    path(f"{PROJECT}/cohorts/new", cohorts.new, name="cohort_new"),
    path(f"{PROJECT}/cohorts/<int:pk>", cohorts.cohort, name="cohort"),
    path(f"{PROJECT}/cohorts/<int:pk>/edit", cohorts.edit, name="cohort_edit"),
    path(f"{PROJECT}/cohorts/<int:pk>/members", cohorts.members, name="cohort_members"),
    path(f"{PROJECT}/cohorts/<int:pk>/remove", cohorts.remove, name="cohort_remove"),
    path(f"{PROJECT}/cohorts/<int:pk>/access.csv", cohorts.access_list, name="cohort_access"),
    path(f"{PROJECT}/calls/new", asking.call_new, name="call_new"),
    path(f"{PROJECT}/calls/<int:pk>", asking.call_edit, name="call_edit"),
    path(f"{PROJECT}/calls/<int:pk>/state", asking.call_state, name="call_state"),
    path(f"{PROJECT}/agreements", asking.agreements, name="project_agreements"),
    path(f"{PROJECT}/agreements/new", asking.agreement_new, name="agreement_new"),
    path(f"{PROJECT}/agreements/<int:pk>", asking.agreement_edit, name="agreement_edit"),
    path(f"{PROJECT}/agreements/<int:pk>/end", asking.agreement_end, name="agreement_end"),
]
