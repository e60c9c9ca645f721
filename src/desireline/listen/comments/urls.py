from django.urls import path

from desireline.listen.comments import views

urlpatterns = [
    path("ideas/<int:pk>/comments", views.new, name="comment_new"),
    path("ideas/<int:pk>/mentions", views.mentions, name="comment_mentions"),
    path("comments/preview", views.preview, name="comment_preview"),
    path("comments/<int:pk>", views.show, name="comment"),
    path("comments/<int:pk>/replies", views.replies, name="comment_replies"),
    path("comments/<int:pk>/edit", views.change, name="comment_edit"),
    path("comments/<int:pk>/history", views.history, name="comment_history"),
    path("comments/<int:pk>/remove", views.take_away, name="comment_remove"),
    path("comments/<int:pk>/restore", views.put_back, name="comment_restore"),
    path("comments/<int:pk>/react", views.react_to, name="comment_react"),
]
