from django.urls import path

from desireline.listen.tags import views

urlpatterns = [
    path("ideas/<int:pk>/tags", views.of_idea, name="idea_tags"),
    path("tags/suggestions", views.suggest, name="tag_suggestions"),
    path("team/tags", views.tags, name="tags"),
    path("team/tags/<int:pk>", views.tag, name="tag"),
    path("team/tags/changes/<int:pk>/undo", views.undo, name="tag_undo"),
]
