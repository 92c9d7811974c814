"""Ports: is one free, and which is the next?"""

from __future__ import annotations

import socket

from bridgework.cli.problems import Exit, Problem

_LOOK_AT = 200


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `port` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port whose last connections are still closing down is free for a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def require_free(port: int, *, write: str) -> None:
    """Raise Problem with the next free port unless `port` is free. `write` is the command to suggest."""
    if not 1 <= port <= 65535:
        raise Problem(f"A port is a number from 1 to 65535, not {port}.", code=Exit.USAGE)
    if is_free(port):
        return
    following = next((other for other in range(port + 1, min(port + _LOOK_AT, 65535) + 1) if is_free(other)), None)
    hint = f"Port {following} is free: {write} --port {following}" if following else "Choose another with --port."
    raise Problem(f"Another program uses port {port}.", hint=hint, code=Exit.UNAVAILABLE)
