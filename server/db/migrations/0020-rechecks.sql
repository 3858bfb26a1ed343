-- Looking again: what was controlled, restored or rooted out is looked at once more, by itself, the next day or after
-- the next rain. A recheck makes itself when its fact is recorded; nobody has to remember it.

create table recheck (
  id           uuid        primary key,
  incident_id  uuid        not null references incident,
  grid_id      uuid,
  after        text        not null check (after in ('controlled', 'restored', 'rooted-out')),
  due          text        not null check (due in ('next-day', 'next-rain')),
  what         text        not null check (char_length(what) between 1 and 120),
  created_at   timestamptz not null,
  due_at       timestamptz,
  done_at      timestamptz,
  done_by      text,
  result       text        check (result in ('fine', 'trouble')),
  note         text        check (char_length(note) <= 1000),
  void_at      timestamptz,
  revision     integer     not null check (revision > 0),
  check ((done_at is null) = (result is null))
);
comment on table recheck is 'A row is one look that is owed at the place of an incident. grid_id: whose workers owe it; null: nobody''s, the desk sees to it. Without a foreign key: a street can be replaced, what happened stays.';
comment on column recheck.due_at is 'Null: it waits for what `due` names; whoever sees the rain end sets it (server/incidents/rechecks.ts, fallDue).';
comment on column recheck.void_at is 'Set when the incident turned out to be a false alarm: there is nothing to look at.';
create index recheck_incident_idx on recheck (incident_id);
create index recheck_open_idx on recheck (due_at) where done_at is null and void_at is null;

create table recheck_rule (
  kind   text  primary key,
  rules  jsonb not null
);
comment on table recheck_rule is 'The street''s own rules for one kind; where there is no row, those the program brings hold.';
