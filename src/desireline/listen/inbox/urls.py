from django.urls import path

from desireline.listen.inbox import views

urlpatterns = [
    path("team/inbox", views.inbox, name="inbox"),
    path("team/inbox/merge", views.merge_into, name="inbox_merge"),
    path("team/inbox/act", views.act, name="inbox_act"),
    path("team/inbox/actions/<int:pk>/undo", views.undo, name="inbox_undo"),
]
