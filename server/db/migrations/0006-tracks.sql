-- Where staff on duty were. Only history: the newest position of everybody lives in memory and nowhere else.
-- One partition per street day, made ahead by the program and dropped as a whole after 30 days.

create table track_fix (
  worker_id   uuid        not null,
  at          timestamptz not null,
  claimed_at  timestamptz,
  position    point       not null,
  accuracy    real        check (accuracy >= 0),
  grid_id     uuid
) partition by range (at);
comment on table track_fix is 'A row is one position of one worker on duty that passed the filter. Position is longitude first, WGS 84. Raw tracks: kept 30 days, for the desk the last 30 minutes only.';
comment on column track_fix.at is 'When the server took it, in the street''s time. This orders everything.';
comment on column track_fix.claimed_at is 'When the phone says it was there, exactly as claimed; its clock may be wrong. Null: it did not say.';
comment on column track_fix.accuracy is 'Radius in metres, as the phone says.';

-- Rows come in the order of time, so a range of time is all that needs an index, and a tree over workers would
-- double what is written for every position. Reads are rare: one worker, the last half hour.
create index track_fix_at_idx on track_fix using brin (at) with (pages_per_range = 32);
