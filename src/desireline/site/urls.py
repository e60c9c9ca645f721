"""All routes: those of allauth and those that the features bring (`<room>/<feature>/urls.py`)."""

from django.urls import include, path

from desireline.kit.registry import feature_modules

urlpatterns = [
    *[pattern for module in feature_modules("urls") for pattern in module.urlpatterns],
    path("sign-in/", include("allauth.urls")),
]
