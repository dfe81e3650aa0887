-- delist, schema version 3: removals that wait. The rules of schema-1.sql hold.

-- What a request carries once its removal waits; see Casework. Requests that never waited have no
-- row. Who changes one has the lock of the request's row.
CREATE TABLE IF NOT EXISTS delist_casework (
  request_id   VARCHAR(22)   NOT NULL PRIMARY KEY,
  steps        INTEGER       NOT NULL,
  held_until   TIMESTAMP(3) WITH TIME ZONE,
  review_since TIMESTAMP(3) WITH TIME ZONE,
  lateness     VARCHAR(16)   NOT NULL,
  question     VARCHAR(1000) NOT NULL,
  answer       VARCHAR(1000) NOT NULL,
  refused_by   VARCHAR(64)   NOT NULL,
  refusal      VARCHAR(1000) NOT NULL,
  appeals      INTEGER       NOT NULL
);

-- Times at which something is to happen to a request. Who does it deletes the row, in the same
-- transaction.
CREATE TABLE IF NOT EXISTS delist_timer (
  request_id VARCHAR(22) NOT NULL,
  kind       VARCHAR(32) NOT NULL,
  due_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (request_id, kind)
);
CREATE INDEX IF NOT EXISTS delist_timer_due ON delist_timer (due_at);

-- What is remembered of addresses that were taken off, and of their /24 or /64.
CREATE TABLE IF NOT EXISTS delist_standing (
  prefix           VARCHAR(43) NOT NULL PRIMARY KEY,
  delistings       INTEGER     NOT NULL,
  strikes          INTEGER     NOT NULL,
  last_delisted_at TIMESTAMP(3) WITH TIME ZONE,
  as_of            TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  fades_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
CREATE INDEX IF NOT EXISTS delist_standing_fades ON delist_standing (fades_at);

-- Addresses whose confirmed removal waits and whose mail is told to come back, by policy.
CREATE TABLE IF NOT EXISTS delist_soft_mark (
  prefix      VARCHAR(43) NOT NULL PRIMARY KEY,
  reason_code INTEGER     NOT NULL,
  expires_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

-- In the change log SOFTENED has expires_at, and the reason code as its comment; HARDENED has only
-- its prefix.
