-- What was promised and what became of it.
--
-- | name | one row |
-- |---|---|
-- | actions_as_of | promised action, with the last report on it |

-- one row per promised action known on the day, with the last report on it.
-- Overdue means that no report of completion was found: absence from public sources is not failure.
create macro actions_as_of(day) as table
    with reports as (
        select
            action_id,
            max(case when status = 'done' then 1 else 0 end) as is_done,
            arg_max(status, known_rank(known_on_basis, known_on_from)) as last_status,
            arg_max(evidence, known_rank(known_on_basis, known_on_from)) as last_evidence,
            arg_max("on", known_rank(known_on_basis, known_on_from)) as last_on,
            arg_max(known_on, known_rank(known_on_basis, known_on_from)) as last_known_on,
            arg_max(known_on_from, known_rank(known_on_basis, known_on_from)) as last_known_from,
            arg_max(source_id, known_rank(known_on_basis, known_on_from)) as last_source_id,
            count(*) as reports
        from known('action_reports', day) as action_reports
        where coalesce(on_from, known_on_from) <= day
        group by action_id
    )
    select
        actions.*,
        places.name as country,
        coalesce(actions.region, places.region) as home_region,
        case
            when is_done = 1 then 'done'
            when last_status = 'dropped' then 'dropped'
            when due_on_to < day then 'overdue'
            when last_status = 'under way' then 'under way'
            when due_on is null then 'no due date'
            else 'not yet due'
        end as status,
        last_status,
        last_evidence,
        last_on,
        last_known_on,
        coalesce(is_done = 1 and last_known_from > due_on_to, false) as is_reported_late,
        last_source_id,
        coalesce(reports, 0) as reports
    from known('actions', day) as actions
    left join reports using (action_id)
    left join places on places.iso3 = actions.iso3;
