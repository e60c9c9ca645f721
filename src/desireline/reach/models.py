from desireline.reach.imports.models import (
    ColumnMapping,
    ImportBatch,
    Imported,
    ImportedChange,
    ImportedVote,
    ImportProblem,
)

__all__ = ["ColumnMapping", "ImportBatch", "ImportProblem", "Imported", "ImportedChange", "ImportedVote"]
