"""One module for each group of commands.

Each offers `add_to(subparsers)`, which adds its parsers and sets `run`, a function of the parsed arguments that returns
an exit code. `cli.main` finds the modules by itself.
"""
