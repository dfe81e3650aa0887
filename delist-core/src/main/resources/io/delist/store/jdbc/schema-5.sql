-- delist, schema version 5: the ends of listings, booked once. The rules of schema-1.sql hold.

-- When it is to be booked that the listing's time is over: the end that its terms say, until that
-- was done, and then nothing. Whoever empties it holds the list's lock.
ALTER TABLE delist_listing ADD COLUMN IF NOT EXISTS expiry_due TIMESTAMP(3) WITH TIME ZONE;
UPDATE delist_listing SET expiry_due =
  (SELECT t.expires_at FROM delist_terms t WHERE t.id = delist_listing.terms_id)
  WHERE terms_id IN (SELECT t.id FROM delist_terms t WHERE t.expires_at IS NOT NULL);
CREATE INDEX IF NOT EXISTS delist_listing_expiry ON delist_listing (expiry_due);

-- Rows of delist_terms go once neither the list nor the change log refers to them.
