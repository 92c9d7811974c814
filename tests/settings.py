"""The real settings, on a home of their own that goes when the tests end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="bridgework-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BRIDGEWORK_HOME"] = str(_home)
os.environ["BRIDGEWORK_SECRET_KEY"] = "only for tests, never in use anywhere else"
os.environ["BRIDGEWORK_LOG_LEVEL"] = "ERROR"
for _name in ("BRIDGEWORK_DEBUG", "BRIDGEWORK_ADDRESS", "BRIDGEWORK_MAIL"):
    os.environ.pop(_name, None)
# The demonstration's addresses exist in the tests; what it must not change is tested without it.
os.environ["BRIDGEWORK_DEMO"] = "1"

from bridgework.config.settings import *  # noqa: E402, F403
from bridgework.config.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

# "production" takes the real manifest and needs collectstatic; otherwise files come straight from their folders.
PRODUCTION_STATIC = os.environ.get("BRIDGEWORK_TEST_STATIC") == "production"
if PRODUCTION_STATIC:
    # The live server sends files as they are, so they need not be compressed.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    # Under this name pytest-django's live server takes files from STATIC_ROOT, as in service, not from their folders.
    INSTALLED_APPS[INSTALLED_APPS.index("django.contrib.staticfiles")] = (
        "django.contrib.staticfiles.apps.StaticFilesConfig"
    )
else:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = True
    WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as in use: an in-memory database is one connection shared by every thread of the live server.
    _database["TEST"] = {"NAME": str(_home / "tests.sqlite3")}
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
        "synchronous=NORMAL", "synchronous=OFF"
    )
else:
    _database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}


class _StraightFromModels:
    """Tables are made from the models: a third of the time of the migrations, which `./run` and its test go through."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


# The gate's look for missing migrations needs the real ones.
if os.environ.get("BRIDGEWORK_TEST_MIGRATIONS") != "real":
    MIGRATION_MODULES = _StraightFromModels()
