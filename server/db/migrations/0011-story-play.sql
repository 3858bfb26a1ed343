-- The made-up street only: the stories that are being played.

create table story_play (
  name        text        primary key,
  run         text        not null,
  started_at  timestamptz not null,
  anchor_at   timestamptz not null,
  allowed     integer     not null check (allowed >= 0),
  told        integer     not null check (told >= 0)
);
comment on table story_play is 'The newest performance of each story. Minute 0 is at anchor_at, which moves when the story was held. Of its deeds, in the order of time, so many have happened (told) and so many may happen (allowed).';
