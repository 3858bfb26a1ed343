-- The phone at the door: whose task a door is, what a phone claims about when, and who asks for help.

alter table account add column specialist_id uuid;
comment on column account.specialist_id is
  'The 民情专员 a helper signs in as: what this account may see are the doors of that specialist''s active task.';

alter table sweep_unit add column worker_id uuid;
comment on column sweep_unit.worker_id is
  'The grid worker who goes from door to door in this staircase; staff only. Null: nobody was on duty there.';
create index on sweep_unit (worker_id) where worker_id is not null;

alter table ledger_row
  add column help text check (help in ('move', 'medical', 'other')),
  add column help_at timestamptz,
  add constraint ledger_row_help_check_both check ((help is null) = (help_at is null));
comment on column ledger_row.help is 'What was asked for at the door, until an outcome is recorded.';

alter table ledger_fact
  add column claimed_at timestamptz,
  add column help text check (help in ('move', 'medical', 'other')),
  drop constraint ledger_fact_kind_check,
  add constraint ledger_fact_kind_check
    check (kind in ('attempt', 'contacted', 'visited', 'supplied', 'outcome', 'help'));
comment on column ledger_fact.claimed_at is
  'When it happened as the phone says; it may have been without a network since. `at` is the server''s, and orders.';
