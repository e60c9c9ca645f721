"""When two texts say the same: the borders and weights that search, merging and measuring share."""

SUGGEST = 0.60  # cosine from which a text is suggested as similar
PRESELECT = 0.80  # cosine from which it is chosen beforehand for a merge
DENSE, LEXICAL = 3.0, 1.0  # what a place in the ranking by direction, and in that by words, weighs
