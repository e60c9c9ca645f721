from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Listen(AppConfig):
    name = "desireline.listen"
    label = "listen"

    def ready(self) -> None:
        setup_room(self.name)
