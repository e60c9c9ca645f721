"""How much somebody may do in a while, and whose address it is: pure rules."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` actions at once, and as many again in each `period` (seconds)."""

    count: int
    period: float

    @property
    def step(self) -> float:
        return self.period / self.count


def rate_of(text: str) -> Rate:
    """“20/hour”, “5/10minute”. ValueError for anything else."""
    count, _, period = text.partition("/")
    digits = "".join(c for c in period if c.isdigit())
    unit = period.removeprefix(digits).removesuffix("s")
    if not count.isdigit() or int(count) < 1 or unit not in SECONDS:
        raise ValueError(f"“{text}” is not a rate: write for example 20/hour or 5/10minute.")
    return Rate(int(count), float(int(digits or 1) * SECONDS[unit]))


def prefix(address: str) -> str:
    """The part of an address that one subscriber holds: an IPv4 address, the first 64 bits of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address.strip().strip("[]").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)


def client_address(remote: str, forwarded: str, *, proxies: int) -> str:
    """The address of the client behind `proxies` trusted proxies; 0 means that the header is not believed."""
    hops = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies < 1 or not hops:
        return remote
    return hops[max(0, len(hops) - proxies)]
