"""All routes: those that the features bring (`<room>/<feature>/urls.py`)."""

from desireline.kit.registry import feature_modules

urlpatterns = [
    *[pattern for module in feature_modules("urls") for pattern in module.urlpatterns],
]
