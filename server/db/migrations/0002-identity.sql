-- Who may come in: people, screens and phones.

create table account (
  id             uuid        primary key,
  username       text        not null unique check (char_length(username) between 1 and 64),
  password_hash  text        not null,
  role           text        not null check (role in ('wall', 'coordinator', 'leader', 'worker', 'helper', 'admin', 'auditor')),
  label          text        not null,
  worker_id      uuid,
  created_at     timestamptz not null,
  disabled_at    timestamptz
);
comment on table account is 'Somebody who can sign in. The label is what a timeline shows: a post and a number, not a name.';

create table session (
  token_hash    text        primary key,
  account_id    uuid        not null references account,
  created_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  ended_at      timestamptz
);
comment on table session is 'One sign-in. The token itself is only at the client; here is its hash. Times are real time.';
create index session_account_idx on session (account_id);

create table device (
  id          uuid        primary key,
  token_hash  text        not null unique,
  worker_id   uuid        not null,
  label       text        not null check (char_length(label) between 1 and 100),
  crs         text        not null check (crs in ('WGS84', 'GCJ02', 'BD09')),
  created_at  timestamptz not null,
  revoked_at  timestamptz
);
comment on table device is 'A phone that reports the position of one worker on duty, by its own token, in its own coordinate system.';
