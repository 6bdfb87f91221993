-- title: Published actions in one sentence
-- unit: actions
-- grain: one row
-- card: sentence
-- rows: priorities/actions
-- finding: As of {as_of:day}, {first.actions} actions are published, {first.dated} of them with a due date; later reports speak of {first.reported}.
-- finding chosen: As of {as_of:day}, {first.actions} published actions name {scope}, {first.dated} of them with a due date; later reports speak of {first.reported}. Global actions ({first.global_actions}) belong to no region or country and are left out.
-- finding none: On {as_of:day} no published action names {scope}. Global actions ({first.global_actions}) belong to no region or country and are left out.
-- finding early: On {as_of:day} no action had been published.
-- hidden: variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
-- ignores: compare_with, because it shows one day
with known as (
    select *, picked($regions, home_region) and picked($countries, iso3) as is_chosen
    from promises_as_of($as_of)
)
select
    count(*) filter (where is_chosen) as actions,
    count(*) filter (where is_chosen and due_on is not null) as dated,
    count(*) filter (where is_chosen and reports > 0) as reported,
    count(*) filter (where level = 'global') as global_actions,
    case
        when count(*) = 0 then 'early'
        when count(*) filter (where is_chosen) = 0 then 'none'
        when len($regions::varchar[]) > 0 or len($countries::varchar[]) > 0 then 'chosen'
    end as variant
from known
