-- The made-up street only: how far its story has been told.

create table story (
  one           boolean     primary key default true check (one),
  opened_on     date        not null,
  told_through  timestamptz not null
);
comment on table story is 'One row in a demo: the street day on which the street was first seen, and the time up to which its story has happened. Empty in real use.';
