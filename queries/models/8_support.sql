-- Who can be supported, by the rules of support that a programme has on record. The rows explain what sources say; they decide nothing.
--
-- | name | what it gives |
-- |---|---|
-- | applicants_of | the kinds of applicant that a rule speaks of, by its component and the words for whom it is |
-- | support_answer | what a rule says to one who makes the focus product of his district, or another one |
-- | support_rules_as_of | one row per rule, kind of applicant and product, with the days from and until which its rule set holds |

create macro applicants_of(component, beneficiary) as
    case
        when component = 'common infrastructure' then ['common infrastructure']
        when component = 'marketing and branding' then ['branding and marketing']
        when component = 'all components' then ['existing individual unit', 'new individual unit', 'existing group', 'new group',
                                                'common infrastructure', 'branding and marketing']
        when component <> 'capital investment' then []::varchar[]
        else list_filter(
            ['existing individual unit', 'new individual unit', 'existing group', 'new group'],
            lambda kind:
                case when regexp_matches(beneficiary, '\bnew\b') and not regexp_matches(beneficiary, '\bexisting\b') then starts_with(kind, 'new')
                     when regexp_matches(beneficiary, '\bexisting\b|expansion only') then starts_with(kind, 'existing') else true end
                and case when regexp_matches(beneficiary, '\bgroup\b') and not regexp_matches(beneficiary, '\bindividual\b') then ends_with(kind, 'group')
                         when regexp_matches(beneficiary, '\bindividual\b') and not regexp_matches(beneficiary, '\bgroup\b|FPO|SHG|cooperative')
                         then ends_with(kind, 'individual unit') else true end)
    end;

create macro support_answer(required, exception, product_is) as
    case
        when required is null then 'not said'
        when regexp_matches(coalesce(exception, ''), 'may only') then 'supported on a condition'
        when required = 'no' then 'supported'
        when product_is = 'the focus product' then if(required = 'preferred', 'supported first', 'supported')
        when regexp_matches(coalesce(exception, ''), 'only if|may be included|may include') then 'supported on a condition'
        when required = 'preferred' then 'supported'
        else 'not supported'
    end;

-- the day from which changed rules hold is that of the rule set that names it; what a page reports of them holds from its month on
create macro support_rules_as_of(programme, day) as table
    with rules as (
        select * from known('support_rules', day) where programme_id = programme
    ),
    changed as (
        select min(try_cast(regexp_extract(rule_set, '^modified ([0-9]{4}-[0-9]{2}-[0-9]{2})', 1) as date)) as changed_on from rules
    )
    select
        rules.*,
        unnest(applicants_of(component, beneficiary)) as applicant,
        changed_on,
        case when starts_with(rule_set, 'original') then 'the first rules' when starts_with(rule_set, 'modified') then 'the changed rules'
             else 'as a page reports them' end as version_of_rules,
        case when starts_with(rule_set, 'modified') then changed_on end as holds_from,
        case when starts_with(rule_set, 'original') and changed_on <= day::date then changed_on end as replaced_on
    from rules
    cross join changed;
