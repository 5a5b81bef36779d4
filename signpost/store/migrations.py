"""The tables, step by step. A step that has been released is never changed; a new one is added below it."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

STEPS = Migrations("signpost")


@STEPS()
def m001_records(db: Database) -> None:
    """Create bodies (each distinct JSON text once), services (what is published) and their versions."""
    _run(
        db,
        """
        create table bodies (digest text not null unique, body text not null);
        create table services (
            id text primary key, provider_id text not null, state text not null, status text not null,
            name text not null, organisation_id text not null, postcode text, phone text, district_code text,
            digest text not null references bodies(digest), content text not null,
            version integer not null, revision integer not null, withdrawn_by text
        );
        create index services_by_state on services (state, status);
        create index services_by_provider on services (provider_id, state);
        create index services_by_revision on services (revision);
        create table versions (
            revision integer primary key autoincrement, service_id text not null references services(id),
            number integer not null, action text not null, who text not null, at text not null, why text not null,
            digest text not null references bodies(digest), unique (service_id, number)
        );
    """,
    )


@STEPS()
def m002_providers(db: Database) -> None:
    """Create listings (each provider's own records), merges, doubts, quarantine and runs."""
    _run(
        db,
        """
        create table providers (
            id text primary key, name text not null, licence text not null, attribution text not null,
            source_url text not null, retrieved_on text, register integer not null, digest text not null
        );
        create table listings (
            id text primary key, provider_id text not null, record_id text not null, state text not null,
            file text not null, line integer, digest text not null references bodies(digest), first_seen text not null
        );
        create index listings_by_provider on listings (provider_id, state);
        create table notes (name text primary key, value text not null) without rowid;
        create table merges (
            listing_id text primary key references listings(id), kept_id text not null references listings(id),
            reason text not null, score real not null
        );
        create index merges_by_kept on merges (kept_id);
        create table doubts (
            left_id text not null references listings(id), right_id text not null references listings(id),
            left_name text not null, right_name text not null, reason text not null, score real not null,
            primary key (left_id, right_id)
        );
        create table runs (
            id integer primary key autoincrement, provider_id text not null, state text not null,
            started_at text not null, seconds real not null, digest text not null, counts text not null,
            message text not null
        );
        create table quarantine (
            id integer primary key autoincrement, provider_id text not null, file text not null, line integer,
            record_id text not null, reason text not null, raw text not null, seen_at text not null
        );
        create index quarantine_by_provider on quarantine (provider_id);
    """,
    )


@STEPS()
def m003_accounts(db: Database) -> None:
    """Create accounts and what signing in needs. Times are seconds since 1970; tokens and codes are kept as hashes."""
    _run(
        db,
        """
        create table accounts (
            id text primary key, email text unique, name text not null, roles text not null, area_codes text not null,
            created_at integer not null, created_by text not null, signed_in_at integer, disabled_at integer,
            disabled_by text, forgotten_at integer, totp_secret text, totp_on integer not null default 0,
            totp_step integer not null default 0
        );
        create table recovery_codes (
            account_id text not null references accounts(id), digest text not null, primary key (account_id, digest)
        ) without rowid;
        create table new_organisations (
            id text primary key, name text not null, website text not null, created_at integer not null,
            created_by text not null
        );
        create table memberships (
            account_id text not null references accounts(id), organisation_id text not null,
            since integer not null, added_by text not null, primary key (account_id, organisation_id)
        ) without rowid;
        create index services_by_organisation on services (organisation_id);
        create index memberships_by_organisation on memberships (organisation_id);
        create table challenges (
            id text primary key, purpose text not null, account_id text references accounts(id), browser text not null,
            token text not null unique, code text not null, tries integer not null default 0,
            created_at integer not null, expires_at integer not null, spent_at integer, details text not null
        );
        create index challenges_by_browser on challenges (browser, created_at);
        create table sessions (
            id text primary key, account_id text not null references accounts(id), level text not null,
            tries integer not null default 0, created_at integer not null, expires_at integer not null
        );
        create index sessions_by_account on sessions (account_id);
        create table claims (
            id text primary key, account_id text not null references accounts(id), organisation_id text not null,
            reason text not null, state text not null, created_at integer not null, decided_at integer,
            decided_by text not null, answer text not null
        );
        create index claims_by_state on claims (state, created_at);
        create table limit_salts (day integer primary key, salt blob not null);
        create table limit_counts (
            name text not null, bucket integer not null, count integer not null, expires_at integer not null,
            primary key (name, bucket)
        ) without rowid;
        create table outbox (
            id integer primary key autoincrement, sealed text not null, once text unique, created_at integer not null,
            due_at integer not null, expires_at integer, tries integer not null default 0
        );
        create table sent_once (once text primary key, sent_at integer not null) without rowid;
    """,
    )


@STEPS()
def m004_listing_desk(db: Database) -> None:
    """Create drafts, approvals, corrections that outlive imports, the audit log, reports and reminders."""
    _run(
        db,
        """
        create table drafts (
            id text primary key, service_id text not null, organisation_id text not null, kind text not null,
            state text not null, form text not null, base_version integer not null, revision integer not null,
            author_id text not null, created_at integer not null, changed_at integer not null, submitted_at integer,
            decided_at integer, decided_by text not null, reason text not null
        );
        create unique index one_open_draft on drafts (service_id) where state in ('draft', 'submitted', 'sent-back');
        create index drafts_by_organisation on drafts (organisation_id, state);
        create index drafts_by_state on drafts (state, submitted_at);
        create table approvals (
            draft_id text not null references drafts(id), account_id text not null, at integer not null,
            primary key (draft_id, account_id)
        ) without rowid;
        create table overrides (
            service_id text not null, field text not null, value text not null, source text not null,
            account_id text not null, by_role text not null, at integer not null, draft_id text not null,
            primary key (service_id, field)
        ) without rowid;
        create table audit (
            number integer primary key autoincrement, at integer not null, who text not null, what text not null,
            subject text not null, details text not null, previous text not null, digest text not null
        );
        create index audit_by_subject on audit (subject);
        create table reports (
            id text primary key, service_id text not null, version integer not null, ticks text not null,
            words text not null, reply_to text not null, network text not null, danger integer not null,
            state text not null, created_at integer not null, closed_at integer, closed_by text not null,
            answer text not null, founded integer
        );
        create index reports_by_state on reports (state, created_at);
        create index reports_by_service on reports (service_id, state);
        create table reminders (
            account_id text not null, service_id text not null, since text not null, rung text not null,
            at integer not null, primary key (account_id, service_id, since, rung)
        ) without rowid;
        create table asks (
            token text primary key, account_id text not null, service_ids text not null, created_at integer not null,
            expires_at integer not null, spent_at integer
        ) without rowid;
        create table tag_decisions (
            service_id text not null, kind text not null, tag_id text not null, verdict text not null,
            evidence text not null, account_id text not null, at integer not null,
            primary key (service_id, kind, tag_id)
        ) without rowid;
        create table links (
            address text primary key, state text not null, message text not null, checked_at integer not null
        ) without rowid;
        create table uploads (
            id text primary key, organisation_id text not null, account_id text not null, name text not null,
            text text not null, created_at integer not null, done_at integer
        ) without rowid;
    """,
    )
    for change in ("update", "delete"):
        db.execute(
            f"""create trigger audit_no_{change} before {change} on audit
                begin select raise(abort, 'the audit log cannot be changed'); end"""
        )


@STEPS()
def m005_wordings(db: Database) -> None:
    """Create wordings: texts of the site that administrators wrote in place of ours."""
    _run(db, "create table wordings (key text primary key, text text not null) without rowid")


@STEPS()
def m006_writers(db: Database) -> None:
    """Create writers: everybody who typed into a draft, since none of them may approve it alone."""
    _run(
        db,
        """
        create table writers (
            draft_id text not null references drafts(id), account_id text not null, primary key (draft_id, account_id)
        ) without rowid;
        insert into writers select id, author_id from drafts;
    """,
    )


def _run(db: Database, script: str) -> None:
    # sqlite3's own executescript commits first, which would break a step in two.
    for statement in filter(str.strip, script.split(";")):
        db.execute(statement)


def known_steps() -> frozenset[str]:
    """Give the names of every step of this program, so that a newer program's file is told apart."""
    empty = Database(memory=True)
    try:
        return frozenset(step.name for step in STEPS.pending(empty))
    finally:
        empty.close()
