-- delist, schema version 1, for H2 2.3 and PostgreSQL 13, and later ones.
--
-- Statements end with a semicolon at the end of a line. Each can be run again: H2 cannot undo
-- CREATE, so a start that was interrupted begins anew.
--
-- Prefixes and addresses are canonical text. Where a range is searched there is a key beside it:
-- one byte 4 or 6, then the first address in network byte order. Times are UTC, in milliseconds.

-- One row. Whoever changes the list locks it, so that revisions are committed in order.
-- epoch names this history. After restoring a backup give it a new value (any text that was not
-- there before), so that mail nodes that know more than the backup start again.
CREATE TABLE IF NOT EXISTS delist_meta (
  id             SMALLINT    NOT NULL PRIMARY KEY,
  schema_version INTEGER     NOT NULL,
  epoch          VARCHAR(36) NOT NULL,
  revision       BIGINT      NOT NULL,
  last_terms_id  BIGINT      NOT NULL
);

-- What listings say besides their prefix. Rows are shared, never changed, and kept as long as the
-- change log, which refers to them too.
CREATE TABLE IF NOT EXISTS delist_terms (
  id          BIGINT       NOT NULL PRIMARY KEY,
  source      VARCHAR(64)  NOT NULL,
  reason_code INTEGER      NOT NULL,
  reason      VARCHAR(200) NOT NULL,
  listed_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  evidence_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  expires_at  TIMESTAMP(3) WITH TIME ZONE
);
CREATE INDEX IF NOT EXISTS delist_terms_source ON delist_terms (source);

-- The list as it is now. The source is that of the terms; each source lists a prefix once.
CREATE TABLE IF NOT EXISTS delist_listing (
  prefix   VARCHAR(43) NOT NULL,
  source   VARCHAR(64) NOT NULL,
  terms_id BIGINT      NOT NULL,
  PRIMARY KEY (prefix, source)
);
CREATE INDEX IF NOT EXISTS delist_listing_terms ON delist_listing (terms_id);

CREATE TABLE IF NOT EXISTS delist_exemption (
  prefix          VARCHAR(43) NOT NULL PRIMARY KEY,
  range_start     BYTEA       NOT NULL,
  evidence_cutoff TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  expires_at      TIMESTAMP(3) WITH TIME ZONE
);
CREATE INDEX IF NOT EXISTS delist_exemption_range ON delist_exemption (range_start);

-- The allowlist.
CREATE TABLE IF NOT EXISTS delist_allow (
  prefix  VARCHAR(43)  NOT NULL PRIMARY KEY,
  comment VARCHAR(200) NOT NULL
);

-- How the list came to be: the steps of each revision, in order. Rows are added, never changed.
-- LISTED has terms_id, UNLISTED source, EXEMPTED its two times, ALLOWED a comment;
-- EXEMPTION_ENDED and DISALLOWED have only their prefix.
CREATE TABLE IF NOT EXISTS delist_change (
  revision        BIGINT      NOT NULL,
  ordinal         INTEGER     NOT NULL,
  kind            VARCHAR(16) NOT NULL,
  prefix          VARCHAR(43) NOT NULL,
  terms_id        BIGINT,
  source          VARCHAR(64),
  evidence_cutoff TIMESTAMP(3) WITH TIME ZONE,
  expires_at      TIMESTAMP(3) WITH TIME ZONE,
  comment         VARCHAR(200),
  PRIMARY KEY (revision, ordinal)
);

-- mailbox is the form of the email address for counting, all in lower case.
CREATE TABLE IF NOT EXISTS delist_request (
  id          VARCHAR(22)  NOT NULL PRIMARY KEY,
  address     VARCHAR(39)  NOT NULL,
  range_start BYTEA        NOT NULL,
  email       VARCHAR(254) NOT NULL,
  mailbox     VARCHAR(254) NOT NULL,
  browser     VARCHAR(64)  NOT NULL,
  key_id      VARCHAR(64)  NOT NULL,
  language    VARCHAR(100) NOT NULL,
  created_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  expires_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  state       VARCHAR(32)  NOT NULL,
  state_since TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  wrong_codes INTEGER      NOT NULL,
  pressed_at  TIMESTAMP(3) WITH TIME ZONE,
  revision    BIGINT
);
CREATE INDEX IF NOT EXISTS delist_request_range ON delist_request (range_start);
CREATE INDEX IF NOT EXISTS delist_request_state ON delist_request (state, expires_at);
CREATE INDEX IF NOT EXISTS delist_request_mailbox ON delist_request (mailbox, created_at);

-- Who counts a mailbox's requests before adding one locks the slot that its hash falls in, so that
-- of several at once each counts those of the others.
CREATE TABLE IF NOT EXISTS delist_mailbox_slot (
  slot SMALLINT NOT NULL PRIMARY KEY
);
INSERT INTO delist_mailbox_slot (slot) SELECT slots.slot FROM (VALUES
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
  (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31),
  (32), (33), (34), (35), (36), (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47),
  (48), (49), (50), (51), (52), (53), (54), (55), (56), (57), (58), (59), (60), (61), (62), (63)
) AS slots (slot) WHERE NOT EXISTS (SELECT 1 FROM delist_mailbox_slot);

CREATE TABLE IF NOT EXISTS delist_outbox (
  request_id   VARCHAR(22)  NOT NULL,
  kind         VARCHAR(32)  NOT NULL,
  attempts     INTEGER      NOT NULL,
  due_at       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  last_failure VARCHAR(500) NOT NULL,
  PRIMARY KEY (request_id, kind)
);
CREATE INDEX IF NOT EXISTS delist_outbox_due ON delist_outbox (due_at);

-- Who did what. Rows are added, never changed.
CREATE TABLE IF NOT EXISTS delist_audit (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  done_at    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  actor      VARCHAR(255) NOT NULL,
  action     VARCHAR(100) NOT NULL,
  request_id VARCHAR(22),
  prefix     VARCHAR(43),
  revision   BIGINT,
  detail     VARCHAR(500) NOT NULL
);
CREATE INDEX IF NOT EXISTS delist_audit_request ON delist_audit (request_id);
CREATE INDEX IF NOT EXISTS delist_audit_prefix ON delist_audit (prefix);

CREATE TABLE IF NOT EXISTS delist_node (
  node     VARCHAR(255) NOT NULL PRIMARY KEY,
  revision BIGINT       NOT NULL,
  seen_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
