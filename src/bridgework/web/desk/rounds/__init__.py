"""Pages of the desk: programmes, rounds, phases, gatherings and the calendar."""
