"""One module for each format of an earlier tool; each registers itself."""
