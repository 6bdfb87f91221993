-- title: Every rule of support on record
-- unit: rules
-- grain: one row per rule of a rule set
-- filled by: support rules
-- slip: component, beneficiary, odop_required
-- finding: {rows} rules on support are on record, from {first.sets} sets of rules
-- finding one: One rule on support is on record: {first.component}, {first.beneficiary}
-- empty: No rule on support of this programme was public on this day.
-- note: Whether the focus product is required, preferred or not needed is that of the rule set named.
-- hidden: sets, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because rules hold for all product types
-- ignores: compare_with, because it shows one day
select
    component,
    beneficiary,
    odop_required,
    exception,
    support_amount,
    rule_set,
    known_on,
    source_id,
    corrected_on,
    count(distinct rule_set) over () as sets,
    case when count(*) over () = 1 then 'one' end as variant
from known('support_rules', $as_of) as support_rules
where programme_id = $programme
order by component, rule_set, beneficiary, rule_id
