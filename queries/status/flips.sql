-- title: What other rules would say
-- unit: targets
-- grain: one row per status and rule
-- slip: rule, status, count
-- rows: status/assessed
-- finding: {first.flips} of {first.targets} statuses would differ under another rule
-- reading: For each rule the number of targets in each status; a status that differs from the rule of this monitor is counted as a flip.
-- note: ocop-rag-1 is the rule of this monitor; undp-2014 is on track from 1.00 and at risk from 0.50; global-fund is on track from 0.90 and at risk from 0.60.
-- empty: No target was public on this day.
-- hidden: flips, targets
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
with judged as (
    select statuses.*
    from statuses_as_of($as_of) as statuses
    join referred('programmes', $as_of) as programmes using (programme_id)
    join places using (place_id)
    left join places as home on home.iso3 = programmes.country_iso3
    where picked($regions, coalesce(home.region, places.region))
      and picked($countries, coalesce(home.iso3, places.iso3))
),
flipped as (
    select judged.rule_id, judged.target_id
    from judged
    join judged as usual on usual.target_id = judged.target_id and usual.is_default
    where judged.status <> usual.status
)
select
    judged.rule_id,
    judged.rule,
    judged.status,
    count(*) as count,
    (select count(*) from flipped where flipped.rule_id = judged.rule_id) as flips_of_rule,
    (select count(distinct target_id) from flipped) as flips,
    (select count(distinct target_id) from judged) as targets
from judged
group by judged.rule_id, judged.rule, judged.status, judged.is_default
order by judged.is_default desc, judged.rule_id,
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due', 'not assessable'], judged.status)
