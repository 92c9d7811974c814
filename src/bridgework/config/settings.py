"""Settings, all from the environment. docs/reference/settings.md lists every name.

Order: ground, applications, requests, templates, database, identity, safety, static and files, mail, logs.
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from bridgework.cli.home import demonstration_mark, home_folder
from bridgework.config import environment as env
from bridgework.config import logs

# Ground ---------------------------------------------------------------------------------------------------------------

HOME = home_folder()
DEBUG = env.flag("BRIDGEWORK_DEBUG")
BRIDGEWORK_DEMO = env.flag("BRIDGEWORK_DEMO", default=demonstration_mark(HOME).exists())
SECRET_KEY = env.secret_key(HOME)
SECRET_KEY_FALLBACKS = env.words("BRIDGEWORK_OLD_SECRET_KEYS")

# The address people use; links in messages begin with it, and https here switches the secure cookies on.
SITE_ADDRESS = env.text("BRIDGEWORK_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = env.words("BRIDGEWORK_ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if HTTPS else []

# One language until the next is whole: half a page in another would help nobody.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

ROOT_URLCONF = "bridgework.config.urls"
WSGI_APPLICATION = "bridgework.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Applications ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "bridgework.kernel",
    # Apps by floor, lowest first.
    "bridgework.apps.people",
    "bridgework.apps.participation",
    "bridgework.apps.conflicts",
    "bridgework.apps.calendar",
    "bridgework.apps.programmes",
    "bridgework.apps.questions",
    "bridgework.apps.applications",
    "bridgework.apps.teams",
    "bridgework.apps.workspace",
    "bridgework.apps.reports",
    "bridgework.apps.committees",
    "bridgework.apps.impact",
    "bridgework.apps.messages",
    "bridgework.apps.library",
    "bridgework.apps.privacy",
    # Places.
    "bridgework.web.ui",
    "bridgework.web.public",
    "bridgework.web.desk",
    "bridgework.web.workspace",
    "bridgework.web.committee",
    "bridgework.web.links",
    "bridgework.web.api",
    "bridgework.demo",
    # Django and libraries.
    "bridgework.config.contrib.FlashConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

# Requests -------------------------------------------------------------------------------------------------------------

MIDDLEWARE = [
    "bridgework.config.middleware.ProbeMiddleware",
    "bridgework.config.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page that has not changed since a reader last had it is answered with 304.
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bridgework.web.actors.ActorMiddleware",
    # Before the next, which would lose what was typed.
    "bridgework.web.ui.kept_text.KeptTextMiddleware",
    # A page needs sign-in unless its view is marked `login_not_required`; a test lists every address.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bridgework.web.ui.refusals.RefusalMiddleware",
]
if BRIDGEWORK_DEMO:
    MIDDLEWARE.insert(-1, "bridgework.demo.arriving.ArrivalMiddleware")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Templates ------------------------------------------------------------------------------------------------------------

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bridgework.web.ui.context.frame",
                *(["bridgework.demo.bar.bar"] if BRIDGEWORK_DEMO else []),
            ],
            "builtins": ["bridgework.web.ui.templatetags.components"],
        },
    }
]
# Widgets and fields come from web/ui/templates/django/forms.
FORM_RENDERER = "bridgework.web.ui.renderers.Renderer"
CSRF_FAILURE_VIEW = "bridgework.web.ui.refusals.csrf_failure"
# Needs the extra bridgework[semantic]; without it the search ranks by words alone.
SEARCH_BY_MEANING = env.flag("BRIDGEWORK_SEARCH_BY_MEANING")
# How the installation presents itself: docs/reference/components.md says what each does.
BRIDGEWORK_IDENTITY = {
    "name": env.text("BRIDGEWORK_NAME"),
    "organisation": env.text("BRIDGEWORK_ORGANISATION"),
    "mark": env.text("BRIDGEWORK_MARK"),
    "accent": env.text("BRIDGEWORK_ACCENT"),
    "accent_dark": env.text("BRIDGEWORK_ACCENT_DARK"),
}

# Database -------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database(HOME)}
# In the database: limits counted per process would multiply with the number of processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "bridgework_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Identity (the rest of allauth's settings: see config/identity.py) ----------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
from bridgework.config.identity import *  # noqa: E402,F403

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Safety ---------------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_SSL_REDIRECT = env.flag("BRIDGEWORK_REDIRECT_TO_HTTPS")
if env.flag("BRIDGEWORK_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Static and files -----------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_MAX_AGE = 60 * 60
MEDIA_ROOT = HOME / "files"
FILES_BUCKET = env.text("BRIDGEWORK_FILES_BUCKET")
_FILES: dict[str, Any] = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": FILES_BUCKET,
            "endpoint_url": env.text("BRIDGEWORK_FILES_ENDPOINT") or None,
            "region_name": env.text("BRIDGEWORK_FILES_REGION") or None,
            "access_key": env.text("BRIDGEWORK_FILES_KEY") or None,
            "secret_key": env.text("BRIDGEWORK_FILES_SECRET") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if FILES_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
)
STORAGES: dict[str, dict[str, Any]] = {
    "default": _FILES,
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Mail -----------------------------------------------------------------------------------------------------------------

# In a demonstration nothing leaves the machine: messages are read in the mailbox.
_MAIL_BACKENDS = {
    "none": "django.core.mail.backends.dummy.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}
_mail = "none" if BRIDGEWORK_DEMO else env.text("BRIDGEWORK_MAIL", "file")
# Any other value is the dotted name of a backend, such as anymail.backends.mailgun.EmailBackend.
EMAIL_BACKEND = _MAIL_BACKENDS.get(_mail, _mail)
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = env.text("BRIDGEWORK_SMTP_HOST", "localhost")
EMAIL_PORT = env.whole_number("BRIDGEWORK_SMTP_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("BRIDGEWORK_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("BRIDGEWORK_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("BRIDGEWORK_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("BRIDGEWORK_MAIL_FROM", "Bridgework <bridgework@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
BRIDGEWORK_CONTACT = env.text("BRIDGEWORK_CONTACT")
ANYMAIL: dict[str, Any] = env.prefixed("BRIDGEWORK_ANYMAIL_")

# Logs -----------------------------------------------------------------------------------------------------------------

logs.configure_structlog()
LOGGING = logs.logging_settings(level=env.text("BRIDGEWORK_LOG_LEVEL", "INFO"), plain=env.flag("BRIDGEWORK_LOG_PLAIN"))
