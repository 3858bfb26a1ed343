-- Many changes of one command are numbered with two statements, not two each: whoever declares an emergency for half a
-- street holds the head for a moment and not for a second. The numbers stay dense and in the order of the commits.

create or replace function number_change() returns trigger language plpgsql as $$
declare
  waiting bigint;
  last_seq bigint;
begin
  -- An earlier row of this transaction has numbered this one already.
  perform 1 from change where row_id = new.row_id and seq is not null;
  if found then
    return null;
  end if;
  -- Rows without a number are our own: those of others are not committed and cannot be seen.
  select count(*) into waiting from change where row_id >= new.row_id and seq is null;
  update change_head set seq = seq + waiting returning seq into last_seq;
  update change
     set seq = last_seq - waiting + numbered.place
    from (select row_id, row_number() over (order by row_id) as place
            from change where row_id >= new.row_id and seq is null) as numbered
   where change.row_id = numbered.row_id;
  return null;
end
$$;
comment on function number_change is 'Runs at the end of the transaction, so the head is locked only for the commit: numbers without holes, none lost to a rollback, none overtaken. The first row numbers all rows of its transaction.';
