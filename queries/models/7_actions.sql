-- What was promised and what became of it.
--
-- | name | one row |
-- |---|---|
-- | actions_as_of | published action, with the last report on it and its status |
-- | promises_as_of | the same, of the initiative's own promises that were not dropped |
-- | area_counts | priority area and status that occurs in a choice |
-- | milestones_of | milestone that counts for a choice |
--
-- WHOSE PROMISE. `kind`: an action is the initiative's own promise, or a plan of others that a page quotes (a national target, another
-- programme's step); an action without a kind is its own. Only own promises are counted, and a dropped one is in no count but its own.
-- DUE TO BE JUDGED. On a day those promises are judged that were made before it or are due by it: what was promised on that very
-- day cannot have been kept yet. The day of compilation is no day of a promise: a promise without a date was made before.
-- DONE. A report of completion counts from the day on which it is known and its whole date lies behind (`2025-10`: 31 October, or
-- the last day of becoming known if that is earlier), or on which the event of the action is held; never before that event is held. A promise
-- to start, launch or establish (`closed_by` = 'start') is closed by evidence of the start. Of two reports of one day the
-- further status counts, then the better grade, then the higher number.
-- LATE. What counts is the day on which it was done. Done late: its whole date lies after the due date (`late_by`, in days where both dates
-- are days, in years where both are years, else in months). Reported late: it was told after the due date, and no date shows that it was
-- done by then; the day on which a press report appeared makes nothing late.

create macro late_unit(planned, happened) as case
    when length(planned) = 10 and length(happened) = 10 then 'days late'
    when length(planned) = 4 and length(happened) = 4 then 'years late'
    else 'months late'
end;

create macro action_reports_as_of(day) as table
    select
        reports.*,
        reports.status = 'done' or (reports.status = 'under way' and coalesce(actions.closed_by, '') = 'start') as closes,
        closes and (least(coalesce(reports.on_to, reports.known_on_to), reports.known_on_to) <= day or coalesce(held.starts_on_from <= day, false)) as is_closed,
        row_number() over (
            partition by reports.action_id
            order by known_rank(reports.first_known_basis, reports.first_known_from) desc,
                list_position(['under way', 'dropped', 'done'], reports.status) desc, grade, reports.report_id desc) as newest
    from known('action_reports', day) as reports
    join known('actions', day) as actions using (action_id)
    left join sources on sources.source_id = reports.source_id
    left join events_as_of(day) as held on held.event_id = actions.event_id
    where coalesce(reports.on_from, reports.known_on_from) <= day
      and not (reports.status = 'done' and coalesce(held.starts_on_from > day, false));

-- one row per action known on the day, with the last report on it.
-- Overdue means that no report of completion was found: absence from public sources is not failure.
create macro actions_as_of(day) as table
    with reports as (
        select
            action_id,
            bool_or(is_closed) as is_done,
            bool_or(closes) as is_closing,
            min(coalesce(on_from, first_known_from)) filter (where closes) as done_from,
            arg_min(coalesce("on", known_on), (coalesce(on_from, first_known_from), coalesce("on", known_on))) filter (where closes) as done_on,
            min(on_to) filter (where closes) as done_to,
            min(first_known_from) filter (where closes) as done_known_from,
            max(status) filter (where newest = 1) as last_status,
            max(evidence) filter (where newest = 1) as last_evidence,
            max("on") filter (where newest = 1) as last_on,
            max(first_known_on) filter (where newest = 1) as last_known_on,
            max(source_id) filter (where newest = 1) as last_source_id,
            max(corrected_on) as corrected_on,
            count(*) as reports
        from action_reports_as_of(day)
        group by action_id
    )
    select
        actions.* exclude (corrected_on),
        greatest(actions.corrected_on, reports.corrected_on) as corrected_on,
        coalesce(actions.kind, 'own promise') = 'own promise' as is_own,
        places.name as country,
        coalesce(actions.region, places.region) as home_region,
        case
            when is_done then 'done'
            when last_status = 'dropped' then 'dropped'
            when is_overdue(due_on_to, day) and not coalesce(is_closing, false) then 'overdue'
            when last_status in ('under way', 'done') then 'under way'
            when due_on is null then 'no due date'
            else 'not yet due'
        end as status,
        actions.first_known_from < day or actions.first_known_basis = 'compiled' or coalesce(is_over(due_on_to, day), false) as is_judged,
        last_status,
        last_evidence,
        last_on,
        last_known_on,
        coalesce(is_done and done_known_from > due_on_to and not coalesce(done_to <= due_on_to, false), false) as is_reported_late,
        case when is_done and done_from > due_on_to then datediff('day', due_on_to, done_from) end as days_late,
        case when days_late is not null then late_unit(due_on, coalesce(done_on, done_from::varchar)) end as late_unit,
        case late_unit
            when 'days late' then days_late
            when 'months late' then datediff('month', due_on_to, done_from)
            when 'years late' then datediff('year', due_on_to, done_from)
        end as late_by,
        last_source_id,
        coalesce(reports, 0) as reports
    from known('actions', day) as actions
    left join reports using (action_id)
    left join places on places.iso3 = actions.iso3;

-- the same, of the initiative's own promises that were not dropped
create macro promises_as_of(day) as table from actions_as_of(day) where is_own and status <> 'dropped';

-- one row per priority area and status that occurs in the choice, with the totals of the choice
create macro area_counts(day, chosen_regions, chosen_countries) as table
    with chosen as (
        select *
        from actions_as_of(day)
        where is_own and picked(chosen_regions, home_region) and picked(chosen_countries, iso3)
    ),
    counted as (
        select
            areas.priority_area, areas.name, areas.source_id, statuses.status,
            count(action_id) as actions, count(action_id) filter (where is_judged and chosen.status <> 'dropped') as judged,
            list(statement order by action_id) filter (where action_id is not null) as statements
        from known('priority_areas', day) as areas
        cross join (select distinct status from chosen) as statuses
        left join chosen on chosen.priority_area = areas.priority_area and chosen.status = statuses.status
        group by areas.priority_area, areas.name, areas.source_id, statuses.status
    )
    select
        *,
        priority_area || '. ' || name as area,
        sum(judged) over ()::bigint as all_actions,
        coalesce(sum(judged) filter (where status = 'overdue') over (), 0)::bigint as all_overdue,
        coalesce(sum(judged) filter (where status = 'done') over (), 0)::bigint as all_done,
        case when coalesce(sum(judged) over (), 0) = 0 then 'unjudged'
             when coalesce(sum(judged) filter (where status = 'overdue') over (), 0) = 0 then 'calm' end as variant
    from counted;

-- one row per milestone of the choice: one of several countries counts for each of them and for their regions
create macro milestones_of(day, chosen_regions, chosen_countries) as table
    select milestones.*
    from known('milestones', day) as milestones
    where (picked(chosen_regions, milestones.region)
           or exists (
                select * from places
                where list_contains(coalesce(milestones.countries, []::varchar[]), places.iso3) and picked(chosen_regions, places.region)))
      and picked_any(chosen_countries, coalesce(milestones.countries, []::varchar[]));
