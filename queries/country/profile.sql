-- title: What public sources say of this country
-- unit: countries
-- grain: one row, the first country chosen
-- finding: Public sources name {first.country} as an OCOP country, first shown {first.named_since:day}.
-- finding undated: Public sources name {first.country} as an OCOP country; none of them gives a date.
-- finding joined: {first.country} has joined: a source states {first.joined_on:day}.
-- finding disputed: {first.country} has joined; sources do not agree when: {first.joined_on:day} or {first.joined_last_on:day}.
-- finding indirect: Only indirect evidence links {first.country} with the initiative; no source says in so many words that it takes part.
-- finding participant: {first.country} was seen at events of the initiative, first {first.seen_on:day}. No source names it as an OCOP country: a participant, not a member.
-- finding participant undated: {first.country} was seen at an event of the initiative. No source names it as an OCOP country: a participant, not a member.
-- finding untraced: No public source speaks of the initiative in {first.country} on {as_of:day}.
-- empty: Choose a country to see its profile.
-- hidden: region_name, variant
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows one day
with chosen as (
    select places.iso3, places.name as country, places.region, places.membership, places.m49, regions.name as region_name
    from places
    left join places as regions on regions.place_id = places.region
    where places.kind = 'country' and places.iso3 = ($countries::varchar[])[1]
),
claims as (
    select
        iso3,
        bool_and(stage = 'indirect') filter (where demonstration_project is not null) as is_demonstration_inferred,
        count(distinct joined_on) as joined_dates,
        arg_max(joined_on, (joined_on_from, joined_on)) as joined_last_on,
        arg_min(shown_on, (shown_on_from, shown_on)) filter (where stage = 'participant') as seen_on,
        string_agg(distinct other_project, '; ' order by other_project) as other_projects
    from claims_as_of($as_of)
    group by iso3
),
grown as (
    select iso3, list(product order by product) filter (where evidence_strength = 'inferred') as inferred_products
    from country_products_as_of($as_of)
    group by iso3
)
select
    chosen.iso3,
    chosen.country,
    chosen.region,
    chosen.region_name,
    chosen.membership,
    chosen.m49,
    traced.stage,
    traced.is_on_record,
    traced.named_since_words as named_since,
    traced.joined_on,
    claims.joined_last_on,
    claims.joined_dates,
    claims.seen_on,
    traced.products,
    grown.inferred_products,
    traced.demonstration_projects,
    claims.is_demonstration_inferred,
    claims.other_projects,
    traced.statements,
    traced.sources,
    traced.corrected_on,
    traced.source_id,
    case
        when traced.stage is null then 'untraced'
        when traced.stage = 'participant' and claims.seen_on is null then 'participant undated'
        when traced.stage in ('participant', 'indirect') then traced.stage
        when claims.joined_dates > 1 then 'disputed'
        when claims.joined_dates = 1 then 'joined'
        when traced.named_since is null then 'undated'
    end as variant
from chosen
left join countries_as_of($as_of) as traced using (iso3)
left join claims using (iso3)
left join grown using (iso3)
order by chosen.iso3
