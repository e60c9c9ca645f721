from desireline.reach.exports.models import Export
from desireline.reach.imports.models import (
    ColumnMapping,
    ImportBatch,
    Imported,
    ImportedChange,
    ImportedVote,
    ImportProblem,
)

__all__ = [
    "ColumnMapping",
    "Export",
    "ImportBatch",
    "ImportProblem",
    "Imported",
    "ImportedChange",
    "ImportedVote",
]
