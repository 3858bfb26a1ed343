-- Who can be sent, who can be called, who is on which shift. Staff only: residents who help stand in 0003.

create table team (
  id         uuid primary key,
  code       text not null unique check (code <> ''),
  label      text not null check (label <> ''),
  kind       text not null
             check (kind in ('emergency-squad', 'micro-fire-station', 'water-truck', 'power', 'medical', 'patrol')),
  people     integer not null check (people > 0),
  equipment  text[] not null,
  duty       text not null check (duty in ('on', 'off')),
  base       point not null
);
comment on table team is 'A row is workers and equipment that move together.';
comment on column team.label is 'As the wall calls it, from a fixed vocabulary; no name.';
comment on column team.base is 'Where it waits for a call.';

create table worker (
  id            uuid primary key,
  code          text not null unique check (code <> ''),
  label         text not null check (label <> ''),
  name          text not null check (name <> ''),
  phone_enc     bytea,
  community_id  uuid references community,
  grid_id       uuid references grid,
  skills        text[] not null,
  duty          text not null check (duty in ('on', 'off')),
  revision      integer not null default 1 check (revision > 0)
);
comment on table worker is 'A row is a member of staff who can be sent: 网格员, 应急队员. On duty, and only then, with a position.';
comment on column worker.label is 'The unit as the wall calls it: 翠屏里 03 网格. The name never goes there.';
comment on column worker.phone_enc is 'Encrypted (server/identity); the key lies outside the database.';
comment on column worker.revision is 'Grows by one with every change; of two versions the higher is the truth.';
create index on worker (grid_id);

create table team_member (
  worker_id  uuid primary key references worker,
  team_id    uuid not null references team,
  leads      boolean not null
);
comment on table team_member is 'A row says: this worker moves with that team; nobody moves with two.';
comment on column team_member.leads is 'The one whose device tells where the team is.';
create index on team_member (team_id);
create unique index team_member_leads_idx on team_member (team_id) where leads;

create table department (
  id        uuid primary key,
  code      text not null unique check (code <> ''),
  label     text not null check (label <> ''),
  relation  text not null check (relation in ('whistled', 'called', 'own'))
);
comment on table department is
  'A row is a body outside the house: whistled, or only called (119, 110, 120), or the street''s own office, which is assigned.';

create table duty_line (
  id            uuid primary key,
  community_id  uuid not null unique references community,
  ordinal       integer not null unique check (ordinal > 0),
  state         text not null check (state in ('idle', 'talking', 'cut')),
  missed        integer not null check (missed >= 0),
  callbacks     integer not null check (callbacks >= 0),
  revision      integer not null default 1 check (revision > 0)
);
comment on table duty_line is
  'A row is a 民情热线: the one duty line of a community. `cut`: no connection to the telephone. '
  '(`line` alone is a geometric type of PostgreSQL.)';

create table shift (
  code            text primary key check (code <> ''),
  name            text not null check (name <> ''),
  starts_minutes  smallint not null unique check (starts_minutes between 0 and 1439),
  leader          text check (leader <> '')
);
comment on table shift is 'A row is a part of the day; it lasts until the next one starts, over midnight too.';
comment on column shift.starts_minutes is 'In minutes after the street''s midnight: 480 is 08:00.';
comment on column shift.leader is '带班领导 by role only, never a name. Null: nobody is named.';

create table shift_worker (
  shift_code  text not null references shift,
  worker_id   uuid not null references worker,
  primary key (shift_code, worker_id)
);
comment on table shift_worker is 'A row is the plan: this worker is on duty in that shift.';
create index on shift_worker (worker_id);

create table calendar_day (
  day      date primary key,
  working  boolean not null,
  reason   text not null check (reason <> '')
);
comment on table calendar_day is
  'A row overrides the published calendar for one day: an administrator''s holiday or make-up working day.';
