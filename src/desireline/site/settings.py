"""Django settings, read from the environment (see `docs/operators/settings.md`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desireline.site import sqlite

sqlite.install()

from django.utils.translation import gettext_lazy as _  # noqa: E402 - after the swap of SQLite

from desireline.site import env  # noqa: E402
from desireline.site.check import base_url, database, mail, search, secret, zone  # noqa: E402
from desireline.site.layout import ROOMS, ROOT, folders  # noqa: E402

DATA = Path(
    env.text("DESIRELINE_DATA", "desireline-data", "Folder for the database, files and the generated secret.")
).absolute()
DEBUG = env.flag("DESIRELINE_DEBUG", False, "Show errors in the browser. Never on a public address.")
DEMO = env.flag("DESIRELINE_DEMO", False, "Demo instance: one click signs in as each of the cast.")
BASE_URL = base_url(
    env.text(
        "DESIRELINE_BASE_URL", "http://localhost:8000", "The address at which people reach this instance."
    ),
    debug=DEBUG,
)
SECRET_KEY = secret(
    env.text("DESIRELINE_SECRET", "", "Signing secret. Left empty, one is made and kept in the data folder."),
    data=DATA,
    debug=DEBUG,
)
DATABASES = {
    "default": database(
        env.text(
            "DATABASE_URL", "", "Empty for SQLite in the data folder, or postgres://user:password@host/name."
        ),
        data=DATA,
        synchronous=env.one_of(
            "DESIRELINE_SYNCHRONOUS",
            "full",
            ("full", "normal"),
            "SQLite: full survives a power cut; normal is faster and may lose the last moments.",
        ),
    )
}
TRUSTED_PROXIES = env.whole(
    "DESIRELINE_TRUSTED_PROXIES",
    0,
    "How many reverse proxies in front set X-Forwarded-For and -Proto.",
    high=5,
)
MAX_UPLOAD = (
    env.whole("DESIRELINE_MAX_UPLOAD", 10, "Largest attachment in MiB.", low=1, high=1000) * 1024 * 1024
)
LOG_FORMAT = env.one_of("DESIRELINE_LOG_FORMAT", "text", ("text", "json"), "Form of the log lines.")
LOG_LEVEL = env.one_of(
    "DESIRELINE_LOG_LEVEL", "info", ("debug", "info", "warning", "error"), "What is logged."
)
WRITES = env.one_of(
    "DESIRELINE_WRITES", "grouped", ("grouped", "each"), "Commit waiting votes together, or each by itself."
)
SEARCH = search(
    env.text(
        "DESIRELINE_SEARCH",
        "tantivy",
        "The search engine: tantivy in this process, or https://user:password@host:9200 of an OpenSearch.",
    )
)
SEARCH_FOLDER = DATA / "search"
SEARCH_INLINE = False  # tests: who asks takes in first what changed, in place of the worker
EMBEDDINGS = env.one_of(
    "DESIRELINE_EMBEDDINGS",
    "auto",
    ("auto", "off", "minilm"),
    "The model that knows what texts say: the one that is installed, none, or a named one.",
)
EMBEDDINGS_THREADS = env.whole(
    "DESIRELINE_EMBEDDINGS_THREADS", 1, "Processor cores that one process gives to the model.", low=1, high=64
)
CONNECT = Path(
    env.text("DESIRELINE_CONNECT", "", "Folder of the connectors; empty for connect in the data folder.")
    or DATA / "connect"
).absolute()
WEB_PROCESSES = env.whole(
    "DESIRELINE_WEB_PROCESSES",
    1,
    "How many web server processes share the limits that are kept in memory; set by `desireline up --workers`.",
    low=1,
    high=256,
)
LANGUAGE_CODE = env.one_of(
    "DESIRELINE_LANGUAGE", "en", ("en", "de"), "Language where the reader's is not known."
)
TIME_ZONE = zone(env.text("DESIRELINE_TIME_ZONE", "UTC", "Time zone where the reader's is not known."))

ROOT_URLCONF = "desireline.site.urls"
WSGI_APPLICATION = "desireline.site.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
USE_I18N = True
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [ROOT / "kit" / "locale"]
APPEND_SLASH = False

INSTALLED_APPS = [
    *[f"desireline.{room}" for room in ROOMS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "desireline.site.health.alive.alive",
    "desireline.kit.pages.lane.FastLane",
    "desireline.kit.pages.middleware.RequestLog",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "desireline.kit.pages.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "desireline.kit.pages.middleware.SameSite",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "desireline.people.identity.middleware.Reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "desireline.kit.pages.holding.Holding",
]
STRANGERS = "desireline.people.identity.middleware.stranger"  # around views on the straight way
KNOWN = "desireline.people.identity.middleware.Known"
CSRF_FAILURE_VIEW = "desireline.kit.pages.failures.csrf"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": folders("templates"),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "desireline.kit.pages.environment.environment",
            "context_processors": ["desireline.kit.pages.context.page"],
            "auto_reload": DEBUG,
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "APP_DIRS": True},
]

STATIC_URL = "/static/"
STATICFILES_DIRS = folders("static")
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": "desireline.site.static.Static"},
}
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = DEBUG
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

ALLOWED_HOSTS = ["*"] if DEBUG else [BASE_URL.host, "localhost", "127.0.0.1", "[::1]"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_TRUSTED_ORIGINS = [BASE_URL.origin]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_NAME = "desireline"
CSRF_COOKIE_NAME = "desireline_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "desireline.people.identity.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # our own hold across processes: people/identity/doors.py
ACCOUNT_SIGNUP_FORM_CLASS = "desireline.people.identity.forms.SignupForm"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.scheme
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_RATE_LIMITS = False
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or BASE_URL.host in {"localhost", "127.0.0.1"}

MAIL = mail(
    env.text(
        "DESIRELINE_MAIL_URL",
        "",
        "smtp://host:25 (plain relay), smtp+starttls://user:password@host:587, smtps://user:password@host:465;"
        " empty writes mail into the data folder.",
    ),
    data=DATA,
)
globals().update(MAIL)
MAIL_AT_ONCE = False  # letters with codes go through the worker; tests send them at once
DEFAULT_FROM_EMAIL = env.text(
    "DESIRELINE_MAIL_FROM", f"Desireline <noreply@{BASE_URL.host}>", "Sender of all mail."
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
LOGGING_CONFIG = "desireline.kit.pages.logs.configure"
LOGGING = {"format": LOG_FORMAT, "level": LOG_LEVEL}
