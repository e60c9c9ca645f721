from __future__ import annotations


class EgressRefused(Exception):  # noqa: N818 - it reads as what happened
    """We do not go there. The message says where, and what would allow it."""

    def __init__(self, host: str, message: str = "") -> None:
        super().__init__(
            message
            or f"{host} is an address of an inner network, and those are refused. Where that is meant, allow it"
            " (private = true in the file of a source)."
        )
        self.host = host
