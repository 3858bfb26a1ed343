-- A case number (`1118-0007`) names the day and not the year: from the second year on it comes again.

alter table incident drop constraint incident_number_key;
create index incident_number_idx on incident (number, received_at desc);
comment on column incident.number is 'MMDD-NNNN, counted per street day; unique within a year only. The id is the key.';
