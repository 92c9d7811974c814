"""`bridgework setup-programme`: a real installation's first programme, its lead, and how the lead signs in."""

from __future__ import annotations

import argparse
from typing import Any

from bridgework.cli.problems import Exit, Problem


def add_to(subparsers: Any) -> None:
    """Add `setup-programme`."""
    parser = subparsers.add_parser(
        "setup-programme",
        help="make the first programme and a sign-in link for its lead",
        description="Make a programme with its council and lead, and print a link with which the lead signs in once. "
        "Run again with the same lead and name, it only prints a fresh link.",
    )
    parser.add_argument("--lead", required=True, metavar="EMAIL", help="email address of the programme lead")
    parser.add_argument("--lead-name", default="", metavar="NAME", help="their name; else taken from the address")
    parser.add_argument("--name", default="Policy Challenges", help="name of the programme")
    parser.add_argument("--council", default="The council", help="name of the council")
    parser.add_argument("--university", default="", help="name of the university, if there is one")
    parser.add_argument("--type", default="policy-challenges", metavar="KEY", help="programme type")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing in one transaction, then print the link."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from django.conf import settings
    from django.db import transaction

    from bridgework.apps.people.one_time_links import one_time_path

    with transaction.atomic():
        programme, account = _programme_and_account(arguments)
    print(f"Programme: {programme.name}")
    print(f"Lead:      {account.email}")
    print("Sign in once, within three days, with this link (give it to nobody else):")
    print(f"{settings.SITE_ADDRESS}{one_time_path(account)}")
    return Exit.DONE


def _programme_and_account(arguments: argparse.Namespace) -> tuple[Any, Any]:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from bridgework.apps.committees.actions import load_templates
    from bridgework.apps.people import actions as people
    from bridgework.apps.people.models import Person, RoleHolding
    from bridgework.apps.programmes.actions import load_types, start_programme
    from bridgework.apps.programmes.models import Programme
    from bridgework.kernel import clock
    from bridgework.kernel.permissions import SYSTEM
    from bridgework.kernel.roles import PROGRAMME_LEAD

    now = clock.now()
    email = arguments.lead.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        hint = "Write one like --lead name@example.org"
        raise Problem(f"“{arguments.lead}” is not an email address.", hint=hint) from error
    lead = Person.objects.filter(email=email).first()
    if lead is None:
        name = arguments.lead_name or email.partition("@")[0].replace(".", " ").title()
        lead = people.register_person(actor=SYSTEM, now=now, name=name, scope="", email=email)
    led = RoleHolding.objects.filter(person=lead, role=PROGRAMME_LEAD).values("scope")
    programme = Programme.objects.filter(name=arguments.name, scope__in=led).first()
    if programme is None:
        load_types(actor=SYSTEM, now=now)
        load_templates(actor=SYSTEM, now=now)
        programme = start_programme(
            actor=SYSTEM,
            now=now,
            name=arguments.name,
            type_key=arguments.type,
            council_name=arguments.council,
            university_name=arguments.university,
            lead=lead,
        )
    return programme, people.open_account(actor=SYSTEM, now=now, person=lead)
