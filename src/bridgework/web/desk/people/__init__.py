"""Pages of the desk: people, organisations, role holdings, conflicts and hand-over."""
