"""Desireline: customer-led innovation, self-hosted."""

__version__ = "0.1.0"
