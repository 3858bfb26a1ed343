-- 撤回: a whistle that was sent by mistake is taken back, with who and why. It is not removed: the department's telephone
-- did ring, and whoever reads the case later sees that it did, and that nobody was expected. Only a whistle that still
-- waits can be taken back; what the department did, or was judged for, is not unsaid.

alter table whistle drop constraint whistle_state_check;
alter table whistle add constraint whistle_state_check
  check (state in ('sent', 'answered', 'arrived', 'no-show', 'evaluated', 'withdrawn'));
alter table whistle
  add column withdrawn_at  timestamptz,
  add column withdrawn_by  text,
  add column withdrawn_why text check (char_length(withdrawn_why) between 1 and 300);
alter table whistle add constraint whistle_withdrawn_check check (
  case when state = 'withdrawn'
    then withdrawn_at is not null and withdrawn_by is not null and withdrawn_why is not null
         and arrived_at is null and no_show_at is null and evaluated_at is null
    else withdrawn_at is null and withdrawn_by is null and withdrawn_why is null
  end
);
comment on column whistle.withdrawn_at is 'Set: it waits for nobody (whistle_waiting_idx lets the department be whistled again) and stands in no count. The first response of the incident stays where it was: somebody did act then.';
comment on column whistle.withdrawn_why is 'What made it a mistake. Never on the wall.';

alter table whistle_fact drop constraint whistle_fact_kind_check;
alter table whistle_fact add constraint whistle_fact_kind_check
  check (kind in ('answered', 'arrived', 'reminded', 'no-show', 'evaluated', 'withdrawn'));
alter table whistle_fact add constraint whistle_fact_withdrawn_check check (kind <> 'withdrawn' or note is not null);
comment on table whistle_fact is 'Something a person wrote down about a whistle: what the department said on the telephone, that it came, that it was reminded, that nobody came, how the street judged it, that it was sent by mistake and why. Never changed, never removed.';
