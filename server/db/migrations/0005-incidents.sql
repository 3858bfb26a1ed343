-- What we hear (report), what we know (incident), how we came to know it (fact), whom we sent (assignment).

create table incident (
  id              uuid        primary key,
  number          text        not null unique,
  kind            text        not null,
  severity        smallint    not null check (severity between 0 and 4),
  status          text        not null check (status in ('received', 'assigned', 'on-scene', 'controlled', 'restored', 'done', 'revisited', 'closed', 'merged')),
  nature          text        not null,
  origin          text        not null check (origin in ('own', 'found', '12345')),
  channel         text        not null,
  position        point       not null,
  community_id    uuid,
  grid_id         uuid,
  building_id     uuid,
  place           text        not null,
  address         text,
  summary         text        not null,
  measures        jsonb       not null,
  text            text        check (char_length(text) <= 2000),
  report_count    integer     not null check (report_count > 0),
  unanswered      integer     not null check (unanswered >= 0),
  received_at     timestamptz not null,
  tier            text,
  due_at          timestamptz,
  responded_at    timestamptz,
  arrived_at      timestamptz,
  controlled_at   timestamptz,
  restored_at     timestamptz,
  rooted_out_at   timestamptz,
  done_at         timestamptz,
  revisited_at    timestamptz,
  satisfied       boolean,
  closed_at       timestamptz,
  merged_into_id  uuid        references incident,
  false_alarm     boolean     not null,
  drill           boolean     not null,
  updated_at      timestamptz not null,
  revision        integer     not null check (revision > 0)
);
comment on table incident is 'Something happening at a place, as it stands now. Status and times are folded from facts and assignments by the rule in server/incidents/incident.ts and kept here to be found.';
create index incident_open_idx on incident (status) where status in ('received', 'assigned', 'on-scene', 'controlled', 'restored', 'done');
create index incident_received_idx on incident (received_at desc, id);
create index incident_building_idx on incident (building_id, kind, received_at desc);
create index incident_grid_idx on incident (grid_id, received_at desc);
create index incident_merged_idx on incident (merged_into_id) where merged_into_id is not null;

create table incident_counter (
  day   date    primary key,
  last  integer not null check (last > 0)
);
comment on table incident_counter is 'The last case number given out on a street day.';

create table report (
  id            uuid        primary key,
  incident_id   uuid        not null references incident,
  channel       text        not null,
  nature        text        not null,
  text          text        not null check (char_length(text) between 1 and 2000),
  kind          text        not null,
  position      point,
  place         text        not null,
  address       text,
  received_at   timestamptz not null,
  observed_at   timestamptz,
  needs_answer  boolean     not null,
  answered_at   timestamptz,
  answer        text,
  revision      integer     not null default 1
);
comment on table report is 'What one source says it saw, in its own words. Joins one incident; merging moves it, and home_incident_id in report_move tells where it came from.';
create index report_incident_idx on report (incident_id, received_at);
create index report_received_idx on report (received_at);

create table report_move (
  report_id  uuid        not null references report,
  from_id    uuid        not null references incident,
  into_id    uuid        not null references incident,
  at         timestamptz not null,
  undone_at  timestamptz
);
comment on table report_move is 'A merge moved this report. Undoing it moves exactly these back.';
create index report_move_from_idx on report_move (from_id);

create table reporter (
  report_id    uuid  primary key references report on delete cascade,
  name_enc     bytea,
  phone_enc    bytea,
  phone_last4  text
);
comment on table reporter is 'Who told us: encrypted, apart from what they said, never on the lane. phone_last4 is a keyed hash of the last four digits, for the search at the desk.';
create index reporter_last4_idx on reporter (phone_last4);

create table fact (
  id           uuid        primary key,
  incident_id  uuid        not null references incident,
  kind         text        not null,
  at           timestamptz not null,
  author_id    text,
  author       text        not null,
  note         text        check (char_length(note) <= 1000),
  satisfied    boolean
);
comment on table fact is 'Something a person or a unit recorded about an incident. Never changed, never removed; the incident follows from these.';
create index fact_incident_idx on fact (incident_id, at);

create table assignment (
  id           uuid        primary key,
  incident_id  uuid        not null references incident,
  assignee     text        not null check (assignee in ('worker', 'team', 'department')),
  assignee_id  uuid        not null,
  label        text        not null,
  state        text        not null check (state in ('planned', 'offered', 'accepted', 'on-the-way', 'arrived', 'done', 'declined', 'timed-out')),
  sent_at      timestamptz not null,
  accepted_at  timestamptz,
  arrived_at   timestamptz,
  ended_at     timestamptz,
  reason       text        check (char_length(reason) <= 300),
  revision     integer     not null check (revision > 0)
);
comment on table assignment is 'One worker, team or department sent to one incident. The status of the errand is here, not at the incident.';
create index assignment_incident_idx on assignment (incident_id);
create index assignment_active_idx on assignment (assignee_id) where state in ('planned', 'offered', 'accepted', 'on-the-way', 'arrived');

create table alarm (
  id               uuid        primary key,
  incident_id      uuid        not null references incident,
  level            smallint    not null check (level in (1, 2)),
  raised_at        timestamptz not null,
  confirmed_at     timestamptz,
  acknowledged_at  timestamptz,
  acknowledged_by  text,
  false_alarm      boolean     not null default false,
  revision         integer     not null check (revision > 0)
);
comment on table alarm is 'A level 1 or 2 asks to be noticed here until a named person says so.';
create index alarm_incident_idx on alarm (incident_id);
create index alarm_open_idx on alarm (raised_at) where acknowledged_at is null;
