"""Bridgework: the working place of a council research programme."""

__version__ = "0.1.0"
