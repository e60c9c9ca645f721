from django.urls import path, re_path

from desireline.listen.moderation import views

urlpatterns = [
    path("team/moderation", views.queue, name="moderation"),
    re_path(r"^team/moderation/(?P<kind>idea|comment)/(?P<pk>\d+)$", views.decide, name="moderate"),
    path("team/moderation/decisions/<int:pk>/undo", views.undo, name="decision_undo"),
    path("ideas/<int:pk>/report", views.flag_idea, name="flag_idea"),
    path("comments/<int:pk>/report", views.flag_comment, name="flag_comment"),
]
