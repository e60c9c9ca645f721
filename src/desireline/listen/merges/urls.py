from django.urls import path

from desireline.listen.merges import views

urlpatterns = [
    path("ideas/<int:pk>/merge", views.choose, name="idea_merge"),
    path("ideas/<int:pk>/merge/<int:target>", views.confirm, name="idea_merge_into"),
    path("merges/together", views.together, name="merge_together"),
    path("merges/undo", views.undo_many, name="merges_undo"),
    path("merges/<int:pk>/undo", views.undo, name="merge_undo"),
]
