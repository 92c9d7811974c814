"""Bridgework: from a question to what changed."""
