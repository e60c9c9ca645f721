from django.urls import path, re_path

from desireline.people.audiences import views

urlpatterns = [
    path("team/audiences", views.listing, name="audiences"),
    re_path(r"^team/audiences/new/(?P<kind>segment|named)$", views.new, name="audience_new"),
    path("team/audiences/count", views.count, name="audience_count"),
    path("team/audiences/<int:pk>", views.edit, name="audience"),
]
