"""Outbox and digests."""
