"""Keeping what an installation holds: backups for ourselves, exports for anybody."""
