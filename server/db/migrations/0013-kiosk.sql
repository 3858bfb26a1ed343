-- Walls that run unattended: a screen that signs itself in for ever, until somebody revokes it.

create table kiosk (
  id               uuid        primary key,
  label            text        not null check (char_length(label) between 1 and 60),
  link_hash        text        unique,
  link_expires_at  timestamptz not null,
  created_at       timestamptz not null,
  created_by       text        not null,
  session_hash     text        unique,
  exchanged_at     timestamptz,
  address          text,
  revoked_at       timestamptz
);
comment on table kiosk is 'One screen. Its link works once and for a quarter of an hour; then link_hash is empty and session_hash knows its cookie, also after it was revoked. The address is written down, not enforced. Times are real time.';

alter table session alter column account_id drop not null;
alter table session add column kiosk_id uuid references kiosk;
alter table session add constraint session_is_of_one check (num_nonnulls(account_id, kiosk_id) = 1);
comment on table session is 'One sign-in, of an account or of a kiosk. The token itself is only at the client; here is its hash. Times are real time.';
