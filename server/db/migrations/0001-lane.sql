-- The change lane: what makes it true that an acknowledged thing is never lost and that
-- every reader sees every change, in the order in which they were committed.

create table installation (
  one         boolean     primary key default true check (one),
  epoch       uuid        not null,
  demo        boolean     not null,
  created_at  timestamptz not null,
  key_check   bytea
);
comment on table installation is 'One row. The epoch is renewed when the database is made or restored: a cursor of another epoch means nothing here. Whether this is the made-up street is decided once.';

create table domain_clock (
  one      boolean          primary key default true check (one),
  real_at  timestamptz      not null,
  told_at  timestamptz      not null,
  rate     double precision not null check (rate between 1 and 60)
);
comment on table domain_clock is 'No row: the street lives in real time. One row: at real_at it was told_at, and time runs rate times as fast. Demo only; shared by all processes.';

create table change_head (
  one  boolean primary key default true check (one),
  seq  bigint  not null
);
comment on table change_head is 'The number of the newest change. Whoever commits changes holds this row during the commit and nowhere else.';
insert into change_head (seq) values (0);

create table change (
  row_id     bigint      generated always as identity primary key,
  seq        bigint      unique,
  at         timestamptz not null,
  entity     text        not null,
  id         uuid        not null,
  revision   integer     not null check (revision > 0),
  actor_id   text,
  fields     text[]      not null
);
comment on table change is 'One row a change: which thing, which revision, names of the fields. Never a value: the feed reads the present state, and erasing a person stays possible. seq is dense and in commit order; it is empty only inside the transaction that writes it.';
create index change_at_idx on change (at);

create function number_change() returns trigger language plpgsql as $$
declare
  next_seq bigint;
begin
  update change_head set seq = seq + 1 returning seq into next_seq;
  update change set seq = next_seq where row_id = new.row_id;
  return null;
end
$$;
comment on function number_change is 'Runs at the end of the transaction, so the head is locked only for the commit: numbers without holes, none lost to a rollback, none overtaken.';

create constraint trigger number_change after insert on change
  deferrable initially deferred for each row execute function number_change();

create table command (
  id         uuid        primary key,
  kind       text        not null,
  actor_id   text,
  body_hash  text        not null,
  at         timestamptz not null,
  answer     json,
  seq        bigint
);
comment on table command is 'One row a command that was carried out, by the id its client made. The same id again gets the same answer; the same id with another body is refused.';
create index command_at_idx on command (at);

create table audit (
  row_id     bigint      generated always as identity primary key,
  at         timestamptz not null,
  real_at    timestamptz not null,
  actor_id   text,
  actor      text        not null,
  action     text        not null,
  entity     text,
  id         uuid,
  fields     text[]      not null default '{}',
  reason     text
);
comment on table audit is 'Who did what to which thing, in which fields, and why. Ids and names of fields, never values.';
create index audit_at_idx on audit (at);
create index audit_id_idx on audit (id);
