"""Reading settings from the environment, with plain errors."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
)


def text(name: str, default: str = "") -> str:
    """The value of `name`, stripped; an empty value counts as absent."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in _YES:
        return True
    if lowered in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number not below `least`. Raises ImproperlyConfigured otherwise."""
    value = text(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error
    if number < least:
        raise ImproperlyConfigured(f"{name} must be {least} or more, not {number}.")
    return number


def words(name: str) -> list[str]:
    """A list separated by commas; empty when absent."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def secret_key(folder: Path) -> str:
    """The signing key: BRIDGEWORK_SECRET_KEY, else a file in `folder`, made once and readable by its owner only."""
    given = text("BRIDGEWORK_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    # Two processes may start at once on a new machine: the key is written beside and linked into place,
    # so the loser of the race reads the winner's key and never half a file.
    if not path.exists():
        scratch = folder / f".secret-key.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(scratch, path)
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Django's database settings from BRIDGEWORK_DATABASE_URL; SQLite in `folder` when absent.

    `sqlite:////absolute/path` and `postgresql://user:password@host:port/name?option=value` are understood.
    """
    url = text("BRIDGEWORK_DATABASE_URL")
    if not url:
        return _sqlite(folder / "bridgework.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return _postgresql(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or query.pop("user", "")),
            password=unquote(parts.password or ""),
            host=unquote(parts.hostname or "") or query.pop("host", ""),
            port=str(parts.port or query.pop("port", "")),
            options=query,
        )
    raise ImproperlyConfigured(
        f"BRIDGEWORK_DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme or 'nothing'}://."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Kept open: opening the file and running the pragmas costs a quarter of a request.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(
    *, name: str, user: str, password: str, host: str, port: str, options: dict[str, str]
) -> dict[str, Any]:
    size = whole_number("BRIDGEWORK_DATABASE_POOL", 8, least=1)
    # `pool` and CONN_MAX_AGE exclude each other. Pools x processes must stay below the server's max_connections.
    pool = {"min_size": 1, "max_size": size, "timeout": 20}
    # Compiling a query costs more than any of ours takes; ranking needs more memory than the default before it spills.
    options.setdefault("options", "-c jit=off -c work_mem=16MB")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": {**options, "pool": pool},
    }


def prefixed(prefix: str) -> dict[str, Any]:
    """Every variable that begins with `prefix`, without it: `prefix` NAME=value gives {"NAME": value}."""
    return {name.removeprefix(prefix): value for name, value in os.environ.items() if name.startswith(prefix)}
