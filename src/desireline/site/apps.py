from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Site(AppConfig):
    name = "desireline.site"
    label = "site"

    def ready(self) -> None:
        setup_room(self.name)
