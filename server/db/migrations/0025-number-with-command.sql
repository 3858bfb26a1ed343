-- A command numbers its changes itself, as it writes them: one statement, where a deferred trigger looked at every row
-- and wrote it a second time. The head is still held only from there to the commit, so the numbers stay dense and in
-- the order of the commits.

drop trigger number_change on change;
drop function number_change;
alter table change drop column row_id; -- the order in which rows were written, by which the trigger numbered them
alter table change drop constraint change_seq_key, add primary key (seq);
comment on table change is 'One row a change: which thing, which revision, names of the fields. Never a value: the feed reads the present state, and erasing a person stays possible. seq is dense and in commit order: who writes changes takes the head with them, last before the commit.';
