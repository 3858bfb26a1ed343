-- The street and everything in it that stands still: communities, grids, compounds, buildings, doors,
-- and the residents who help. Areas are GeoJSON in WGS 84; a program holds them in memory with an index
-- (server/places), so nothing here needs a geometry extension.

-- Ranking by distance in degrees is wrong: away from the equator a degree of longitude is shorter than one of
-- latitude. Mercator stretches latitude by exactly that much, everywhere and without a seam, so nearest-first on
-- `flat(position)` is nearest-first in metres over any distance a street spans. For how far it is, use metres.
create function flat(place point) returns point
  language sql immutable strict parallel safe
  return point(place[0], degrees(ln(tan(radians(45 + place[1] / 2)))));
comment on function flat(point) is
  'Mercator, in degrees: order by flat(position) <-> flat($1) is nearest first. Not a distance.';

create table street (
  id        uuid primary key,
  code      text not null unique check (code <> ''),
  name      text not null check (name <> ''),
  demo      boolean not null,
  boundary  jsonb not null check (boundary ->> 'type' = 'Polygon'),
  ground    jsonb not null check (jsonb_typeof(ground) = 'object'),
  roads     jsonb not null check (jsonb_typeof(roads -> 'nodes') = 'array' and jsonb_typeof(roads -> 'edges') = 'array')
);
comment on table street is 'A row is the sub-district that runs this installation (city mode: many).';
comment on column street.demo is 'True for a made-up street: every screen marks it 演示.';
comment on column street.ground is 'Its own basemap: blocks, water, greens, lanes (shared/street.ts, Ground).';
comment on column street.roads is 'Where one can walk or ride: {nodes: [[lng, lat]], edges: [{a, b, lengthMeters}]}.';

create table community (
  id                uuid primary key,
  street_id         uuid not null references street,
  code              text not null unique check (code <> ''),
  name              text not null check (name <> ''),
  ordinal           integer not null check (ordinal > 0),
  virtual           boolean not null,
  boundary          jsonb check (boundary ->> 'type' = 'Polygon'),
  label_at          point,
  households        integer not null check (households >= 0),
  handover_minutes  smallint not null default 1200 check (handover_minutes between 0 and 1439),
  police_deputy     text,
  unique (street_id, ordinal),
  check (virtual = (boundary is null))
);
comment on table community is 'A row is a part of the street. A virtual one (an online community) has no boundary.';
comment on column community.ordinal is 'The fixed order in which communities are always listed; never worst first.';
comment on column community.handover_minutes is
  'When open cases go to the duty person, in minutes after the street''s midnight: 1200 is 20:00.';
comment on column community.police_deputy is 'By role only, never a name: 社区民警. Null: there is none.';

create table grid (
  id            uuid primary key,
  community_id  uuid not null references community,
  code          text not null unique check (code <> ''),
  name          text not null check (name <> ''),
  boundary      jsonb not null check (boundary ->> 'type' = 'Polygon'),
  label_at      point not null
);
comment on table grid is 'A row is the smallest area of responsibility: a polygon inside one community. Grids do not overlap.';
create index on grid (community_id);

create table compound (
  id            uuid primary key,
  community_id  uuid not null references community,
  code          text not null unique check (code <> ''),
  name          text not null check (name <> '')
);
comment on table compound is 'A row is a 小区 or 院: buildings behind one gate.';
create index on compound (community_id);

create table building (
  id             uuid primary key,
  community_id   uuid not null references community,
  grid_id        uuid not null references grid,
  compound_id    uuid references compound,
  code           text not null unique check (code <> ''),
  name           text not null check (name <> ''),
  place          text not null check (place <> ''),
  use            text not null check (use in ('bungalow', 'walk-up', 'tower', 'slab', 'other')),
  position       point not null,
  footprint      jsonb not null check (jsonb_typeof(footprint) = 'array' and jsonb_array_length(footprint) >= 4),
  height_meters  double precision not null check (height_meters > 0),
  floors         integer not null check (floors > 0),
  units          integer not null check (units >= 0),
  households     integer not null check (households >= 0),
  manager        text check (manager <> ''),
  owner          text check (owner <> '')
);
comment on table building is 'A row is a building, a bungalow row or a shop house.';
comment on column building.place is 'For everybody, the wall too: 翠屏里 8 号楼. Never a unit or a door.';
comment on column building.manager is '物业. Null is a valid answer: nobody manages it, the emergency repair team is the fallback.';
comment on column building.owner is '产权单位. Null is a valid answer.';
create index on building (grid_id);
create index on building (compound_id);
create index building_flat_idx on building using gist (flat(position));

create table utility_node (
  id            uuid primary key,
  community_id  uuid not null references community,
  code          text not null unique check (code <> ''),
  kind          text not null check (kind in ('distribution-room', 'pump-room', 'heat-station')),
  name          text not null check (name <> ''),
  position      point not null
);
comment on table utility_node is 'A row is a distribution room, a pump room or a heat station.';
create index utility_node_flat_idx on utility_node using gist (flat(position));

create table building_dependency (
  building_id  uuid not null references building,
  node_id      uuid not null references utility_node,
  primary key (building_id, node_id)
);
comment on table building_dependency is 'A row says: this building has no supply when that node has none.';
create index on building_dependency (node_id);

create table specialist (
  id                uuid primary key,
  code              text not null unique check (code <> ''),
  community_id      uuid not null references community,
  grid_id           uuid not null references grid,
  home_building_id  uuid not null references building,
  name_enc          bytea not null,
  phone_enc         bytea
);
comment on table specialist is
  'A row is a 民情专员: a resident who looks after about twenty households, asked and never ordered; '
  'found by the home building, without position, duty state or track.';
comment on column specialist.name_enc is 'Encrypted (server/identity); the key lies outside the database.';
create index on specialist (home_building_id);
create index on specialist (grid_id);

create table household_group (
  id                uuid primary key,
  code              text not null unique check (code <> ''),
  name              text not null check (name <> ''),
  community_id      uuid not null references community,
  building_id       uuid not null references building,
  head_id           uuid not null unique,
  head_building_id  uuid not null references building,
  head_name_enc     bytea not null,
  head_phone_enc    bytea
);
comment on table household_group is 'A row is a 热线居民小组: about forty households of one building with the 户长 who leads them.';
comment on column household_group.head_id is 'The 户长 as a person of their own: a resident who helps, like a specialist.';
create index on household_group (building_id);

create table household (
  id             uuid primary key,
  building_id    uuid not null references building,
  unit           smallint not null check (unit >= 0),
  floor          smallint not null check (floor > 0),
  room           text not null check (room <> ''),
  group_id       uuid references household_group,
  specialist_id  uuid references specialist,
  unique (building_id, unit, room)
);
comment on table household is 'A row is a 户: a door. Nobody who lives behind it stands in this table.';
comment on column household.unit is '单元; 0 where the building has none (a bungalow row).';
comment on column household.group_id is 'The group it belongs to; most doors belong to none.';
comment on column household.specialist_id is 'Who looks after it; null is shown as none.';
create index on household (group_id) where group_id is not null;
create index on household (specialist_id);
