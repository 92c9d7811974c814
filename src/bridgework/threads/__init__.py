"""Pure reads across all apps; writes nothing."""
