-- Only added to, so that the release before still runs on this after a rollback: it forgets nothing.
-- What may go from the audit is said here, and not by who deletes: what is older than 90 days, and what has 100 000 younger records of the same login
-- behind it, so that nobody drowns what another has done. Nothing is changed, and the outcome goes after its record.
drop trigger audit_stays on audit_record;
drop trigger audit_stays on audit_outcome;
create trigger audit_stays before update or truncate on audit_record execute function audit_stays();
create trigger audit_stays before update or truncate on audit_outcome execute function audit_stays();

create function audit_goes() returns trigger language plpgsql as $$
begin
    if exists (select from (select subject, max(number) as number from gone where at > now() - interval '90 days' group by subject) as young
               where (select count(*) from (select from audit_record
                                            where subject = young.subject and number > young.number limit 100000) as younger) < 100000) then
        raise exception 'the audit is only ever added to, but for what is old or has many after it';
    end if;
    return null;
end $$;
create trigger audit_goes after delete on audit_record referencing old table as gone for each statement execute function audit_goes();

create function audit_outcome_goes() returns trigger language plpgsql as $$
begin
    if exists (select from gone join audit_record on audit_record.number = gone.record) then
        raise exception 'the audit is only ever added to: an outcome stays as long as its record';
    end if;
    return null;
end $$;
create trigger audit_goes after delete on audit_outcome referencing old table as gone for each statement execute function audit_outcome_goes();
