-- 吹哨: outside departments that were called to an incident, each with its clock, and what was written down about them.

create table whistle (
  id             uuid        primary key,
  incident_id    uuid        not null references incident,
  department_id  uuid        not null references department,
  label          text        not null,
  kind           text        not null check (kind in ('emergency', 'joint-enforcement', 'residents-problem')),
  state          text        not null check (state in ('sent', 'answered', 'arrived', 'no-show', 'evaluated')),
  drill          boolean     not null,
  sent_at        timestamptz not null,
  sent_by        text        not null,
  answer_due_at  timestamptz not null,
  arrive_due_at  timestamptz not null check (arrive_due_at > sent_at),
  answered_at    timestamptz,
  arrived_at     timestamptz,
  no_show_at     timestamptz,
  reminders      integer     not null default 0 check (reminders >= 0),
  reminded_at    timestamptz,
  evaluated_at   timestamptz,
  verdict        text        check (verdict in ('on-time', 'late', 'no-show')),
  mark           smallint    check (mark between 1 and 5),
  note           text        check (char_length(note) <= 300),
  evaluated_by   text,
  reason         text        check (char_length(reason) <= 300),
  revision       integer     not null check (revision > 0)
);
comment on table whistle is 'One department called to one incident, as it stands now. Everything from state to evaluated_by is folded from whistle_fact by the rule in server/dispatch/whistle.ts and kept here to be found. The incident does not follow from it.';
comment on column whistle.arrive_due_at is '30 minutes (emergency), the agreed time (joint-enforcement), one working day (residents-problem).';
comment on column whistle.reason is 'What the department was told they are needed for. Never on the wall.';
create index whistle_incident_idx on whistle (incident_id);
create index whistle_sent_idx on whistle (sent_at desc, id);
create unique index whistle_waiting_idx on whistle (incident_id, department_id) where state in ('sent', 'answered');

create table whistle_fact (
  id          uuid        primary key,
  whistle_id  uuid        not null references whistle,
  kind        text        not null check (kind in ('answered', 'arrived', 'reminded', 'no-show', 'evaluated')),
  at          timestamptz not null,
  author_id   text,
  author      text        not null,
  note        text        check (char_length(note) <= 300),
  verdict     text        check (verdict in ('on-time', 'late', 'no-show')),
  mark        smallint    check (mark between 1 and 5),
  check ((kind = 'evaluated') = (verdict is not null and mark is not null))
);
comment on table whistle_fact is 'Something a person wrote down about a whistle: what the department said on the telephone, that it came, that it was reminded, that nobody came, how the street judged it. Never changed, never removed.';
create index whistle_fact_whistle_idx on whistle_fact (whistle_id, at);
