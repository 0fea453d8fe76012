/**
 * Run after the migrations, each time: drizzle's schema has no triggers. The audit log can be added to and nothing else;
 * the history of flags besides goes with its Conversation when that is erased.
 */
export const APPEND_ONLY = `
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create or replace trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
create or replace trigger flag_history_append_only before update on flag_history
  for each statement execute function refuse_change();
`;
