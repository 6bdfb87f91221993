-- title: Contradictions kept, both sides
-- unit: statements
-- grain: one row per statement on a side of a contradiction
-- finding: {first.cases} contradictions are kept side by side, with {rows} statements
-- empty: No contradiction was on record on this day.
-- note: Nothing is corrected in silence: where sources disagree each statement stays a row with its source. Which one stands on screen is decided by the written rule under Method.
-- note: A fall of a total is listed because no withdrawal was announced; it need not be an error.
-- hidden: cases, place, case_key
-- ignores: regions, countries, categories, because it lists every contradiction of the record
-- ignores: compare_with, because it shows one day
with told as (
    from initiative.figures
    union all by name
    from several.figures where programme_id <> 'ocop-fao'
),
statements as (
    select
        told.*,
        programmes.name as programme,
        indicators.name as indicator_name,
        indicators.measure,
        places.name as place_name,
        indicators.name || ', ' || places.name || case when programme_id = 'ocop-fao' then '' else ', ' || programmes.name end as subject,
        in_words(value, qualifier) as says
    from known('told', $as_of) as told
    join indicators using (indicator)
    join places using (place_id)
    join referred('programmes', $as_of) as programmes using (programme_id)
    where coalesce(told.on_from, told.known_on_from) <= $as_of
),
same_day as (
    select
        case when programme_id = 'ocop-fao' then 1 else 10 end as place,
        case when programme_id = 'ocop-fao' then 'Different values for one day' else 'Different values for one day, sister programmes' end as kind,
        subject || "on" as case_key, subject, says, "on", wording as words, source_id
    from statements
    where "on" is not null
    window one_day as (partition by programme_id, indicator, place_id, category, scope, "on")
    qualify min(says) over one_day <> max(says) over one_day
),
dated as (
    select distinct on (programme_id, indicator, place_id, stated_on) *
    from statements
    where programme_id = 'ocop-fao' and qualifier = 'eq' and category is null and scope is null and "on" is not null
    order by programme_id, indicator, place_id, stated_on, source_id
),
steps as (
    select *, lag(value) over series as value_before, lead(value) over series as value_after
    from dated
    window series as (partition by indicator, place_id order by stated_on)
),
falls as (
    select 2, 'A total that falls', subject || sum(case when value_before > value then 1 else 0 end) over falling, subject, says, "on", wording, source_id
    from steps
    where (value_before > value or value_after < value)
      and indicator in ('countries_joined', 'saps')
    window falling as (partition by indicator, place_id order by stated_on desc)
),
sets as (
    select 3, 'One name, different sets', subject, subject, says || ' (' || scope || ')', "on", wording, source_id
    from statements
    where programme_id = 'ocop-fao' and measure = 'total' and category is null and scope is not null
    window one_name as (partition by indicator, place_id)
    qualify min(scope) over one_name <> max(scope) over one_name
),
outgrown as (
    select reported.place_id, reported.value, named.named, reported.source_id, reported."on", places.name as place_name
    from reported_as_of($as_of) as reported
    join places on places.place_id = reported.place_id and places.kind = 'fao region'
    join (select region, count(*) as named from countries_as_of($as_of) where is_on_record group by region) as named
        on named.region = reported.place_id
    where reported.indicator = 'countries_joined' and reported.category is null and reported.scope is null
      and reported.qualifier = 'eq' and named.named > reported.value
),
more_than_reported as (
    select 4, 'More countries named than reported', place_name, place_name, digits_of(value) || ' reported', "on", null, source_id
    from outgrown
    union all
    select 4, 'More countries named than reported', place_name, place_name, format('{:,}', named) || ' named in public sources', null, null, null
    from outgrown
),
two_products as (
    select
        5, 'Two products for one country', any_value(country), any_value(country), string_agg(distinct product, '; ' order by product),
        arg_min(seen_on, (seen_on_from, claim_id)), arg_min(evidence, (coalesce(seen_on_from, known_on_from), claim_id)),
        arg_min(source_id, (coalesce(seen_on_from, known_on_from), claim_id))
    from product_claims_as_of($as_of)
    where iso3 is not null
    group by iso3, product_id
    qualify count(*) over (partition by iso3) > 1
),
joining as (
    select 6, 'Unclear date of joining', country, country, evidence, coalesce(joined_on, shown_on, known_on), note, source_id
    from claims_as_of($as_of)
    where joined_on is not null or (note is not null and stage <> 'participant')
    qualify count(distinct joined_on) over (partition by iso3) > 1
),
before_launch as (
    select 7 as place, 'Joined before the launch' as kind, country as case_key, country, 'joined', joined_on, evidence, source_id
    from claims_as_of($as_of)
    where joined_on_to < (select min(on_from) from known('milestones', $as_of) as milestones)
),
launch as (
    select 7, 'Joined before the launch', before_launch.country, before_launch.country, milestones.title, milestones."on", milestones.evidence, milestones.source_id
    from (select distinct case_key as country from before_launch) as before_launch
    cross join known('milestones', $as_of) as milestones
    where milestones.on_from = (select min(on_from) from known('milestones', $as_of) as milestones)
),
late as (
    select 8, 'Planned and reported days apart', statement, statement, 'due', due_on, note, source_id
    from actions_as_of($as_of)
    where is_reported_late
    union all
    select 8, 'Planned and reported days apart', statement, statement, 'reported done', last_known_on, last_evidence, last_source_id
    from actions_as_of($as_of)
    where is_reported_late
),
misfits as (
    select distinct products.name, category_stated, products.category, coalesce(category_source_id, source_id) as source_id
    from product_claims_as_of($as_of)
    join products using (product_id)
    where category_stated is not null and replace(category_stated, ' ', '-') <> products.category
),
classes as (
    select 9, 'Product type', name, name, category_stated, null, 'as the source says', source_id
    from misfits
    union all
    select distinct 9, 'Product type', name, name, replace(category, '-', ' '), null, 'as this record groups it', null
    from misfits
),
noted as (
    select 11, 'Told by notes on the record', note_id, subject, note, null, null, source_id
    from known('record_notes', $as_of) as record_notes
    where kind = 'contradiction'
    union all
    select 11, 'Told by notes on the record', note_id, subject, 'the other side', null, null, unnest(other_source_ids)
    from known('record_notes', $as_of) as record_notes
    where kind = 'contradiction'
),
all_sides as (
    select * from same_day
    union all
    select * from falls
    union all
    select * from sets
    union all
    select * from more_than_reported
    union all
    select * from two_products
    union all
    select * from joining
    union all
    select * from before_launch
    union all
    select * from launch
    union all
    select * from late
    union all
    select * from classes
    union all
    select * from noted
)
select
    kind,
    subject,
    says,
    "on",
    words,
    source_id,
    place,
    case_key,
    (select count(*) from (select distinct kind, case_key from all_sides)) as cases
from all_sides
order by place, subject, min("on") over (partition by kind, case_key), "on" nulls last, says = 'the other side', says, source_id nulls last
