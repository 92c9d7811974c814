"""The `bridgework` command."""
