-- How much a lack of the record matters: reach times severity, the order of every list under `queries/quality/`.
--
-- | name | what it gives |
-- |---|---|
-- | reach_of | (a value) how many readers a row meets: 3 of the whole initiative, 2 of a region, 1 of a country |
-- | weight_of | (a value) reach times severity |
--
-- SEVERITY is said by each rule: 3 a reader may be misled (sources disagree, no source carries it), 2 nothing can be judged (no value, no day,
-- no report), 1 less exact than it could be (old, rounded).

create macro reach_of(region, iso3) as case when iso3 is not null then 1 when region is not null then 2 else 3 end;
create macro weight_of(severity, region, iso3) as severity * reach_of(region, iso3);
