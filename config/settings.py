"""All settings, from the environment, safe when nothing is set. ``docs/operating.md`` explains each variable."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from config import keys

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in ("1", "true", "yes", "on")


# What this process is
STIGEN_DEMO = flag("STIGEN_DEMO")
STIGEN_SITE = os.environ.get("STIGEN_SITE", "both")  # child, staff or both
STIGEN_VAR = Path(os.environ.get("STIGEN_VAR", BASE_DIR / "var"))
STIGEN_SOUND = Path(os.environ.get("STIGEN_SOUND", STIGEN_VAR / "sound"))
STIGEN_ADDRESS = os.environ.get("STIGEN_ADDRESS", "http://127.0.0.1:8000")  # the child's door, as printed in messages
STIGEN_STAFF_ADDRESS = os.environ.get("STIGEN_STAFF_ADDRESS", STIGEN_ADDRESS)  # where receipts are sent
STIGEN_EXIT_ADDRESS = os.environ.get("STIGEN_EXIT_ADDRESS", "https://www.smhi.se/")
STIGEN_JOUR_PHONE = os.environ.get("STIGEN_JOUR_PHONE", "")
STIGEN_JOUR_HOURS = os.environ.get("STIGEN_JOUR_HOURS", "kvällar och helger")
STIGEN_INVITATION_DAYS = int(os.environ.get("STIGEN_INVITATION_DAYS", "21"))
STIGEN_DRAFT_DAYS = int(os.environ.get("STIGEN_DRAFT_DAYS", "14"))  # after expiry, until unsent answers are forgotten
STIGEN_CHILD_IDLE_MINUTES = 30

# SMS: console, file or 46elks
STIGEN_SMS = os.environ.get("STIGEN_SMS", "console" if STIGEN_DEMO else "")
STIGEN_SMS_URL = os.environ.get("STIGEN_SMS_URL", "")
STIGEN_SMS_USER = os.environ.get("STIGEN_SMS_USER", "")
STIGEN_SMS_PASSWORD = os.environ.get("STIGEN_SMS_PASSWORD", "")
STIGEN_SMS_FROM = os.environ.get("STIGEN_SMS_FROM", "Stigen")

# E-mail: a real server when STIGEN_SMTP_HOST is set; in the demo, files that can be looked at
EMAIL_HOST = os.environ.get("STIGEN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("STIGEN_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("STIGEN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STIGEN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("STIGEN_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("STIGEN_EMAIL_FROM", "stigen@example.invalid")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if STIGEN_DEMO and not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STIGEN_VAR / "mail"

# Django
SECRET_KEY = ""  # read by config.secret below; never in the environment's listing
DEBUG = False
ALLOWED_HOSTS = os.environ.get("STIGEN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("STIGEN_ORIGINS", "").split(",") if origin]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "participation.User"

try:
    SECRET_KEY = keys.key("secret").hex()
except keys.KeyMissing:
    # Commands that make the keys, migrate or check must start without them; serving pages must not.
    if not sys.argv[0].endswith("manage.py") and "pytest" not in sys.modules and "mypy" not in sys.argv[0]:
        raise
    SECRET_KEY = os.urandom(32).hex()

INSTALLED_APPS = [
    "questionbanks",
    "surveys",
    "participation",
    "formtools",
    "phonenumber_field",
    "csp",
    "treebeard",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policies.PoliciesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "participation.sessions.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database: SQLite unless DATABASE_URL names PostgreSQL. ``journal`` is the same database on a second connection.
DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{STIGEN_VAR / 'stigen.sqlite3'}")
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": STIGEN_VAR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["journal"] = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["config.databases.JournalRouter"]
STIGEN_JOURNAL_DATABASE = "journal"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Language: Swedish is written, English beside it
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
PHONENUMBER_DEFAULT_REGION = "SE"

# Accounts
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "participation:login"
LOGIN_REDIRECT_URL = "participation:start"
SESSION_COOKIE_NAME = "stigen_staff"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "config.errors.refused"

# Transport
IS_PLAIN_HTTP = STIGEN_ADDRESS.startswith("http://")
SECURE_PROXY_SSL_HEADER = None if IS_PLAIN_HTTP else ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_PLAIN_HTTP
SECURE_SSL_REDIRECT = not IS_PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if IS_PLAIN_HTTP else 31536000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # the child's pages say no-referrer themselves
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, STIGEN_EXIT_ADDRESS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [NONE],
    }
}
# Wagtail's pages carry inline scripts of their own; the editors' room has this looser policy, nothing else has.
CMS_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = STIGEN_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = STIGEN_VAR / "media"
WHITENOISE_USE_FINDERS = STIGEN_DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if STIGEN_DEMO
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # no upload touches a temp file
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# Wagtail: the editors' room, without a call to any other host
WAGTAIL_SITE_NAME = "Stigen"
WAGTAILADMIN_BASE_URL = STIGEN_ADDRESS
WAGTAILADMIN_LOGIN_URL = "/staff/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"stigen": {"level": "INFO"}},
}
