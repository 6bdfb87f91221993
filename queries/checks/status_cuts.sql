-- title: The cut-points of a status rule stand in order, and one rule is the default
-- unit: rules
-- grain: one row per rule whose cut-points cross, or that is one default too many or too few
select
    'status_rules.csv' as file,
    rule_id as row_key,
    case when at_risk_from > on_track_from then 'at_risk_from' else 'is_default' end as "column",
    case when at_risk_from > on_track_from then at_risk_from::varchar else is_default::varchar end as value,
    case when at_risk_from > on_track_from then 'above the better class' else 'not one default' end as rule,
    case
        when at_risk_from > on_track_from then 'On track begins at ' || on_track_from || '. Correct one of the two.'
        else 'Let exactly one rule be the default.'
    end as advice
from status_rules
where at_risk_from > on_track_from
    or (select count(*) from status_rules where is_default) <> 1
order by row_key
