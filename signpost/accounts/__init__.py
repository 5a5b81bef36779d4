"""Accounts: who may change what. Sign-in by mail, sessions, second step, roles, organisations, claims.

Knows the store and the outbox; nothing of pages.
"""

from __future__ import annotations

from signpost.accounts.accounts import Accounts
from signpost.accounts.model import Account, Role

__all__ = ["Account", "Accounts", "Role"]
