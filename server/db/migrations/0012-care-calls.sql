-- Somebody wanted a voice and not a repair: a fact `care-call`. The history leaves such cases out and looks for them.

create index fact_care_call_idx on fact (incident_id) where kind = 'care-call';
