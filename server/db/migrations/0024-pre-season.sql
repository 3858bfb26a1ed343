-- 雨病春治: what comes back with every rainy or heating season is mended before the season begins. A task makes itself
-- as soon as the history shows such a place; people carry it out or decline it, and both stay.

create table pre_season_task (
  id            uuid        primary key,
  place_key     text        not null,
  kind          text        not null,
  place         text        not null,
  community_id  uuid,
  building_id   uuid,
  season        text        not null check (season in ('rain', 'heating')),
  year          integer     not null,
  begins_on     date        not null,
  due_on        date        not null check (due_on < begins_on),
  who           text        not null check (char_length(who) between 1 and 60),
  state         text        not null default 'open' check (state in ('open', 'done', 'declined')),
  created_at    timestamptz not null,
  decided_at    timestamptz,
  decided_by    text,
  note          text        check (char_length(note) <= 300),
  revision      integer     not null default 1 check (revision > 0),
  unique (place_key, season, year),
  check ((state = 'open') = (decided_at is null))
);
comment on table pre_season_task is 'A row is one place to be mended before one season begins; the unique key keeps it one, however often the history is read.';
comment on column pre_season_task.place_key is 'Names kind and place as the history does: the id of a recurrence.';
comment on column pre_season_task.who is 'A post or an office, never a person.';
