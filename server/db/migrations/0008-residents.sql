-- The priority register: who needs help first when a supply fails. By need and by nothing else: there is no column
-- for any other category of people, and no number of any paper.

create table resident (
  id             uuid        primary key,
  household_id   uuid        not null references household,
  building_id    uuid        not null references building,
  name_enc       bytea       not null,
  phone_enc      bytea,
  phone_last4    text,
  contact_enc    bytea,
  health_enc     bytea       not null,
  born_from      smallint    not null check (born_from between 1900 and 2100),
  notified_on    date        not null,
  notice_source  text        not null check (notice_source <> ''),
  updated_at     timestamptz not null,
  revision       integer     not null default 1 check (revision > 0)
);
comment on table resident is
  'A row is a 居民 on the priority register, found by the door. Everything about the person is encrypted '
  '(server/identity); deleting the row forgets them, because no other table holds more than its id.';
comment on column resident.health_enc is 'Needs, device and its reserve in minutes, sealed as one JSON.';
comment on column resident.contact_enc is 'Emergency contact: name, relation and telephone, sealed as one JSON.';
comment on column resident.phone_last4 is 'A keyed hash of the last four digits, to find a caller by.';
comment on column resident.born_from is 'The first of a span of five birth years; the birthday is not collected.';
comment on column resident.notified_on is 'The day on which they, or who cares for them, were told of the register.';
create index on resident (household_id);
create index on resident (building_id);
