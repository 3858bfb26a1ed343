-- What happens between two screens of the desk: door by door in a staircase, step by step on an errand.

create table sweep_door (
  id            uuid        primary key,
  unit_id       uuid        not null references sweep_unit,
  household_id  uuid        not null,
  answer        text        not null check (answer in ('told', 'no-answer', 'help')),
  at            timestamptz not null,
  claimed_at    timestamptz,
  author_id     text,
  author        text        not null,
  note_enc      bytea
);
comment on table sweep_door is
  'Something recorded at one door of a staircase. Never changed, never removed: the newest is how the door stands.';
create index on sweep_door (unit_id, household_id, at);

create table assignment_step (
  id             uuid        primary key,
  assignment_id  uuid        not null references assignment,
  state          text        not null,
  at             timestamptz not null,
  claimed_at     timestamptz,
  author         text        not null
);
comment on table assignment_step is
  'A step of an errand as it was recorded; claimed_at is what the phone of the unit says, kept beside the server''s time.';
create index on assignment_step (assignment_id, at);
