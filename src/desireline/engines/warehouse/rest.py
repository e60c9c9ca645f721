"""REST interfaces: dlt's declarative client, on our own session. Runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desireline.engines.egress.api import guarded_session
from desireline.engines.warehouse.spec import Landing, Table

PAGES = 5  # that a dry run reads


def resources(
    landing: Landing, tables: list[Table], *, limit: int, count: Callable[[str], Callable[[Any], Any]]
) -> list[Any]:
    """The dlt resources of the tables."""
    from dlt.sources.rest_api import rest_api_resources

    client = {**landing.options["client"], "session": guarded_session(private=landing.private)}
    made = rest_api_resources({"client": client, "resources": [_endpoint(table) for table in tables]})
    found = []
    for one in made:
        one.max_table_nesting = 0
        if limit:
            one.add_limit(PAGES)
        found.append(one.add_map(count(one.name)))
    return found


def key_tables(tables: list[Table]) -> list[Table]:
    """For each table one that lists all keys: the same address without the cursor, or that of `sweep`."""
    return [
        replace(
            table,
            name=f"{table.name}__keys",
            origin=table.options.get("sweep", {}).get("path", table.origin),
            cursor="",
            mode="replace",
            options={**table.options, **table.options.get("sweep", {}), "only": table.key},
        )
        for table in tables
    ]


def _endpoint(table: Table) -> dict[str, Any]:
    options = table.options
    endpoint: dict[str, Any] = {"path": table.origin, "params": dict(options.get("params", {}))}
    for name in ("data_selector", "paginator"):
        if name in options:
            endpoint[name] = options[name]
    if table.cursor and table.mode == "merge":
        endpoint["incremental"] = {
            "cursor_path": table.cursor,
            "start_param": options["cursor_param"],
            "initial_value": options["cursor_start"],
            "primary_key": [],
            "on_cursor_value_missing": "include",
        }
    made: dict[str, Any] = {
        "name": table.name,
        "table_name": table.name,
        "endpoint": endpoint,
        "write_disposition": table.mode,
    }
    if table.key and "only" not in options:
        made["primary_key"] = list(table.key)
    only = options.get("only") or table.columns
    if only:
        made["processing_steps"] = [{"map": lambda row: {name: row.get(name) for name in only}}]
    return made
