from django.urls import path, re_path

from desireline.prove.recognition import editing, views

urlpatterns = [
    path("releases", views.releases, name="releases"),
    path("releases/<int:pk>", views.release, name="release"),
    re_path(r"^releases/(?P<pk>[0-9]{1,18})-(?P<slug>[-\w]*)$", views.release, name="release"),
    path("releases/<int:pk>/edit", editing.release_edit, name="release_edit"),
    path("releases/<int:pk>/publish", editing.release_publish, name="release_publish"),
    path("releases/<int:pk>/withdraw", editing.release_withdraw, name="release_withdraw"),
    path("releases/<int:pk>/thank", editing.thank, name="release_thank"),
    path("releases/thanks/<int:pk>/edit", editing.thanks_edit, name="thanks_edit"),
    path("releases/thanks/<int:pk>/remove", editing.thanks_remove, name="thanks_remove"),
    path("me/credits", views.my_credits, name="my_credits"),
    path("team/response", views.response, name="response"),
]
