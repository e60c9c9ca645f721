from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Engines(AppConfig):
    name = "desireline.engines"
    label = "engines"

    def ready(self) -> None:
        setup_room(self.name)
