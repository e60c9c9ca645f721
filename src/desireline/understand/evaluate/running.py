"""What stands between the command and the evaluations: options in, a report out."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desireline.understand.evaluate.kinds import Out

Tell = Callable[[str, int, int], None]


def similar_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="CSV with text,label (or text,category) or a,b,same."
    )
    parser.add_argument(
        "--train", type=Path, metavar="FILE", help="Texts to find among; else the others of FILE."
    )
    parser.add_argument("--limit", type=int, metavar="N", help="Ask only N questions, evenly drawn.")


def themes_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV with text,label (or text,category).")


def themes(options: dict[str, Any], tell: Tell) -> Out:
    from desireline.understand.evaluate.reading import BadFileError, Pairs, read
    from desireline.understand.evaluate.themes import evaluate, themes_table

    given = read(options["file"])
    if isinstance(given, Pairs):
        raise BadFileError(f"{options['file']} holds pairs; themes need text,label.")
    result = evaluate(given, tell=tell)
    return Out(themes_table(result), asdict(result))


def similar(options: dict[str, Any], tell: Tell) -> Out:
    from desireline.understand.evaluate.reading import BadFileError, Pairs, of_labels, of_pairs, read
    from desireline.understand.evaluate.reporting import similar_table
    from desireline.understand.evaluate.similar import evaluate

    given = read(options["file"])
    against = read(options["train"]) if options.get("train") else None
    if isinstance(given, Pairs):
        if against is not None:
            raise BadFileError("Pairs bring their own texts: leave --train out.")
        collection = of_pairs(given)
    elif isinstance(against, Pairs):
        raise BadFileError(f"{options['train']} holds pairs; --train needs text,label like FILE.")
    else:
        collection = of_labels(given, against)
    limit = options.get("limit")
    if limit is not None and limit < 1:
        raise BadFileError("--limit must be at least 1.")
    result = evaluate(collection, limit=limit, tell=tell)
    if not result.questions:
        raise BadFileError("No question has a right text: no label (or same pair) comes twice.")
    return Out(similar_table(result, pairs=bool(collection.pairs)), asdict(result))


def search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="A collection: corpus.jsonl, queries.jsonl, qrels/test.tsv."
    )


def search(options: dict[str, Any], tell: Tell) -> Out:
    from desireline.understand.evaluate.reporting import columns
    from desireline.understand.evaluate.search import evaluate, search_table

    result = evaluate(options["folder"], tell=tell)
    model = result.model or "none (pip install desireline[semantic]); words only"
    lines = [f"{result.questions:,} questions against {result.texts:,} texts. Model: {model}.", ""]
    return Out([*lines, *columns(search_table(result))], asdict(result))
