"""Pure domain rules: no Django, no clock, no input or output."""
