from django.urls import path

from desireline.guide.search import views

urlpatterns = [
    path("search", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search/suggest", views.suggestions, name="search_suggest"),
    path("ideas/close", views.close_ideas, name="close_ideas"),
]
