-- A house may have a manager that does not answer for all of it.

create table unit_manager (
  building_id  uuid      not null references building,
  unit         smallint  not null check (unit > 0),
  manager      text      check (manager <> ''),
  note         text      check (char_length(note) between 1 and 120),
  primary key (building_id, unit)
);
comment on table unit_manager is 'A row is one staircase (单元) for which another than the building''s manager answers. manager null: nobody does, the owner unit and then the contractor are called. A staircase without a row has the manager of its building.';
