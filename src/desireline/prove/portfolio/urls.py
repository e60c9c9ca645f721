from django.urls import path

from desireline.prove.portfolio import review_views, views

urlpatterns = [
    path("portfolio", views.portfolio, name="portfolio"),
    path("portfolio.csv", views.export, name="portfolio_export"),
    path("portfolio/targets/<str:axis>", views.aim, name="portfolio_target"),
    path("portfolio/targets/<int:pk>/undo", views.target_undo, name="target_undo"),
    path("projects/<str:slug>/case", views.case, name="project_case"),
    path("projects/<str:slug>/case/<int:pk>/undo", views.case_undo, name="case_undo"),
    path("portfolio/reviews", review_views.reviews, name="reviews"),
    path("portfolio/reviews/<int:pk>", review_views.review, name="review"),
    path("portfolio/reviews/<int:pk>/minutes", review_views.minutes, name="review_minutes"),
    path("portfolio/reviews/<int:pk>/write", review_views.review_write, name="review_write"),
    path("portfolio/reviews/<int:pk>/renew", review_views.review_renew, name="review_renew"),
    path("portfolio/reviews/<int:pk>/close", review_views.review_close, name="review_close"),
    path("portfolio/reviews/<int:pk>/add", review_views.item_add, name="review_item_add"),
    path("portfolio/reviews/<int:pk>/<int:item>", review_views.item_decide, name="review_item"),
    path("portfolio/reviews/<int:pk>/<int:item>/shift", review_views.item_shift, name="review_item_shift"),
    path("portfolio/reviews/<int:pk>/<int:item>/drop", review_views.item_drop, name="review_item_drop"),
]
