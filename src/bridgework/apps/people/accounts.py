"""Making accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from bridgework.apps.people.models import Account


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts whose email is kept in lower case, so that one address is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account; without a password it signs in by emailed code."""
        account = self.model(email=email.strip().lower(), **fields)
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account for whoever runs the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> Account:
        """Find by email, whatever its case."""
        return self.get(email=(email or "").strip().lower())
