"""The six stages that an instance begins with. They are rows from then on, for the organisation to change."""

from __future__ import annotations

from dataclasses import dataclass

SHOULD = (
    "Fits where we want our customers to be",
    "Better for customers than what they have today",
    "Enough customers want it, and want it soon",
    "Builds on what we are good at",
    "We can make it",
    "Worth its cost and its risk",
)


@dataclass(frozen=True, slots=True)
class First:
    """A stage as it is at the beginning. `days`: how long it should take at most."""

    slug: str
    name: str
    purpose: str
    days: int
    must: tuple[str, ...]
    deliverables: tuple[str, ...]
    should: tuple[str, ...] = SHOULD


SIX = (
    First(
        "planning",
        "Planning",
        "Choose the outcome, the customers to ask, and what would make it worth doing.",
        21,
        ("It serves a desired outcome that customers rate as important", "Somebody owns it"),
        ("The outcome and who wants it", "A plan of the next two stages"),
    ),
    First(
        "idea",
        "Idea",
        "Understand what customers try to get done, and gather ways to help them.",
        30,
        ("Customers were asked, not only counted", "No law and no promise of ours stands against it"),
        ("What customers said", "The ideas that were weighed, and why this one"),
    ),
    First(
        "conceptual-prototype",
        "Conceptual Prototype",
        "Show the idea as pictures, words and role-play, and let customers change it.",
        45,
        ("Customers could tell what it is for", "The riskiest assumption was tested"),
        ("A prototype that customers saw", "Assumptions and what the tests said"),
    ),
    First(
        "functional-prototype",
        "Functional Prototype",
        "Make just enough of it work for customers to try it on a task of their own.",
        60,
        ("Customers reached the outcome with it", "It can be made safe and private"),
        ("A working prototype", "Findings, and what changed because of them"),
    ),
    First(
        "internal-beta",
        "Internal Beta",
        "Our own people use it for real, and those who will support it learn to.",
        45,
        ("Nothing that hurts customers is open", "Those who support it know how"),
        ("A release for our own people", "What they found"),
    ),
    First(
        "external-beta",
        "External Beta",
        "A cohort of customers uses it for real, and we measure whether they reach the outcome.",
        60,
        ("More customers reach the outcome with it than without", "It can be run every day"),
        ("A release for the cohort", "The measured outcome", "Who is to be thanked"),
    ),
)
