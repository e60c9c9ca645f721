from django.urls import path, re_path

from desireline.listen.ideas import team, views, writing

urlpatterns = [
    path("new", writing.idea_new, name="idea_new"),
    re_path(r"^boards/(?P<slug>[-\w]+)/new$", writing.idea_new, name="idea_new"),
    path("ideas/preview", views.preview, name="preview"),
    path("ideas/<int:pk>", views.idea, name="idea"),
    re_path(r"^ideas/(?P<pk>[0-9]{1,18})-(?P<slug>[-\w]*)$", views.idea, name="idea"),
    path("ideas/<int:pk>/edit", writing.idea_edit, name="idea_edit"),
    path("ideas/<int:pk>/similar", views.similar_to, name="idea_similar"),
    path("ideas/<int:pk>/history", views.history, name="idea_history"),
    path("ideas/<int:pk>/files/<int:file_id>", views.attachment, name="idea_file"),
    re_path(r"^ideas/(?P<pk>[0-9]{1,18})/film/(?P<key>[-\w]{8,20})$", views.film, name="idea_film"),
    path("ideas/<int:pk>/status", team.status, name="idea_status"),
    path("ideas/<int:pk>/status/<int:change>/undo", team.status_undo, name="idea_status_undo"),
    path("ideas/<int:pk>/respond", team.respond, name="idea_respond"),
    re_path(
        r"^ideas/(?P<pk>[0-9]{1,18})/(?P<act>pin|unpin|close|reopen|archive|unarchive)$",
        team.mark,
        name="idea_mark",
    ),
]
