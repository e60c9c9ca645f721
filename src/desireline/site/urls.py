"""All routes: those that the features bring (`<room>/<feature>/urls.py`)."""

from desireline.kit.pages.routes import by_first_word
from desireline.kit.registry import feature_modules

urlpatterns = by_first_word([pattern for module in feature_modules("urls") for pattern in module.urlpatterns])

handler400 = "desireline.kit.pages.failures.bad_request"
handler403 = "desireline.kit.pages.failures.forbidden"
handler404 = "desireline.kit.pages.failures.not_found"
handler500 = "desireline.kit.pages.failures.server_error"
