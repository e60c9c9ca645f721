"""Which addresses lie outside. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")


def is_outside(address: str) -> bool:
    """Whether the IP address (text) is one of the public internet: not private, local, reserved or multicast.

    IPv6 addresses that carry an IPv4 one (mapped, 6to4, NAT64) are judged by that one. ValueError for anything else.
    """
    found = ip_address(address.partition("%")[0])
    inner = _inner(found)
    if inner is not None:
        found = inner
    return found.is_global and not found.is_multicast


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
