-- An incident for which a plan was started: what is cut where, which doors come first, who was told, what is handed out.
-- Ids of places and residents stand here without a foreign key: a street can be replaced, what happened stays.

create table emergency (
  id                       uuid        primary key,
  incident_id              uuid        not null references incident,
  kind                     text        not null,
  state                    text        not null check (state in ('active', 'standing-down', 'ended')),
  drill                    boolean     not null,
  declared_at              timestamptz not null,
  declared_by              text        not null,
  standing_down_at         timestamptz,
  ended_at                 timestamptz,
  area                     jsonb,
  building_ids             uuid[]      not null,
  utilities                text[]      not null,
  expected_restore_at      timestamptz,
  alert                    text        check (alert in ('heat', 'cold')),
  casualties               integer     not null check (casualties >= 0),
  trapped                  integer     not null check (trapped >= 0),
  planned_cut_at           timestamptz,
  planned_cut_by           text,
  first_report_due_at      timestamptz not null,
  first_reported_at        timestamptz,
  follow_up_due_at         timestamptz,
  last_reported_at         timestamptz,
  final_reported_at        timestamptz,
  set_aside_at             timestamptz,
  distribution_started_at  timestamptz,
  distribution_by          text,
  distribution_reason      text,
  counters                 jsonb       not null,
  desk_counters            jsonb       not null,
  latest                   jsonb       not null,
  revision                 integer     not null check (revision > 0)
);
comment on table emergency is 'A row is an 应急处置. Its counters are counted anew in each transaction that changes one of its parts; whoever changes a part locks this row first.';
create unique index emergency_open_idx on emergency (incident_id) where state <> 'ended';

create table ledger_row (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  household_id  uuid        not null,
  building_id   uuid        not null,
  unit          smallint    not null,
  floor         smallint    not null,
  room          text        not null,
  tier          smallint    not null check (tier between 0 and 3),
  reason_enc    bytea       not null,
  visitor_kind  text        check (visitor_kind in ('specialist', 'worker')),
  visitor_id    uuid,
  contacted_at  timestamptz,
  visited_at    timestamptz,
  supplied      text[]      not null default '{}',
  outcome       text        check (outcome in ('supplied', 'moved', 'with-family', 'refused')),
  outcome_at    timestamptz,
  no_answer     boolean     not null default false,
  revision      integer     not null default 1 check (revision > 0),
  unique (emergency_id, household_id),
  check ((visitor_kind is null) = (visitor_id is null))
);
comment on table ledger_row is 'A row is a household of the 优先住户台账: a door behind which somebody on the register lives. Who lives there stands in resident.';
comment on column ledger_row.reason_enc is 'Why in this tier, in words; sealed, because it says what somebody suffers from.';
create index on ledger_row (household_id);
create index on ledger_row (visitor_id) where visitor_id is not null;

create table ledger_fact (
  id         uuid        primary key,
  row_id     uuid        not null references ledger_row,
  kind       text        not null check (kind in ('attempt', 'contacted', 'visited', 'supplied', 'outcome')),
  at         timestamptz not null,
  author_id  text,
  author     text        not null,
  means      text        check (means in ('phone', 'door', 'contact', 'neighbour', 'gatekeeper')),
  answered   boolean,
  outcome    text,
  items      text[],
  note_enc   bytea
);
comment on table ledger_fact is 'Something somebody recorded about a household of the ledger. Never changed, never removed.';
create index on ledger_fact (row_id, at);

create table building_utility (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  building_id   uuid        not null,
  utility       text        not null check (utility in ('power', 'water', 'heating', 'gas')),
  state         text        not null check (state in ('cut', 'temporary', 'on')),
  since         timestamptz not null,
  changed_by    text        not null,
  revision      integer     not null default 1 check (revision > 0),
  unique (emergency_id, building_id, utility)
);
comment on table building_utility is 'A row is one supply of one building: 停, 临时供 or 通, switched by hand.';

create table sweep_unit (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  building_id   uuid        not null,
  unit          smallint    not null check (unit >= 0),
  told          integer     not null default 0 check (told >= 0 and told <= households),
  households    integer     not null check (households > 0),
  completed_at  timestamptz,
  changed_by    text,
  revision      integer     not null default 1 check (revision > 0),
  unique (emergency_id, building_id, unit)
);
comment on table sweep_unit is 'A row is one staircase: how many of its households have been told at the door.';

create table plan_step (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  ordinal       integer     not null,
  text          text        not null check (text <> ''),
  due_at        timestamptz,
  done_at       timestamptz,
  done_by       text,
  note          text,
  revision      integer     not null default 1 check (revision > 0),
  unique (emergency_id, ordinal)
);
comment on table plan_step is 'A row is a step of the checklist of one emergency, copied from the template of its kind.';

create table plan_template (
  kind      text  primary key,
  template  jsonb not null
);
comment on table plan_template is 'The street''s own checklist and supplies for one kind; where there is none, the one the program brings holds.';

create table supply (
  id            uuid    primary key,
  emergency_id  uuid    not null references emergency,
  ordinal       integer not null,
  item          text    not null check (item <> ''),
  stock         integer not null default 0 check (stock >= 0),
  given         integer not null default 0 check (given >= 0),
  set_aside     integer not null default 0 check (set_aside >= 0),
  revision      integer not null default 1 check (revision > 0),
  unique (emergency_id, ordinal)
);
comment on table supply is 'A row is a kind of goods at the distribution point; set_aside is for the priority households alone.';

create table upward_report (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  kind          text        not null check (kind in ('first', 'follow-up', 'final')),
  at            timestamptz not null,
  by_phone      boolean     not null,
  in_writing    boolean     not null,
  signed_by     text        not null,
  casualties    integer     not null,
  trapped       integer     not null
);
comment on table upward_report is 'A row is a 首报, 续报 or 终报 that went up, by which way and who signed.';
create index on upward_report (emergency_id, at);

create table emergency_event (
  row_id        bigint      generated always as identity primary key,
  emergency_id  uuid        not null references emergency,
  at            timestamptz not null,
  by            text        not null,
  text          text        not null
);
comment on table emergency_event is 'A line of the story of an emergency, from a fixed vocabulary: no name, no door, no words of a caller.';
create index on emergency_event (emergency_id, row_id);
