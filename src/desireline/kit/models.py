from desireline.kit.jobs.models import Job
from desireline.kit.options.models import Option, Stamp

__all__ = ["Job", "Option", "Stamp"]
