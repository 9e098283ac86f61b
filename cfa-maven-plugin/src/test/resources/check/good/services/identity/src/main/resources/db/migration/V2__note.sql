-- cfa: adds, as the column was never read
alter table participant drop column note;
