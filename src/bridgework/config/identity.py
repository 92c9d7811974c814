"""Sign-in: the settings of django-allauth.

Nobody signs up: an account comes from an invitation or from `bridgework setup-programme`. The first way in is an
emailed code; a password is possible and always asks for a second factor (an app, else an emailed code). Codes are used
and not links, because mail scanners open links.
"""

from __future__ import annotations

from bridgework.config import environment as env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "bridgework.web.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up, but without a password here the sign-in page would offer none either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
# Whether an address has an account is not told; an address without one gets no mail at all.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
# Counted in the database cache, so that they hold across processes.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BRIDGEWORK_BEHIND_PROXY") else 0

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.text("BRIDGEWORK_NAME", "Bridgework")
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "bridgework.web.sign_in.SecondFactorAdapter"

SOCIALACCOUNT_ADAPTER = "bridgework.web.sign_in.OrganisationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
# Only addresses that the organisation vouches for are taken, so no code is asked for on top.
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A form that leads to another site is stopped by our content policy, so the button is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
