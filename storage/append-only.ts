/** Run after the migrations, each time: drizzle's schema has no triggers. The audit log can be added to and nothing else. */
export const APPEND_ONLY = `
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end $$;
create or replace trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
`;
