"""What doctor looks at on this machine: database, disk, migrations, worker, jobs, clock, mail."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from desireline.kit.jobs.api import Job, lag, said, worker_seen
from desireline.site.operate.doctor import Finding, check
from desireline.site.operate.mail import MailError, mode, try_mail
from desireline.site.operate.prepare import migrations_waiting

SAFE_SQLITE = (3, 51, 3)
SAFE_POSTGRESQL = 150000


@check("database")
def database() -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = str(cursor.fetchone()[0])
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            level = {1: "NORMAL", 2: "FULL"}.get(cursor.fetchone()[0], "OFF")
            return _sqlite(version, journal, level)
        cursor.execute("SHOW server_version_num")
        number, version = int(cursor.fetchone()[0]), str(getattr(connection, "pg_version", ""))
        cursor.execute("SHOW synchronous_commit")
        sync = cursor.fetchone()[0]
    if number < SAFE_POSTGRESQL:
        return Finding("database", "error", f"PostgreSQL {version} is too old", "Use PostgreSQL 15 or newer.")
    if sync == "off":
        mend = "Set synchronous_commit = on: without it a crash may lose what people were told is saved."
        return Finding("database", "warning", "PostgreSQL does not wait for its disk", mend)
    return Finding("database", "ok", f"PostgreSQL {number // 10000}.{number % 10000}")


def _sqlite(version: str, journal: str, level: str) -> Finding:
    text = f"SQLite {version}, {journal.upper()}, synchronous {level}"
    if tuple(map(int, version.split("."))) < SAFE_SQLITE:
        mend = "It can lose committed writes. Install the locked requirements: the pysqlite3 wheel brings a newer one."
        return Finding("database", "error", text, mend)
    if journal != "wal":
        return Finding(
            "database",
            "error",
            text,
            "Put the data folder on a local disk: WAL does not work on network drives.",
        )
    if level != "FULL":
        return Finding(
            "database",
            "warning",
            text,
            "After a power cut the last moments may be lost. DESIRELINE_SYNCHRONOUS=full waits for the disk.",
        )
    return Finding("database", "ok", text)


@check("migrations")
def migrations() -> Finding:
    waiting = migrations_waiting()
    if waiting:
        return Finding(
            "migrations",
            "error",
            f"{len(waiting)} wait, first {waiting[0]}",
            "desireline migrate, or restart desireline up.",
        )
    return Finding("migrations", "ok", "all applied")


@check("data folder")
def data_folder() -> Finding:
    folder = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        mend = f"Let the user that runs Desireline own it: chown -R USER {folder}"
        return Finding("data folder", "error", f"{folder} cannot be written: {error.strerror}", mend)
    mode_of_secret = (folder / "secret").stat().st_mode & 0o077 if (folder / "secret").exists() else 0
    if mode_of_secret:
        return Finding("data folder", "error", "others can read the secret", f"chmod 600 {folder / 'secret'}")
    return Finding("data folder", "ok", str(folder))


@check("disk")
def disk() -> Finding:
    usage = shutil.disk_usage(settings.DATA)
    text = f"{usage.free / 2**30:.1f} GiB free of {usage.total / 2**30:.1f}"
    if usage.free < 200 * 2**20:
        return Finding("disk", "error", text, "Free space now: writes fail when the disk is full.")
    if usage.free < 2**30 or usage.free < usage.total * 0.05:
        return Finding("disk", "warning", text, "Free space, or move DESIRELINE_DATA to a larger disk.")
    return Finding("disk", "ok", text)


@check("worker")
def worker() -> Finding:
    seen, wait = worker_seen(), lag()
    start = "Start one: desireline up, or desireline worker. Mail and rankings wait for it."
    if seen is None:
        return Finding("worker", "warning", "never heard of", start)
    silent = timezone.now() - seen
    if silent > timedelta(minutes=1):
        return Finding("worker", "error", f"silent for {_rough(silent)}", start)
    if wait > timedelta(minutes=5):
        mend = "Look at /team/jobs for what takes so long; a second `desireline worker` shares the work."
        return Finding("worker", "warning", f"alive, but jobs wait for {_rough(wait)}", mend)
    return Finding("worker", "ok", "alive, nothing waits long")


@check("jobs")
def jobs() -> Finding:
    since = timezone.now() - timedelta(days=7)
    failed = Job.objects.filter(failed=True, finished__gte=since)
    count, last = failed.count(), failed.order_by("-finished").first()
    if last is None:
        return Finding("jobs", "ok", "none failed within a week")
    reason = (said(last.error).strip().splitlines() or ["no message"])[-1]
    return Finding(
        "jobs",
        "warning",
        f"{count} failed within a week, last {last.kind}: {reason}",
        "/team/jobs shows them; “Try again” runs one anew.",
    )


@check("clock")
def clock() -> Finding:
    if timezone.now().year < 2026:
        return Finding(
            "clock", "error", f"it says {timezone.now():%Y-%m-%d}", "Set the clock: timedatectl set-ntp true"
        )
    newest = Job.objects.order_by("-made").values_list("made", flat=True).first()
    if newest and newest > timezone.now() + timedelta(minutes=5):
        return Finding(
            "clock",
            "error",
            "it runs behind what is already written",
            "Set the clock: timedatectl set-ntp true",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            apart = abs(float(cursor.fetchone()[0]) - time.time())
        if apart > 30:
            return Finding(
                "clock", "error", f"{apart:.0f} s apart from the database's", "Let both machines use NTP."
            )
    return Finding("clock", "ok", f"{timezone.now():%Y-%m-%d %H:%M:%S} UTC")


@check("mail")
def mail() -> Finding:
    if mode() is None:
        level = "ok" if settings.DEMO or settings.DEBUG else "warning"
        mend = "Set DESIRELINE_MAIL_URL, then: desireline mail-test you@your-company.com"
        return Finding("mail", level, "written into the data folder, not sent", "" if level == "ok" else mend)
    try:
        return Finding("mail", "ok", try_mail())
    except MailError as fault:
        return Finding("mail", "error", "does not work", str(fault))


def _rough(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return (
        f"{minutes} min"
        if minutes < 120
        else f"{minutes // 60} h"
        if minutes < 2880
        else f"{minutes // 1440} days"
    )
