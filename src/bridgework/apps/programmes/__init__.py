"""Programmes and rounds."""
