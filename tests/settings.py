"""The product's settings in a clean environment and a data folder of the test run's own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [key for key in os.environ if key.startswith("DESIRELINE_") and key != "DESIRELINE_TEST_KEEP"]:
    del os.environ[name]
os.environ["DESIRELINE_DATA"] = tempfile.mkdtemp(prefix="desireline-test-")
os.environ["DESIRELINE_WRITES"] = "each"
os.environ["DESIRELINE_EMBEDDINGS"] = "off"
os.environ["DESIRELINE_LOG_LEVEL"] = "error"
atexit.register(shutil.rmtree, os.environ["DESIRELINE_DATA"], ignore_errors=True)
(Path(os.environ["DESIRELINE_DATA"]) / "static").mkdir()

from desireline.site.settings import *  # noqa: E402, F403

MAIL_AT_ONCE = True
SEARCH_FOLDER = None
SEARCH_INLINE = True
