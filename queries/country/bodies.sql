-- title: Who steers it: the bodies of the country and of its region
-- unit: bodies
-- grain: one row per report of chair or members of a governing body of the country or of its region; one for a body of which none was published
-- finding: {first.with_chair} of {first.bodies} governing bodies have a published chair, for {first.chosen_country} and its region
-- finding one: The {first.body} has a published chair
-- finding silent: The {first.body} has no published chair
-- empty: No governing body of this country or of its region was public on this day.
-- note: Chair and members stand in the words of each source, as of its day; they may have changed since.
-- note: The body of the region is its Regional Organizing Group. The record names FAO's region only of countries that appear in public sources.
-- hidden: chosen_country, bodies, with_chair, variant
-- ignores: regions, because the region is that of the country
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows one day
with chosen as (
    select iso3, region, name as chosen_country
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
),
own as (
    select bodies.*, chosen_country
    from bodies_as_of($as_of) as bodies
    join chosen on bodies.iso3 = chosen.iso3 or (bodies.level = 'regional organizing group' and bodies.region = chosen.region)
),
told as (
    select
        own.body, own.level, own.status, own.body_id, own.chosen_country,
        said.composition,
        coalesce(said.known_on_basis, if(own.is_undated, 'compiled', 'source')) as basis,
        coalesce(said.known_on, own.reported_on) as told_on,
        coalesce(said.corrected_on, own.corrected_on) as corrected_on,
        coalesce(said.source_id, own.source_id) as source_id,
        coalesce(said.report_id, '') as report_id,
        coalesce(regexp_matches(lower(said.composition), '(^|[^-a-z])chair'), false) as is_chair_published
    from own
    left join known('task_forces', $as_of) as said on said.body_id = own.body_id and said.composition is not null
)
select
    body,
    level,
    status,
    composition,
    is_chair_published,
    case when basis <> 'compiled' then told_on end as reported_on,
    corrected_on,
    source_id,
    body_id,
    chosen_country,
    count(distinct body_id) over () as bodies,
    count(distinct if(is_chair_published, body_id, null)) over () as with_chair,
    case
        when count(distinct body_id) over () = 1
        then if(bool_or(is_chair_published) over (), 'one', 'silent')
    end as variant
from told
order by level = 'regional organizing group', lower(strip_accents(body)), body_id, not is_chair_published, report_id
