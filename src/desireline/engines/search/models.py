from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchCard(models.Model):
    """A card of the lexical engine. The database keeps the index beside it in step with `tokens` by itself."""

    key = models.CharField(max_length=80, unique=True)
    type = models.CharField(max_length=24)
    weight = models.IntegerField(default=0)
    size = models.SmallIntegerField(default=0, help_text="Words in the title.")
    learnt = models.BooleanField(default=False, help_text="Its words are in the dictionary.")
    date = models.DateTimeField(null=True)
    url = models.CharField(max_length=300, blank=True, default="")
    title = models.CharField(max_length=300)
    tokens = models.TextField()
    extra = models.JSONField(default=dict)
    language = models.CharField(max_length=10, blank=True, default="")
    body = models.TextField(blank=True, default="")
    objects: ClassVar[models.Manager[SearchCard]] = models.Manager()

    class Meta:
        app_label = "engines"
        indexes = [
            models.Index(fields=["id"], condition=models.Q(learnt=False), name="search_cards_to_learn"),
            models.Index(fields=["type", "id"], name="search_cards_by_type"),
        ]

    def __str__(self) -> str:
        return self.key


class SearchTerm(models.Model):
    """In how many cards that have this allow token a stem is. The empty stem counts the cards."""

    allow = models.CharField(max_length=60)
    term = models.CharField(max_length=50)
    back = models.CharField(max_length=50, help_text="The stem from its end, for compounds.")
    n = models.IntegerField(default=0)
    objects: ClassVar[models.Manager[SearchTerm]] = models.Manager()

    class Meta:
        app_label = "engines"
        constraints = [models.UniqueConstraint(fields=["term", "allow"], name="one_row_per_term_and_allow")]
        indexes = [models.Index(fields=["back"], name="search_terms_by_end")]

    def __str__(self) -> str:
        return f"{self.term} for {self.allow}"


class SearchShape(models.Model):
    """A known word with one letter left out (or none): two words that share a shape are near to each other."""

    shape = models.CharField(max_length=30)
    word = models.CharField(max_length=30)
    term = models.CharField(max_length=50)
    objects: ClassVar[models.Manager[SearchShape]] = models.Manager()

    class Meta:
        app_label = "engines"
        constraints = [models.UniqueConstraint(fields=["shape", "word", "term"], name="one_shape_of_a_word")]

    def __str__(self) -> str:
        return f"{self.shape} of {self.word}"
