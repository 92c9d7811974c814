"""Forming teams."""
