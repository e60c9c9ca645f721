from desireline.understand.themes.models import Saying, Theme, ThemeName, ThemeOutcome, ThemeRun, ThemeTurn

__all__ = ["Saying", "Theme", "ThemeName", "ThemeOutcome", "ThemeRun", "ThemeTurn"]
