-- The register is kept by hand: what people were told it is for, and what happens to a running ledger when they leave it.

alter table resident add column notice_purpose text not null default '应急时优先联系、上门' check (notice_purpose <> '');
comment on column resident.notice_purpose is 'What they were told the register is for. Nothing else may be done with it.';

alter table ledger_row add column left_at timestamptz;
comment on column ledger_row.left_at is
  'Nobody behind this door is on the register any more (moved, died, asked to be left out). The row is in no list and no '
  'count; its facts stay, its reason is sealed emptiness. Null: the row stands.';
