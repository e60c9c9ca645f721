"""Static files with a hash in their name once `desireline up` has collected them; before that, plain ones."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Static(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Without a manifest (tests, a development server) names stay as they are and files are found where they lie."""

    support_js_module_import_aggregation = True  # modules import each other by their hashed names

    def url(self, name: str, force: bool = False) -> str:
        found: str = super().url(name, force) if self.hashed_files else self._plain(name)
        return found

    def _plain(self, name: str) -> str:
        return f"{self.base_url}{name}"

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        self.hashed_files: dict[str, str] = {}
        yield from super().post_process(*args, **kwargs)
