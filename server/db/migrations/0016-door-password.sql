-- 上门口令: what a visitor says before a priority household opens. One at a time for an emergency; a new one replaces it.

create table door_password (
  id            uuid        primary key,
  emergency_id  uuid        not null references emergency,
  ordinal       integer     not null check (ordinal > 0),
  word_enc      bytea       not null,
  made_at       timestamptz not null,
  made_by       text        not null,
  reason        text        check (char_length(reason) between 1 and 300),
  unique (emergency_id, ordinal),
  check ((ordinal = 1) = (reason is null))
);
comment on table door_password is 'A row is a 上门口令 of an emergency; the highest ordinal holds. Nothing else in the database says the word.';
comment on column door_password.word_enc is 'A word and two digits from a vocabulary that is not misheard (server/emergency/door-password-words.ts); sealed.';
comment on column door_password.reason is 'Why it was renewed; the first one has none.';

create table door_password_holder (
  password_id   uuid        not null references door_password,
  visitor_kind  text        not null check (visitor_kind in ('specialist', 'worker')),
  visitor_id    uuid        not null,
  given_at      timestamptz not null,
  given_by      text        not null,
  primary key (password_id, visitor_id)
);
comment on table door_password_holder is 'A row says: this visitor was told this word, by whom and when. Whoever is not here does not see it on the phone.';
