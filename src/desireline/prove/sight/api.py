"""The line of sight: which projects have an unbroken line to a customer outcome, for other features."""

from desireline.prove.sight.lines import Traced, standing, trace, traced

__all__ = ["Traced", "standing", "trace", "traced"]
