from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Kit(AppConfig):
    name = "desireline.kit"
    label = "kit"

    def ready(self) -> None:
        setup_room(self.name)
