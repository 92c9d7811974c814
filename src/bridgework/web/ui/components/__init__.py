"""The components of every page, as plain functions. `templatetags/components.py` makes them tags.

All arguments are keyword-only, so a misspelt or missing one is a `TemplateSyntaxError` when the template is compiled.
"""
