from desireline.understand.leads.models import LeadDecision, LeadNomination, LeadOptOut, LeadRun, LeadScore
from desireline.understand.themes.models import Saying, Theme, ThemeName, ThemeOutcome, ThemeRun, ThemeTurn

__all__ = [
    "LeadDecision",
    "LeadNomination",
    "LeadOptOut",
    "LeadRun",
    "LeadScore",
    "Saying",
    "Theme",
    "ThemeName",
    "ThemeOutcome",
    "ThemeRun",
    "ThemeTurn",
]
