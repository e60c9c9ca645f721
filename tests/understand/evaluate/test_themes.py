from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from desireline.engines.embeddings import api as embeddings
from tests.engines.embeddings.standin import Standin

ROWS = [f"lost card number {n},lost" for n in range(6)] + [
    f"invoice export {n} wanted,invoice" for n in range(6)
]


@pytest.mark.parametrize("engine", [Standin(), None])
def test_themes_are_compared_with_labels(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    engine: Standin | None,
) -> None:
    monkeypatch.setattr(embeddings, "embedder", lambda: engine)
    path = tmp_path / "given.csv"
    path.write_text("text,label\n" + "\n".join(ROWS), encoding="utf-8")
    call_command("evaluate", "themes", str(path), "--json")
    found = json.loads(capsys.readouterr().out)
    assert [zoom["adjusted_rand"] for zoom in found["zooms"]] == [1.0, 1.0, 1.0]
    assert found["model"] == ("standin" if engine else "letters")
    call_command("evaluate", "themes", str(path))
    assert "12 texts, 2 labels" in capsys.readouterr().out


def test_pairs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("a,b,same\nx,y,1\nx,z,0\n", encoding="utf-8")
    with pytest.raises(CommandError, match="holds pairs"):
        call_command("evaluate", "themes", str(path))
