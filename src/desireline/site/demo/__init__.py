"""The demo instance: a retail bank as data, and a seeded simulation of its customers."""
