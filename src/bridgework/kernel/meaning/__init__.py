"""Ranking by meaning, where the extra `bridgework[semantic]` is installed and switched on; all else works without it."""
