"""The import of the torture: brought in and taken back by the worker, over and over, whatever is killed meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

IDEAS, VOTES, COMMENTS = 600, 40_000, 3000


class Moving:
    """One archive whose import goes on from start to start. Undone, it leaves nothing; then the next one comes."""

    def __init__(self, folder: Path) -> None:
        from tests import make
        from tests.reach.imports import archives

        from desireline.people.roles.api import Role

        self.archive = archives.fider_zip(folder / "fider.zip", ideas=IDEAS, votes=VOTES, comments=COMMENTS)
        self.by = make.person("Ada", role=Role.ADMIN, trust=1)
        self.before = self._there()
        self.brought = self.undone = self.middles = 0
        self._begin()

    def _begin(self) -> None:
        from desireline.kit.jobs.api import enqueue
        from desireline.reach.imports import running
        from desireline.reach.imports.models import ImportBatch

        folder = running.uploads() / f"torture-{self.undone}"
        folder.mkdir(parents=True)
        path = Path(shutil.copy(self.archive, folder))
        batch = running.start([path], by=self.by, kept=folder)
        ImportBatch.objects.filter(pk=batch.pk).update(state="waiting")
        enqueue("imports.bring", {"batch": batch.pk}, key=f"imports.bring:{batch.pk}", by=self.by.pk)
        self.batch = batch.pk

    def _there(self) -> dict[str, int]:
        """What there is besides what the readers write."""
        from desireline.listen.comments.models import Comment
        from desireline.listen.ideas.models import Idea
        from desireline.listen.votes.models import Vote
        from desireline.people.identity.models import Person
        from desireline.reach.imports.models import Imported, ImportedVote

        brought = Imported.objects.filter(created=True)
        ideas = brought.filter(kind="idea").values("object_id")
        return {
            "ideas": len(ideas),
            "ideas of them": Idea.objects.filter(pk__in=ideas).count(),
            "votes": Vote.objects.filter(idea__in=ideas).count(),
            "votes remembered": ImportedVote.objects.count(),
            "comments": Comment.objects.filter(idea__in=ideas).count(),
            "people": Person.objects.count(),
            "found ideas": Idea.objects.exclude(title__startswith="idea ").count(),
        }

    def state(self) -> str:
        from desireline.reach.imports.models import ImportBatch

        return str(ImportBatch.objects.values_list("state", flat=True).get(pk=self.batch))

    def job(self) -> str:
        """How its job does."""
        from desireline.kit.jobs.api import Job

        job = Job.objects.filter(kind__startswith="imports.").latest("pk")
        return f"{job.tries} tries, {job.done_steps} of {job.all_steps}, lease {job.lease}, due {job.due}: {job.error[-900:]}"

    def check(self) -> list[str]:
        """What is wrong with the import as it lies there, and the next step if it is where it should be."""
        from desireline.reach.imports import uploading
        from desireline.reach.imports.models import ImportBatch

        state, there = self.state(), self._there()
        if state == "done":
            whole = {"ideas": IDEAS, "votes": VOTES, "comments": COMMENTS}
            wrong = [f"import: {there[key]} of {n} {key}" for key, n in whole.items() if there[key] != n]
            self.brought += 1
            batch = ImportBatch.objects.get(pk=self.batch)
            uploading.go_back(batch, by=self.by, force=True)
            return wrong
        if state == "undone":
            self.undone += 1
            left = {key: n - self.before[key] for key, n in there.items() if n != self.before[key]}
            self._begin()
            return [f"import undone, but left {left}"] if left else []
        if state not in {"waiting", "running", "undoing"}:
            return [f"import is {state}"]
        self.middles += 0 < there["votes"] < VOTES
        if there["ideas"] != there["ideas of them"]:
            return [f"import remembers {there['ideas']} ideas of which {there['ideas of them']} are there"]
        if state != "undoing" and there["votes"] != there["votes remembered"]:
            return [f"import remembers {there['votes remembered']} votes of {there['votes']}"]
        return []
