-- The initiative's room: rows of its own, with what no day changes, laid down when the store is built; the macros of the other
-- files only choose a day. The screens of the initiative thus never read through the figures of other programmes, of which there
-- may be millions.
--
-- | name | what it gives |
-- |---|---|
-- | initiative | the schema of the rows that are laid down |
-- | contracts.labels | names for readers that the contracts give to values of a closed list |
-- | contracts.allowed | the values of each closed list in the order of its contract |
-- | contracts.doubts | rows that a check doubts without refusing them, each with what speaks against it |
-- | lies_in | one row per place: the country in which it lies |
-- | is_of_choice | whether a place is the one that reported totals of a choice are about |

create schema initiative;

-- what the contracts of the folder say, laid down when a version is built
create schema if not exists contracts;
create table if not exists contracts.labels (table_name varchar, column_name varchar, value varchar, label varchar);
create table if not exists contracts.allowed (table_name varchar, column_name varchar, value varchar, place integer);

-- what the checks doubt, laid down once they were asked
create table if not exists contracts.doubts (file varchar, row_key varchar, column_name varchar, rule varchar, said varchar, value varchar);

-- the one place that reported totals of a choice are about: the world without a choice, the region where one alone is chosen;
-- none for several regions, whose totals were reported for different days, and none for a country
create macro is_of_choice(place, chosen_regions, chosen_countries) as
    len(chosen_countries::varchar[]) = 0
    and place = case len(chosen_regions::varchar[]) when 0 then 'WORLD' when 1 then (chosen_regions::varchar[])[1] end;

-- the country in which each place lies, by the places above it; only those that have others below them are climbed from, which are few
create macro lies_in() as table
    with recursive climbed as (
        select place_id, parent_id, iso3 from places where place_id in (select parent_id from places)
        union all
        select climbed.place_id, above.parent_id, above.iso3
        from climbed
        join places as above on above.place_id = climbed.parent_id
        where climbed.iso3 is null
    )
    select places.place_id, coalesce(places.iso3, home.iso3) as iso3
    from places
    left join (select place_id, iso3 from climbed where iso3 is not null) as home on home.place_id = places.parent_id;
