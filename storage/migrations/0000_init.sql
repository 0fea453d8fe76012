CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"user_id" text,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_key_id_key_pk" PRIMARY KEY("key_id","key")
);
--> statement-breakpoint
CREATE TABLE "rule_documents" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"active" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_documents_kind_id_version_pk" PRIMARY KEY("kind","id","version")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"event" text NOT NULL,
	"payload" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"last_status" integer,
	"last_error" text,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"secret" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "back_tests" (
	"id" text PRIMARY KEY NOT NULL,
	"drafts" jsonb NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"error_code" text,
	"error_message" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conversation_recordings" (
	"conversation_id" text NOT NULL,
	"sha256" text NOT NULL,
	"part" text NOT NULL,
	"thread_id" text DEFAULT '' NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_recordings_conversation_id_sha256_thread_id_pk" PRIMARY KEY("conversation_id","sha256","thread_id")
);
--> statement-breakpoint
CREATE TABLE "conversation_words" (
	"conversation_id" text PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"external_id" text,
	"kind" text NOT NULL,
	"title" text,
	"language" text,
	"started_at" timestamp with time zone,
	"utc_offset_minutes" integer DEFAULT 0 NOT NULL,
	"duration_ms" integer,
	"customer_id" text,
	"matched_by" text,
	"deal_id" text,
	"owner_key_id" text,
	"risk" text,
	"completeness" jsonb,
	"engine" jsonb,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"script_fit" jsonb,
	"metrics" jsonb,
	"summary" jsonb,
	"dropped" integer DEFAULT 0 NOT NULL,
	"rules" text,
	"published_at" timestamp with time zone,
	"held_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"conversation_id" text NOT NULL,
	"id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"side" text NOT NULL,
	"side_confidence" real NOT NULL,
	"side_source" text NOT NULL,
	"name" text,
	"title" text,
	"channel" integer,
	"phone" text,
	"email" text,
	"external_id" text,
	CONSTRAINT "participants_conversation_id_id_pk" PRIMARY KEY("conversation_id","id")
);
--> statement-breakpoint
CREATE TABLE "recording_removals" (
	"sha256" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"file_name" text NOT NULL,
	"format" text NOT NULL,
	"media_type" text NOT NULL,
	"duration_ms" integer,
	"channels" integer,
	"sound_removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turn_corrections" (
	"conversation_id" text NOT NULL,
	"version" integer NOT NULL,
	"first" integer NOT NULL,
	"turn" integer,
	"source" jsonb NOT NULL,
	"action" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "turn_corrections_conversation_id_version_pk" PRIMARY KEY("conversation_id","version")
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"conversation_id" text NOT NULL,
	"turn" integer NOT NULL,
	"speaker" text,
	"text" text NOT NULL,
	"start_ms" integer,
	"end_ms" integer,
	"sent_at" timestamp with time zone,
	"confidence" real,
	"unreliable" boolean DEFAULT false NOT NULL,
	"external_id" text,
	"original" jsonb,
	"words" "tsvector",
	CONSTRAINT "turns_conversation_id_turn_pk" PRIMARY KEY("conversation_id","turn")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"name" text NOT NULL,
	"title" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_keys" (
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"customer_id" text NOT NULL,
	"contact_id" text,
	CONSTRAINT "customer_keys_kind_value_pk" PRIMARY KEY("kind","value")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal_history" (
	"id" text PRIMARY KEY NOT NULL,
	"deal_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deals" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"name" text NOT NULL,
	"stage" text DEFAULT 'open' NOT NULL,
	"outcome" text DEFAULT 'open' NOT NULL,
	"amount" bigint,
	"currency" text,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flag_assignments" (
	"insight_id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"assignee_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flag_history" (
	"id" text PRIMARY KEY NOT NULL,
	"insight_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"action" text NOT NULL,
	"actor" text NOT NULL,
	"note" text,
	"assignee_id" text,
	"before" jsonb,
	"undoes" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insights" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"kind" text NOT NULL,
	"ordinal" integer NOT NULL,
	"data" jsonb NOT NULL,
	"risk" text,
	"category" text,
	"allowed" boolean,
	"rule" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"insight_id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"verdict" text NOT NULL,
	"note" text,
	"reviewer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answer_note" text,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"decided" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "script_steps" (
	"conversation_id" text NOT NULL,
	"playbook" text NOT NULL,
	"step" text NOT NULL,
	"score" real NOT NULL,
	CONSTRAINT "script_steps_conversation_id_step_pk" PRIMARY KEY("conversation_id","step")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"action" text NOT NULL,
	"object_kind" text,
	"object_id" text,
	"address" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"user_id" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"hash" text NOT NULL,
	"address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"team_id" text,
	"identities" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"locale" text,
	"password_hash" text,
	"oidc_subject" text,
	"disabled_at" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text PRIMARY KEY NOT NULL,
	"queues" jsonb NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promise_history" (
	"id" text PRIMARY KEY NOT NULL,
	"promise_id" text NOT NULL,
	"action" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promise_links" (
	"a" text NOT NULL,
	"b" text NOT NULL,
	"same" boolean NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promise_links_a_b_pk" PRIMARY KEY("a","b")
);
--> statement-breakpoint
CREATE TABLE "promise_mentions" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"customer_id" text,
	"promise_id" text,
	"event" text NOT NULL,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"perhaps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"said_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text,
	"conversation_id" text NOT NULL,
	"insight_id" text NOT NULL,
	"who" text,
	"what" text NOT NULL,
	"category" text NOT NULL,
	"risk" text NOT NULL,
	"due" date,
	"amount" jsonb,
	"condition" text,
	"firmness" text DEFAULT 'definite' NOT NULL,
	"leaned" jsonb,
	"allowed" boolean,
	"suggestion" text,
	"state" text DEFAULT 'open' NOT NULL,
	"told_state" text DEFAULT 'open' NOT NULL,
	"late" boolean DEFAULT false NOT NULL,
	"state_by" text,
	"state_at" timestamp with time zone,
	"state_note" text,
	"said_at" timestamp with time zone,
	"evidence" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal_proposals" (
	"conversation_id" text NOT NULL,
	"deal_id" text NOT NULL,
	"because" text NOT NULL,
	CONSTRAINT "deal_proposals_conversation_id_deal_id_pk" PRIMARY KEY("conversation_id","deal_id")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"field" text NOT NULL,
	"item_key" text DEFAULT '' NOT NULL,
	"value" jsonb NOT NULL,
	"edited_value" jsonb,
	"confidence" real NOT NULL,
	"because" text NOT NULL,
	"rule" text NOT NULL,
	"insight_id" text,
	"evidence" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"said_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_fields" (
	"customer_id" text NOT NULL,
	"field" text NOT NULL,
	"item_key" text DEFAULT '' NOT NULL,
	"value" jsonb NOT NULL,
	"provenance" jsonb NOT NULL,
	"confidence" real NOT NULL,
	"locked" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_fields_customer_id_field_item_key_pk" PRIMARY KEY("customer_id","field","item_key")
);
--> statement-breakpoint
CREATE TABLE "record_history" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"field" text NOT NULL,
	"item_key" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"proposal_id" text,
	"superseded" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"run_id" text NOT NULL,
	"name" text NOT NULL,
	"ordinal" integer NOT NULL,
	"queue" text NOT NULL,
	"state" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"worker" text,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error_code" text,
	"error_message" text,
	"skip_reason" text,
	"progress" real,
	"engine" text,
	"queued_at" timestamp with time zone,
	CONSTRAINT "steps_run_id_name_pk" PRIMARY KEY("run_id","name")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_recordings" ADD CONSTRAINT "conversation_recordings_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_recordings" ADD CONSTRAINT "conversation_recordings_sha256_recordings_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."recordings"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_words" ADD CONSTRAINT "conversation_words_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turn_corrections" ADD CONSTRAINT "turn_corrections_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_history" ADD CONSTRAINT "deal_history_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_history" ADD CONSTRAINT "deal_history_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_assignments" ADD CONSTRAINT "flag_assignments_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_assignments" ADD CONSTRAINT "flag_assignments_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_history" ADD CONSTRAINT "flag_history_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insights" ADD CONSTRAINT "insights_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "script_steps" ADD CONSTRAINT "script_steps_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_history" ADD CONSTRAINT "promise_history_promise_id_promise_mentions_id_fk" FOREIGN KEY ("promise_id") REFERENCES "public"."promise_mentions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_links" ADD CONSTRAINT "promise_links_a_promise_mentions_id_fk" FOREIGN KEY ("a") REFERENCES "public"."promise_mentions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_links" ADD CONSTRAINT "promise_links_b_promise_mentions_id_fk" FOREIGN KEY ("b") REFERENCES "public"."promise_mentions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_mentions" ADD CONSTRAINT "promise_mentions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_mentions" ADD CONSTRAINT "promise_mentions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_proposals" ADD CONSTRAINT "deal_proposals_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_proposals" ADD CONSTRAINT "deal_proposals_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_fields" ADD CONSTRAINT "record_fields_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_history" ADD CONSTRAINT "record_history_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "steps" ADD CONSTRAINT "steps_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_attempt_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "back_tests_created" ON "back_tests" USING btree ("created_at" desc, "id" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_recordings_thread" ON "conversation_recordings" USING btree ("sha256","thread_id","part") WHERE part = 'text';--> statement-breakpoint
CREATE INDEX "conversation_recordings_sha" ON "conversation_recordings" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "conversation_words_words" ON "conversation_words" USING gin ("words");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_external_id" ON "conversations" USING btree ("external_id");--> statement-breakpoint
CREATE INDEX "conversations_customer" ON "conversations" USING btree ("customer_id","started_at");--> statement-breakpoint
CREATE INDEX "conversations_deal" ON "conversations" USING btree ("deal_id");--> statement-breakpoint
CREATE INDEX "conversations_when" ON "conversations" USING btree (coalesce("started_at", "created_at") desc,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_kind" ON "conversations" USING btree ("kind",coalesce("started_at", "created_at") desc,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_language" ON "conversations" USING btree ("language",coalesce("started_at", "created_at") desc,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_risk" ON "conversations" USING btree ("risk",coalesce("started_at", "created_at") desc,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_score" ON "conversations" USING btree ((("script_fit" ->> 'score')::numeric));--> statement-breakpoint
CREATE INDEX "conversations_owner" ON "conversations" USING btree ("owner_key_id");--> statement-breakpoint
CREATE INDEX "participants_name" ON "participants" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "participants_email" ON "participants" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "participants_phone" ON "participants" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "participants_external_id" ON "participants" USING btree (lower("external_id"));--> statement-breakpoint
CREATE INDEX "contacts_customer" ON "contacts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "customer_keys_customer" ON "customer_keys" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "deal_history_customer" ON "deal_history" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "deals_customer" ON "deals" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "flag_assignments_assignee" ON "flag_assignments" USING btree ("assignee_id");--> statement-breakpoint
CREATE INDEX "flag_assignments_conversation" ON "flag_assignments" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "flag_history_flag" ON "flag_history" USING btree ("insight_id","id");--> statement-breakpoint
CREATE INDEX "flag_history_conversation" ON "flag_history" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "insights_conversation" ON "insights" USING btree ("conversation_id","kind");--> statement-breakpoint
CREATE INDEX "insights_flags" ON "insights" USING btree ("risk","created_at") WHERE kind = 'commitments';--> statement-breakpoint
CREATE INDEX "reviews_conversation" ON "reviews" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "script_steps_best" ON "script_steps" USING btree ("playbook","step","score" desc,"conversation_id");--> statement-breakpoint
CREATE INDEX "audit_log_object" ON "audit_log" USING btree ("object_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_links_hash" ON "one_time_links" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "saved_searches_owner" ON "saved_searches" USING btree ("owner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_hash" ON "sessions" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_expire" ON "sign_in_attempts" USING btree ("expire");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_oidc_subject" ON "users" USING btree ("oidc_subject");--> statement-breakpoint
CREATE INDEX "users_team" ON "users" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "promise_history_promise" ON "promise_history" USING btree ("promise_id","id");--> statement-breakpoint
CREATE INDEX "promise_links_b" ON "promise_links" USING btree ("b");--> statement-breakpoint
CREATE INDEX "promise_mentions_customer" ON "promise_mentions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "promise_mentions_conversation" ON "promise_mentions" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "promise_mentions_promise" ON "promise_mentions" USING btree ("promise_id");--> statement-breakpoint
CREATE INDEX "promises_customer" ON "promises" USING btree ("customer_id","state");--> statement-breakpoint
CREATE INDEX "promises_conversation" ON "promises" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "promises_insight" ON "promises" USING btree ("insight_id");--> statement-breakpoint
CREATE INDEX "promises_due" ON "promises" USING btree ("due") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "proposals_customer" ON "proposals" USING btree ("customer_id","state");--> statement-breakpoint
CREATE INDEX "proposals_conversation" ON "proposals" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "record_history_customer" ON "record_history" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "record_history_proposal" ON "record_history" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "runs_conversation" ON "runs" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "runs_unfinished" ON "runs" USING btree ("state","created_at") WHERE state in ('running', 'failed');--> statement-breakpoint
CREATE INDEX "steps_due" ON "steps" USING btree ("queue","queued_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "steps_leases" ON "steps" USING btree ("lease_until") WHERE state = 'running';