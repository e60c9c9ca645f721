from desireline.engines.embeddings.models import TextVector
from desireline.engines.files.models import StoredFile
from desireline.engines.search.models import SearchCard, SearchShape, SearchTerm

__all__ = ["SearchCard", "SearchShape", "SearchTerm", "StoredFile", "TextVector"]
