from desireline.engines.files.models import StoredFile

__all__ = ["StoredFile"]
