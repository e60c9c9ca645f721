from django.apps import AppConfig

from desireline.kit.registry import setup_room


class People(AppConfig):
    name = "desireline.people"
    label = "people"

    def ready(self) -> None:
        setup_room(self.name)
