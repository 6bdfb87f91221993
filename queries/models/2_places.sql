-- The initiative's room: rows of its own, with what no day changes, laid down when the store is built; the macros of the other
-- files only choose a day. The screens of the initiative thus never read through the figures of other programmes, of which there
-- may be millions.
--
-- | name | what it gives |
-- |---|---|
-- | initiative | the schema of the rows that are laid down |

create schema initiative;
