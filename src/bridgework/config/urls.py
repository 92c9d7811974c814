"""Every address, by place."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from bridgework.web.api.urls import probes, stored_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((probes, "probes"))),
    path("", include("bridgework.web.ui.urls")),
    path("desk/", include("bridgework.web.desk.urls")),
    path("workspace/", include("bridgework.web.workspace.urls")),
    path("committee/", include("bridgework.web.committee.urls")),
    path("l/", include("bridgework.web.links.urls")),
    path("api/", include("bridgework.web.api.urls")),
    path("files/", include((stored_files, "files"))),
    # Sign-in: the pages of django-allauth (owner: identity).
    path("accounts/", include("bridgework.web.desk.account.urls")),
    path("accounts/", include("allauth.urls")),
    # End of sign-in.
]
if settings.BRIDGEWORK_DEMO:
    urlpatterns.append(path("demo/", include("bridgework.demo.urls")))
# Public pages come last: some of their addresses begin with a public id.
urlpatterns.append(path("", include("bridgework.web.public.urls")))

handler400 = "bridgework.web.ui.refusals.bad_request"
handler403 = "bridgework.web.ui.refusals.permission_denied"
