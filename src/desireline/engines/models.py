from desireline.engines.embeddings.models import TextVector
from desireline.engines.files.models import StoredFile
from desireline.engines.search.models import SearchChange, SearchIndex, SearchMaking

__all__ = ["SearchChange", "SearchIndex", "SearchMaking", "StoredFile", "TextVector"]
