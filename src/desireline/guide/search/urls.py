from django.urls import path

from desireline.guide.search import team, views

urlpatterns = [
    path("search", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search/suggest", views.suggestions, name="search_suggest"),
    path("search/asked", team.asked, name="search_asked"),
    path("team/searches", team.searches, name="searches"),
    path("team/searches.jsonl", team.export, name="searches_export"),
    path("ideas/close", views.close_ideas, name="close_ideas"),
]
