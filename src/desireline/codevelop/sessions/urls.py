from django.urls import path, re_path

from desireline.codevelop.sessions import (
    calendar_views,
    finding_views,
    guest_views,
    map_views,
    note_views,
    views,
)

ONE = r"^sessions/(?P<pk>\d{1,18})"
GUEST_ACTS = "came|missed|coming|invited|declined|remove|restore|consent"

urlpatterns = [
    path("projects/<str:slug>/sessions", views.project_sessions, name="project_sessions"),
    path("projects/<str:slug>/sessions/new", views.session_new, name="session_new"),
    path("sessions/<int:pk>", views.session, name="session"),
    path("sessions/<int:pk>/edit", views.session_edit, name="session_edit"),
    re_path(rf"{ONE}/(?P<act>hold|cancel|plan)$", views.session_state, name="session_state"),
    path("sessions/<int:pk>/answer", views.session_answer, name="session_answer"),
    path("sessions/<int:pk>/invite", guest_views.session_invite, name="session_invite"),
    re_path(
        rf"{ONE}/guests/(?P<guest>\d{{1,18}})/(?P<act>{GUEST_ACTS})$",
        guest_views.session_guest,
        name="session_guest",
    ),
    path("sessions/<int:pk>/notes", note_views.session_notes, name="session_notes"),
    path("sessions/<int:pk>/note", note_views.session_note, name="session_note"),
    re_path(
        rf"{ONE}/notes/(?P<note>\d{{1,18}})/(?P<act>tag|remove|restore)$",
        note_views.session_note_act,
        name="session_note_act",
    ),
    path("sessions/<int:pk>/findings/new", finding_views.finding_new, name="finding_new"),
    path("sessions/<int:pk>/findings/<int:found>/edit", finding_views.finding_edit, name="finding_edit"),
    re_path(
        rf"{ONE}/findings/(?P<found>\d{{1,18}})/(?P<act>change|settle|remove|restore)$",
        finding_views.finding_act,
        name="finding_act",
    ),
    path("sessions/<int:pk>/map", map_views.session_map, name="session_map"),
    path("sessions/<int:pk>/map/now", map_views.map_now, name="map_now"),
    path("sessions/<int:pk>/map/steps", map_views.map_step, name="map_step"),
    re_path(
        rf"{ONE}/map/steps/(?P<step>\d{{1,18}})/(?P<act>earlier|later|remove|restore)$",
        map_views.map_step_act,
        name="map_step_act",
    ),
    path("sessions/<int:pk>/map/<int:step>/<slug:row>", map_views.map_save, name="map_save"),
    path("sessions/<int:pk>/map/<int:step>/<slug:row>/history", map_views.map_history, name="map_history"),
    path("sessions/<int:pk>/map/take", map_views.map_take, name="map_take"),
    path("sessions/<int:pk>.ics", calendar_views.session_ics, name="session_ics"),
    re_path(rf"{ONE}/export\.(?P<form>csv|md)$", calendar_views.session_export, name="session_export"),
    path("me/sessions", calendar_views.my_sessions, name="my_sessions"),
    path("me/sessions/calendar", calendar_views.calendar_make, name="calendar_make"),
    path("me/sessions/calendar/end", calendar_views.calendar_end, name="calendar_end"),
    path("calendar/<str:token>.ics", calendar_views.calendar_feed, name="calendar_feed"),
]
