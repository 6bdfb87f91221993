-- title: Who can be supported
-- unit: rules
-- grain: one row per rule, kind of applicant and product that he makes
-- filled by: support rules
-- slip: applicant, product_is, answer, component
-- finding: {first.rules} rules on record say who can be supported, in {first.sets} sets; {first.changed} rules replaced the first ones on {first.changed_on:day}
-- finding unchanged: {first.rules} rules on record say who can be supported, in {first.sets} sets
-- finding one: One rule on record says who can be supported
-- empty: No rule on who can be supported by this programme was public on this day.
-- reading: For each kind of applicant, and for the focus product of his district as for another product, what each rule says; the rules that hold now first.
-- note: The rows explain what sources say of the rules. They decide nothing: the office of the programme does.
-- note: Supported first: preferred before others. Supported on a condition: the condition stands beside it. Not said: the source does not tell whether the focus product is needed.
-- note: Notices of single states stand under their own name; in another state they may differ.
-- hidden: rules, sets, changed, changed_on, rule_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because rules hold for all product types
-- ignores: compare_with, because it shows one day
with kinds as (
    from (values ('the focus product'), ('another product')) as of_products (product_is)
)
select
    applicant,
    product_is,
    component,
    support_answer(odop_required, exception, product_is) as answer,
    exception,
    support_amount,
    beneficiary,
    version_of_rules,
    rule_set,
    holds_from,
    replaced_on,
    known_on,
    corrected_on,
    source_id,
    rule_id,
    count(distinct rule_id) over () as rules,
    count(distinct rule_set) over () as sets,
    count(distinct case when replaced_on is not null then rule_id end) over () as changed,
    rules.changed_on,
    case when count(distinct rule_id) over () = 1 then 'one' when rules.changed_on is null then 'unchanged' end as variant
from support_rules_as_of($programme, $as_of) as rules
join kinds on product_is = 'another product' or not regexp_matches(beneficiary, 'other product|non-ODOP')
order by
    list_position(['existing individual unit', 'new individual unit', 'existing group', 'new group', 'common infrastructure', 'branding and marketing'],
        applicant),
    product_is desc, replaced_on is not null, version_of_rules, rule_set, component, rule_id
