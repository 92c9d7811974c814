"""The `bridgework` command.

Modules here and in `commands` import no Django at their top, so that help, a refusal and a second start are quick;
a command that needs it calls `ground.django_ready()` first.
"""
