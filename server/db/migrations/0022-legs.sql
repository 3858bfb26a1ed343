-- What has to happen by itself at a time, to whom an alarm was called and who saw it, and the legs of a plan that go
-- out together.

create table timer (
  id        uuid        primary key,
  kind      text        not null,
  about_id  uuid        not null,
  due_at    timestamptz not null
);
comment on table timer is 'A row is something that happens at due_at, on the street''s clock, unless it is taken away before. Whoever fires it holds the row (for update skip locked) and deletes it in the same transaction, so it happens once, whichever process is alive.';
create index timer_due_idx on timer (due_at, id);
create index timer_about_idx on timer (about_id);

create table alarm_step (
  alarm_id  uuid        not null references alarm,
  step      smallint    not null check (step >= 0),
  called    text        not null check (called in ('coordinator', 'leader', 'everybody')),
  post      text        not null check (post <> ''),
  at        timestamptz not null,
  primary key (alarm_id, step)
);
comment on table alarm_step is 'To whom an alarm was called, one after the other, until a person acknowledged it. post: what they are called by in this shift, a role and never a name.';

create table alarm_delivery (
  alarm_id    uuid        not null references alarm,
  account_id  uuid        not null,
  label       text        not null,
  at          timestamptz not null,
  primary key (alarm_id, account_id)
);
comment on table alarm_delivery is 'A screen of this account has shown the alarm: said by the screen itself, once. Being shown is not being acknowledged.';

create table leg (
  id             uuid        primary key,
  incident_id    uuid        not null references incident,
  ordinal        smallint    not null,
  party          text        not null,
  unit           text        check (unit <> ''),
  instead        text[]      not null default '{}',
  task           text,
  asked          integer     not null default 0 check (asked >= 0),
  assignment_id  uuid        unique references assignment,
  command_id     uuid        not null,
  state          text        not null check (state in ('to-send', 'sent', 'accepted', 'arrived', 'done', 'declined', 'not-reached')),
  started_at     timestamptz not null,
  sent_at        timestamptz,
  accepted_at    timestamptz,
  arrived_at     timestamptz,
  ended_at       timestamptz,
  called_by      text        check (called_by in ('desk', 'manager', 'resident', 'unit')),
  note           text        check (char_length(note) <= 300),
  revision       integer     not null check (revision > 0),
  unique (incident_id, ordinal)
);
comment on table leg is 'A row is one of the ways in which help goes out together when the plan of a kind is started. Where a unit of ours goes, state and times are those of the assignment and the columns here stay as they were; for 119, a manager or the police they are here.';
comment on column leg.instead is 'Who would have come first and is none: {manager}, {manager,owner}.';
comment on column leg.asked is 'Residents who help (民情专员, 户长) and were asked with it.';
comment on column leg.command_id is 'The command that started it; all legs of one key share it.';

create table leg_template (
  kind      text  primary key,
  template  jsonb not null
);
comment on table leg_template is 'The street''s own legs for one kind; where there is none, those the program brings hold.';
