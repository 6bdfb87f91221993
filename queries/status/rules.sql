-- title: Status rules
-- unit: rules
-- grain: one row per rule
-- slip: name, on_track_from, at_risk_from, origin
-- ignores: regions, countries, categories, as_of, compare_with, because a rule is the same for every choice
select rule_id, name, on_track_from, at_risk_from, is_default, origin
from status_rules
order by is_default desc, rule_id
