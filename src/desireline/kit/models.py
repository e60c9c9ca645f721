from desireline.kit.jobs.models import Job
from desireline.kit.limits.models import Bucket
from desireline.kit.options.models import Option, Stamp

__all__ = ["Bucket", "Job", "Option", "Stamp"]
