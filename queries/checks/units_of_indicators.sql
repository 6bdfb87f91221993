-- title: The unit of an indicator fits what it measures
-- unit: indicators
-- grain: one row per indicator whose unit and measure contradict each other
select
    'indicators.csv' as file,
    indicator as row_key,
    'unit' as "column",
    unit as value,
    'contradicts the measure' as rule,
    'The measure is ' || measure || ': a share counts in percent, share or times, an amount in a currency (USD million), anything else in things.' as advice
from indicators
where (measure = 'share') <> (unit in ('percent', 'share', 'times'))
    or (measure = 'amount') <> regexp_full_match(unit, '[A-Z]{3}( .*)?')
union all
select
    'indicators.csv', indicator, 'unit', unit, 'contradicts the code',
    'The code speaks of ' || upper(said.currency) || ' ' || said.scale || ', so that a number is another one in ' || unit || '. Correct one of the two.'
from (
    select *, regexp_extract(indicator, '(^|_)([a-z]{3})_(thousand|lakh|million|crore|billion|trillion)(_|$)', ['start', 'currency', 'scale', 'end']) as said
    from indicators
)
where said.scale <> '' and unit <> upper(said.currency) || ' ' || said.scale
order by row_key, rule
