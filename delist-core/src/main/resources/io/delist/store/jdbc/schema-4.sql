-- delist, schema version 4: what the limits have counted.

-- One row per key, a keyed hash that names nobody. part is the key's kind times 16 and the last four
-- bits of the id; times says when it happened; after ends_at the row says nothing any more.
CREATE TABLE IF NOT EXISTS delist_limit (
  part    SMALLINT      NOT NULL,
  id      UUID          NOT NULL,
  times   VARCHAR(1000) NOT NULL,
  ends_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (part, id)
);
CREATE INDEX IF NOT EXISTS delist_limit_end ON delist_limit (part, ends_at);

-- How many rows each part has. Whoever changes rows of a part locks its row here first.
CREATE TABLE IF NOT EXISTS delist_limit_part (
  part      SMALLINT NOT NULL PRIMARY KEY,
  row_count INTEGER  NOT NULL
);
INSERT INTO delist_limit_part (part, row_count)
SELECT pools.pool * 16 + parts.part, 0 FROM
  (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15))
    AS pools (pool),
  (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15))
    AS parts (part)
WHERE NOT EXISTS (SELECT 1 FROM delist_limit_part);

-- delist_mailbox_slot of version 1 is of no use any more. It stays, since on H2 another process may
-- be making version 1 at this moment.
