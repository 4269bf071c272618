-- What somebody reads, as their platform told it last: what is sent to them unasked speaks it.
ALTER TABLE identities ADD COLUMN locale TEXT NOT NULL DEFAULT '';
