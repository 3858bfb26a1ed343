-- What is measured and announced rather than told by people: stations, what they read, warnings, planned outages.
-- A reading is no incident and never opens one by itself.

create table source (
  id          uuid        primary key,
  token_hash  text        not null unique,
  label       text        not null check (char_length(label) between 1 and 100),
  created_at  timestamptz not null,
  revoked_at  timestamptz
);
comment on table source is 'A row is a machine outside the house that may send readings and announce outages, by its own token.';

create table station (
  id             uuid        primary key,
  code           text        not null unique check (char_length(code) between 1 and 40),
  name           text        not null check (char_length(name) between 1 and 100),
  kind           text        not null check (kind in ('rain', 'water-level', 'temperature')),
  position       point       not null,
  every_minutes  integer     not null check (every_minutes between 1 and 1440),
  source_id      uuid        references source,
  created_at     timestamptz not null,
  closed_at      timestamptz
);
comment on table station is 'A row is one gauge at one place, for one kind of reading.';
comment on column station.every_minutes is 'How often it should speak. Rain is what fell in these minutes; after three of them without a word the station is silent.';
comment on column station.source_id is 'Whose token may speak for it. Null: only the desk reads it off.';

create table reading (
  id           uuid             primary key,
  station_id   uuid             not null references station,
  value        double precision not null check (value between -60 and 2000),
  observed_at  timestamptz      not null,
  received_at  timestamptz      not null,
  is_future    boolean          not null,
  unique (station_id, observed_at)
);
comment on table reading is 'A row is one value: millimetres of rain, centimetres of water, degrees outdoors. Kept 90 days.';
comment on column reading.is_future is 'Observed more than a minute after it was received: its clock is wrong. Kept to be seen, counted nowhere.';
create index reading_observed_idx on reading (observed_at);

create table reading_day (
  station_id  uuid             not null references station,
  day         date             not null,
  readings    integer          not null check (readings > 0),
  total       double precision not null,
  lowest      double precision not null,
  highest     double precision not null,
  primary key (station_id, day)
);
comment on table reading_day is 'A row is what one station read on one street day; counted anew whenever a reading of that day comes in. Kept for ever: before and after are years apart.';

create table weather_warning (
  id         uuid        primary key,
  hazard     text        not null check (hazard in ('rainstorm', 'heat', 'cold', 'gale', 'snow', 'ice', 'fog', 'other')),
  colour     text        not null check (colour in ('blue', 'yellow', 'orange', 'red')),
  set_at     timestamptz not null,
  set_by     text        not null,
  until_at   timestamptz,
  lifted_at  timestamptz,
  revision   integer     not null default 1 check (revision > 0)
);
comment on table weather_warning is 'A row is an official warning as somebody at the desk wrote it down. Its colour is a scale of its own, never the street''s own level.';
create index weather_warning_open_idx on weather_warning (set_at) where lifted_at is null;

create table planned_outage (
  id            uuid        primary key,
  utility       text        not null check (utility in ('power', 'water', 'heating', 'gas')),
  place         text        not null check (char_length(place) between 1 and 200),
  community_id  uuid,
  building_ids  uuid[]      not null default '{}',
  from_at       timestamptz not null,
  until_at      timestamptz not null,
  announced_by  text        not null,
  announced_at  timestamptz not null,
  note          text        check (char_length(note) <= 300),
  ended_at      timestamptz,
  revision      integer     not null default 1 check (revision > 0),
  check (until_at > from_at)
);
comment on table planned_outage is 'A row is a supply that will be cut on purpose, as its company announced it: 计划停. ended_at: on again sooner, or called off.';
create index planned_outage_until_idx on planned_outage (until_at) where ended_at is null;
