create table participant (id uuid primary key);
