from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Guide(AppConfig):
    name = "desireline.guide"
    label = "guide"

    def ready(self) -> None:
        setup_room(self.name)
