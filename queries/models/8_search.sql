-- How words that a reader searches for are compared with names.
--
-- | name | what it gives |
-- |---|---|
-- | plain_letters | a text without capitals, accents and marks: letters and digits, words parted by one blank |
-- | initiative.spellings | table of every spelling of a country or of a product of the initiative, with its plain letters; `is_of_record`: the record or a source in it spells it so |
-- | initiative.letters | table of every title and name that a search looks through, but for those of units, with its plain letters |
-- | national.letters | one row per row of a unit of a national programme: its name with that of the programme, as words and as plain letters |
-- | unit_in_words | a unit of a national programme with the name of that programme |
-- | search_pages | page and the name under which it stands in the navigation |
-- | name_rank | how near a name lies: 1 the same, 2 begins with the words, 3 each is the beginning of a word, 4 written nearly so; null where it does not answer |
-- | begins_words | whether each word asked for is the beginning of a word of a name: nothing else answers, but for what is written nearly so |

create macro plain_letters(words) as
    trim(regexp_replace(lower(strip_accents(nfc_normalize(words))), '[^\pL\pN]+', ' ', 'g'));
-- one wrong letter from four letters on, two from eight on; k and c sound alike in most languages that write both
create macro is_nearly(one, asked_for) as
    abs(length(one) - length(asked_for)) <= 2 and length(asked_for) >= 4
    and damerau_levenshtein(replace(one, 'k', 'c'), replace(asked_for, 'k', 'c')) <= if(length(asked_for) >= 8, 2, 1);
-- three words are looked for before all are taken apart: of a million names few have them
create macro begins_words(given_text, asked_for) as
    contains(' ' || given_text, ' ' || split_part(asked_for, ' ', 1))
    and contains(' ' || given_text, ' ' || split_part(asked_for, ' ', -1))
    and contains(' ' || given_text, ' ' || split_part(asked_for, ' ', 2))
    and (
        split_part(asked_for, ' ', 4) = ''
        or length(list_filter(string_split(asked_for, ' '), lambda part: not contains(' ' || given_text, ' ' || part))) = 0);
create macro name_rank(given_text, asked_for) as
    case
        when given_text = asked_for then 1
        when starts_with(given_text, asked_for) then 2
        when begins_words(given_text, asked_for) then 3
        when is_nearly(given_text, asked_for) then 4
        when length(list_filter(string_split(given_text, ' '), lambda part: is_nearly(part, asked_for))) > 0 then 4
    end;

-- laid down: names of countries and products do not change with the day, and their letters cost more than the search itself
create table initiative.spellings as
    select kind, code, spelling, plain_letters(spelling) as letters, bool_or(is_of_record) as is_of_record
    from (
        select 'Country' as kind, iso3 as code, unnest([name, iso3]) as spelling, true as is_of_record from places where kind = 'country'
        union all
        select 'Country', iso3, unnest(called), false from places join country_names() using (iso3) where kind = 'country'
        union all
        select 'Product', product_id, spelling, is_of_record
        from product_spellings()
        where product_id in (select product_id from initiative.product_claims)
    )
    where plain_letters(spelling) <> ''
    group by kind, code, spelling
    order by kind, code, spelling;

-- a unit of a programme, told from its namesake in another one
create macro unit_in_words(unit, programme) as unit || ', ' || programme;

create macro search_pages() as table
    from (values
            ('overview', 'Overview'), ('countries', 'Countries'), ('country', 'Country'), ('products', 'Products'), ('task_forces', 'Task forces'),
            ('events', 'Events'), ('funding', 'Funding'), ('priorities', 'Priorities'), ('review', 'Review'),
            ('programmes', 'Programmes'), ('about', 'About')
    ) as pages (page, title);

create table initiative.letters as
    with spelled as materialized (  -- the letters cost more than the row: each is looked at once
        select words, plain_letters(words) as letters
        from (
            select title as words from events where programme_id = 'ocop-fao'
            union select project from funds
            union select donor from funds
            union select name from task_forces
            union select name from places where kind = 'country'
            union select statement from actions
            union select name from indicators
            union select name from programmes
        )
    )
    from spelled
    where letters <> '';
-- units, of which there may be a million, bring what is shown of them: to look for it by their names would cost more than to find them
create table national.letters as
    select programme_id, place_id, words, plain_letters(words) as letters, known_on_from, superseded_from, source_id, corrected_on
    from (
        select units.*, unit_in_words(unit_name, programmes.name) as words
        from programme_units as units
        join standing('programmes') as programmes using (programme_id)
        where country_iso3 is not null and unit_level <> 'country'
    );
