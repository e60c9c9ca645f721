from desireline.engines.files.models import StoredFile
from desireline.engines.search.models import SearchCard, SearchShape, SearchTerm

__all__ = ["SearchCard", "SearchShape", "SearchTerm", "StoredFile"]
