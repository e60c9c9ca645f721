"""`desireline doctor`: looks at everything that goes wrong in practice, and says how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from desireline.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. `level` is ok, warning or error; `mend` says what to do."""

    part: str
    level: str
    text: str
    mend: str = ""


Check = Callable[[], Finding]
CHECKS: Registry[Check] = Registry("check")


def check(part: str) -> Callable[[Check], Check]:
    """Decorator: doctor calls the function. What it raises becomes an error finding."""

    def register(function: Check) -> Check:
        CHECKS.add(part, function)
        return function

    return register


def examine() -> list[Finding]:
    """All findings, in the order of registration."""
    return [_one(part, CHECKS[part]) for part in CHECKS.names()]


def _one(part: str, function: Check) -> Finding:
    try:
        return function()
    except Exception as error:  # a broken part must not hide the others
        return Finding(
            part, "error", f"could not be looked at: {error!r}", "Mend what is named above it first."
        )


def as_lines(findings: list[Finding]) -> list[str]:
    signs = {"ok": "ok     ", "warning": "WARNING", "error": "ERROR  "}
    width = max(len(finding.part) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{signs[finding.level]}  {finding.part:<{width}}  {finding.text}")
        if finding.mend:
            lines.append(f"{'':9}{'':<{width}}  -> {finding.mend}")
    return lines


def as_data(findings: list[Finding]) -> dict[str, object]:
    return {"healthy": not has_errors(findings), "findings": [asdict(finding) for finding in findings]}


def has_errors(findings: list[Finding]) -> bool:
    return any(finding.level == "error" for finding in findings)
