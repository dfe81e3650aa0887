-- delist, schema version 2: the chain of the audit log, mail at a pace, mailboxes that are never
-- mailed. The rules of schema-1.sql hold.

-- The place of a row and its hash over itself and the row before; see AuditHash. Rows that were
-- there before get theirs when this version is installed. rule is the published id of the rule that
-- stood against something; mailbox is a keyed hash (MailboxMark), never an address.
ALTER TABLE delist_audit ADD COLUMN IF NOT EXISTS chain_no BIGINT;
ALTER TABLE delist_audit ADD COLUMN IF NOT EXISTS hash VARCHAR(64);
ALTER TABLE delist_audit ADD COLUMN IF NOT EXISTS rule VARCHAR(100);
ALTER TABLE delist_audit ADD COLUMN IF NOT EXISTS mailbox VARCHAR(64);
CREATE UNIQUE INDEX IF NOT EXISTS delist_audit_chain_no ON delist_audit (chain_no);
CREATE INDEX IF NOT EXISTS delist_audit_done ON delist_audit (done_at);

-- One row: the last link of the chain, and the one after which the rows begin (number 0 unless old
-- rows were cut off). Who writes to the audit log locks it, right before the commit.
CREATE TABLE IF NOT EXISTS delist_audit_chain (
  id         SMALLINT    NOT NULL PRIMARY KEY,
  end_no     BIGINT      NOT NULL,
  end_hash   VARCHAR(64) NOT NULL,
  start_no   BIGINT      NOT NULL,
  start_hash VARCHAR(64) NOT NULL
);
INSERT INTO delist_audit_chain (id, end_no, end_hash, start_no, start_hash)
  SELECT 1, 0, REPEAT('0', 64), 0, REPEAT('0', 64)
  WHERE NOT EXISTS (SELECT 1 FROM delist_audit_chain);

-- A refused mail is never tried again, and is kept for the words of its refusal.
ALTER TABLE delist_outbox ADD COLUMN IF NOT EXISTS domain VARCHAR(255) DEFAULT '' NOT NULL;
ALTER TABLE delist_outbox ADD COLUMN IF NOT EXISTS
  added_at TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
ALTER TABLE delist_outbox ADD COLUMN IF NOT EXISTS refused BOOLEAN DEFAULT FALSE NOT NULL;

-- Domains to which no mail is taken for sending before next_at. Who takes mail at a pace locks the
-- row of delist_mail_pace_lock.
CREATE TABLE IF NOT EXISTS delist_mail_pace (
  domain  VARCHAR(255) NOT NULL PRIMARY KEY,
  next_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
CREATE TABLE IF NOT EXISTS delist_mail_pace_lock (
  id SMALLINT NOT NULL PRIMARY KEY
);
INSERT INTO delist_mail_pace_lock (id) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM delist_mail_pace_lock);

-- Mailboxes that are never mailed from this portal, as keyed hashes (MailboxMark).
CREATE TABLE IF NOT EXISTS delist_suppression (
  mailbox VARCHAR(64) NOT NULL PRIMARY KEY,
  since   TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

-- Work that recurs, on one node at a time: who does it locks the row.
CREATE TABLE IF NOT EXISTS delist_task (
  name   VARCHAR(64) NOT NULL PRIMARY KEY,
  due_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
INSERT INTO delist_task (name, due_at)
  SELECT 'RETENTION', TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'
  WHERE NOT EXISTS (SELECT 1 FROM delist_task);
