-- What changed between two days: one engine for every screen. A change is the difference of a register on two days, `day` and `since`.
--
-- | name | what it gives |
-- |---|---|
-- | initiative.moments | the days from which a register may read otherwise, by subject |
-- | initiative.states | every register on each of these days: one row per subject, key and span of days; rows with the same `reads` say the same |
-- | register_on | one row per subject and key: the registers on a day |
-- | initiative.target_states | the status of each target of the initiative: one row per span of days on which it stays the same |
-- | recorded_changes | one row per change of figures, countries, products, bodies, events, funds, targets, actions, decisions |
-- | note_changes | one row per note made in a review |
-- | statements_between | general statement that a review made between the two days of progress at one level: no change, and in no count |
-- | changes | all of them; a screen that shows a part says which by its `subject` |
-- | initiative.turns | how many rows of the registers read otherwise from a day on: one row per day, region, country and countries named |
-- | days_of_changes | one row per day on which a change of the choice may have become known, and how many rows read otherwise from it on |
-- | began, ended | (a value) first and last day of a date as written |
-- | when_known | (a value) how the own day of a change lies to the two days |
-- | belongs | (a value) the one rule of membership |
--
-- HAPPENED OR ONLY BECAME KNOWN stands in `how_known` of every row. Corrections and withdrawals are changes of their own
-- (`corrected`, `withdrawn`): nothing happened, the record did.
--
-- MEMBERSHIP. Without a choice everything counts. A change belongs to the country of its row and to that country's region; a fund to
-- every country that it names; an event by `event_counts`. What else is global belongs to no region and no country. What changed its place
-- is told to both.
--
-- The registers are laid down for each day on which one of them may read otherwise, by the very macros that screens read them with.
-- So a comparison reads one table twice. A test holds that the table says on any day what the macros say.

create macro began(written) as (written || right('-01-01', 10 - length(written)))::date;
create macro ended(written) as
    case length(written)
        when 4 then began(written) + interval 1 year - interval 1 day
        when 7 then last_day(began(written))
        else began(written)
    end::date;
create macro when_known(kind, written, since) as
    case
        when kind in ('corrected', 'withdrawn') then kind
        when written is null then 'newly on record without a date'
        when began(written) > since then 'happened in the period'
        when ended(written) <= since then 'newly on record'
        else 'newly on record with a vague date'
    end;
create macro belongs(chosen_regions, chosen_countries, region, iso3) as picked(chosen_regions, region) and picked(chosen_countries, iso3);
create table initiative.moments as
    with dates as (
        select 'figure' as subject, unnest([on_from, on_to + 1, known_on_from, superseded_from]) as moment from initiative.figures
        union all
        select 'country', unnest([shown_on_from, joined_on_from, known_on_from, superseded_from]) from initiative.claims
        union all
        select 'product', unnest([seen_on_from, known_on_from, superseded_from]) from initiative.product_claims
        union all
        select 'body', unnest([established_on_from, known_on_from, superseded_from]) from task_forces
        union all
        select 'event', unnest([starts_on_from, starts_on_to + 1, known_on_from, superseded_from]) from events where programme_id = 'ocop-fao'
        union all
        select 'event', unnest([starts_on_from, known_on_from, superseded_from]) from announcements
        union all
        select 'fund', unnest([starts_on_from, ends_on_to, ends_on_to + 1, known_on_from, superseded_from]) from fund_reports
        union all
        select 'action', unnest([due_on_from, due_on_to, due_on_to + 1, known_on_from, superseded_from]) from actions
        union all
        select 'action', unnest([on_from, on_to, on_to + 1, known_on_from, known_on_to, known_on_to + 1, superseded_from]) from action_reports
        union all   -- an action is done when its event is held
        select 'action', unnest([starts_on_from, known_on_from, superseded_from]) from events where event_id in (select event_id from actions)
        union all
        select 'action', unnest([known_on_from, superseded_from]) from announcements
        union all
        select 'target', unnest([known_on_from, superseded_from]) from initiative.targets
        union all
        select 'target', unnest([known_on_from, superseded_from]) from target_milestones semi join initiative.targets using (target_id)
        union all
        select 'target', unnest([on_from, known_on_from, superseded_from]) from initiative.target_figures
        union all
        select 'target', unnest([on_from, known_on_from, superseded_from]) from place_changes where exists (from initiative.targets)
        union all
        select 'decision', unnest([known_on_from, superseded_from]) from review_decisions
        union all   -- the day of a decision is that of its review
        select 'decision', superseded_from from reviews
    )
    select subject, moment, lead(moment, 1, date '9999-12-31') over (partition by subject order by moment) as until
    from (select distinct subject, moment from dates where moment is not null)
    order by subject, moment;

-- A status moves on days of its own too: while the plan runs, at its end and when the last value grows too old; a week after the last of
-- these days nothing moves any more.
create table initiative.target_states as
    with spans as (
        select moments.moment, moments.until, plans.*
        from (from initiative.moments where subject = 'target') as moments,
            lateral (from targets_in('initiative.targets', 'initiative.target_figures', moments.moment)) as plans
    ),
    days as (
        select
            *,
            unnest(generate_series(moment, least(until - 1, greatest(moment, (greatest(
                due_last_day, baseline_day + interval 3 month, actual_day + to_months(stale_after_months)) + interval 7 day)::date)),
                interval 1 day))::date as on_day
        from spans
    ),
    planned as (
        select
            * replace (is_too_old(actual_day, stale_after_months, on_day) as is_stale),
            expected_value(baseline, baseline_day, target, due_day, on_day, milestones) as by_now
        from days
    ),
    measured as (
        select *, attainment(baseline, by_now, actual) as share_by_now from planned
    ),
    judged as (
        select plans.*, status_on(plans, rules, on_day) as status
        from measured as plans
        cross join (from status_rules where is_default) as rules
    )
    select
        'target' as subject, on_day as moment,
        lead(on_day, 1, until) over (partition by target_id, moment order by on_day) as until,
        target_id as key, concat_ws(', ', indicators.name, places.name) as what, status, actual_on as known_on,
        places.region, places.iso3, source_id, corrected_on
    from (from judged qualify status is distinct from lag(status) over (partition by target_id, moment order by on_day)) as judged
    join indicators using (indicator)
    join places using (place_id)
    order by moment, key;

create table initiative.states as
    select *, hash(*columns(* exclude (moment, until))) as reads
    from (
        select moments.*, states.*
        from (from initiative.moments where subject = 'figure') as moments, lateral (
            select
                concat_ws(' ', figures.indicator, place_id, category, scope) as key,
                concat_ws(', ', indicators.name, nullif(places.name, 'World'), replace(category, '-', ' '), scope) as what,
                figures.figure_id as row_id, indicators.unit, value, qualifier,
                case when indicators.unit = 'USD million' then 1e6 * value end as amount_usd,
                figures."on", figures.known_on, figures.known_on_basis, places.region, places.iso3, source_id, corrected_on,
                greatest(on_from, known_on_from) as new_from
            from reported_as_of(moments.moment) as figures
            join indicators using (indicator)
            join places using (place_id)
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'country') as moments, lateral (
            select
                iso3 as key, any_value(stages.country) as what, any_value(rank) as rank, stage_name(any_value(rank)) as status,
                any_value(statements) as statements,
                case when any_value(rank) >= stage_rank('joined') then any_value(stages.joined_on) else arg_min(shown_on, (shown_on_from, shown_on)) end as "on",
                arg_max(claims.joined_on, (joined_on_from, claims.joined_on)) as other_on,
                case when any_value(rank) >= stage_rank('joined') then coalesce(arg_min(first_known_on, (joined_on_from, known_on)) filter (where joined_on_from is not null),
                                  arg_min(first_known_on, (first_known_from, known_on)))
                     else arg_min(first_known_on, (first_known_from, known_on)) end as known_on,
                case when any_value(rank) >= stage_rank('joined') then coalesce(arg_min(first_known_basis, (joined_on_from, first_known_basis)) filter (where joined_on_from is not null),
                                  arg_min(first_known_basis, (first_known_from, first_known_basis)))
                     else arg_min(first_known_basis, (first_known_from, first_known_basis)) end as known_on_basis,
                any_value(stages.country) as country, any_value(stages.region) as region, iso3,
                coalesce(case when any_value(rank) >= stage_rank('joined') then arg_min(source_id, (joined_on_from, source_id)) filter (where joined_on_from is not null) end,
                         any_value(naming_source_id), any_value(any_source_id)) as source_id,
                any_value(stages.corrected_on) as corrected_on
            from stages_as_of(moments.moment) as stages
            join claims_as_of(moments.moment) as claims using (iso3)
            where stage_rank(stage) >= least(rank, stage_rank('named'))
            group by iso3
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'product') as moments, lateral (
            select
                home || ' ' || product_id as key, product as what, status, evidence_strength as strength, is_dropped, statements,
                first_shown_on as first_on, first_known_on, first_basis,
                last_shown_on as "on", last_known_on as known_on, last_basis as known_on_basis,
                country, region, iso3, source_id, corrected_on
            from every_product_as_of(moments.moment)
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'body') as moments, lateral (
            select
                body_id as key, body as what, level, status, reports as statements, status = 'dropped' as is_dropped,
                case when status = 'established' then established_on end as first_on,
                case when not is_undated then reported_on end as "on",
                reported_on as known_on, if(is_undated, 'compiled', 'source') as known_on_basis, country, region, iso3, source_id, corrected_on
            from every_body_as_of(moments.moment)
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'event') as moments, lateral (
            select
                event_id as key, title as what, state as status,
                coalesce(nullif(concat_ws(', ', city, hosts.name), ''), case when events.format = 'virtual' then events.format end) as place,
                is_unconfirmed,
                starts_on as "on", known_on, known_on_basis, events.region,
                case when len(countries) = 1 then countries[1] end as iso3,
                concerns as codes,
                source_id, corrected_on
            from events_as_of(moments.moment) as events
            left join places as hosts on hosts.iso3 = host_iso3
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'fund') as moments, lateral (
            select
                fund_id as key, project as what, any_value(funds.stage) as status, any_value(funds.reports) as statements,
                any_value(donor) as donor, any_value(funds.amount_usd) as amount_usd,
                case when any_value(starts_from) <= moments.moment then any_value(funds.starts_on)
                     when arg_min(first_known_basis, (first_known_from, first_known_basis)) <> 'compiled' then arg_min(first_known_on, (first_known_from, known_on)) end as first_on,
                arg_min(first_known_on, (first_known_from, known_on)) as first_known_on, arg_min(first_known_basis, (first_known_from, first_known_basis)) as first_basis,
                case when arg_max(first_known_basis, (known_rank(first_known_basis, first_known_from), first_known_basis)) <> 'compiled' then any_value(reported_on) end as "on",
                any_value(reported_on) as known_on, arg_max(first_known_basis, (known_rank(first_known_basis, first_known_from), first_known_basis)) as known_on_basis,
                any_value(funds.countries) as codes, any_value(case when len(funds.countries) = 1 then funds.countries[1] end) as iso3,
                if(is_final(any_value(funds.stage)), any_value(funds.ends_on), any_value(funds.starts_on)) as moved_on,
                any_value(funds.source_id) as source_id, any_value(funds.corrected_on) as corrected_on
            from funds_as_of(moments.moment) as funds
            join known('fund_reports', moments.moment) as reports using (fund_id)
            group by fund_id, project
        ) as states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'action') as moments, lateral (
            select
                action_id as key, any_value(actions.statement) as what, any_value(actions.level) as level,
                any_value(actions.status) as status, any_value(actions.reports) as statements,
                any_value(due_on) as due_on, any_value(due_on_to) as due_to, any_value(is_reported_late) as is_late,
                any_value(actions.late_unit) as late_unit, any_value(actions.late_by) as late_by,
                any_value(last_evidence) as evidence,
                case when any_value(actions.first_known_basis) <> 'compiled' then any_value(actions.first_known_on) end as first_on,
                any_value(actions.first_known_on) as first_known_on, any_value(actions.first_known_basis) as first_basis,
                arg_max(coalesce(reports."on", case when reports.first_known_basis <> 'compiled' then reports.first_known_on end),
                        (known_rank(reports.first_known_basis, reports.first_known_from), reports.report_id)) as "on",
                any_value(last_known_on) as known_on,
                any_value(country) as country, any_value(home_region) as region, any_value(iso3) as iso3,
                any_value(last_source_id) as source_id, any_value(actions.source_id) as first_source_id,
                greatest(any_value(actions.corrected_on), max(reports.corrected_on)) as corrected_on
            from actions_as_of(moments.moment) as actions
            left join known('action_reports', moments.moment) as reports
                using (action_id)
            where is_own
            group by action_id
        ) as states
        union all by name
        from initiative.target_states
        union all by name
        select moments.*, states.*
        from (from initiative.moments where subject = 'decision') as moments, lateral (
            select
                decision_id as key, decision as what, reviews."on", decisions.known_on, decisions.known_on_basis, decisions.source_id,
                decisions.corrected_on
            from known('review_decisions', moments.moment) as decisions
            left join referred('reviews', moments.moment) as reviews using (review_id)
        ) as states
    )
    order by moment, subject, key;

-- the registers on a day; `subjects`: which of them, all without a choice
create macro register_on(day, subjects) as table
    select * exclude (moment, until)
    from initiative.states
    where moment <= day and until > day and picked(subjects, subject);

create macro recorded_changes(day, since, chosen_regions, chosen_countries, subjects) as table
    with compared as (
        select
            subject, key, now.key is null as is_gone, old.key is null as is_new,
            coalesce(now.what, old.what) as what, coalesce(now.level, old.level) as level, coalesce(now.unit, old.unit) as unit,
            coalesce(now.country, old.country) as country, coalesce(now.region, old.region) as region, coalesce(now.iso3, old.iso3) as iso3,
            list_concat(now.codes, old.codes) as codes, coalesce(old.region, now.region) as region_before, coalesce(old.iso3, now.iso3) as iso3_before,
            now.* exclude (subject, key, what, level, unit, country, region, iso3, codes, reads),
            old.status as status_before, old.value as before, old.qualifier as before_qualifier, old.amount_usd as amount_before_usd,
            old."on" as on_before, old.due_on as due_before, old.rank as rank_before, old.source_id as source_before,
            now.statements > coalesce(old.statements, 0) as has_more, now.statements < old.statements as has_less,
            now.corrected_on is distinct from old.corrected_on and old.key is not null as has_correction,
            now.status is distinct from old.status as has_moved,
            now.strength > old.strength as is_stronger, now.strength < old.strength as is_weaker,
            (now.value, now.qualifier) is distinct from (old.value, old.qualifier) as has_other_value,
            now.row_id = old.row_id as is_same_row
        from register_on(day, subjects) as now
        full join register_on(since, subjects) as old using (subject, key)
        where since < day and now.reads is distinct from old.reads  -- of a row that reads the same nothing is told
    ),
    judged as (
        select
            *,
            case
                when is_gone then 'withdrawn'
                else case subject
                    when 'figure' then case
                        when is_same_row and has_correction then 'corrected'
                        when not has_other_value then null
                        when not is_new and new_from <= since then 'withdrawn'
                        else 'figure reported' end
                    when 'country' then case
                        when rank < rank_before then 'withdrawn'
                        when is_new or rank > rank_before then
                            case when rank >= stage_rank('joined') then 'country joined' when rank >= stage_rank('named') then 'country named' else 'country traced' end
                        when has_correction then 'corrected'
                        when has_less then 'withdrawn' end
                    when 'product' then case
                        when is_new then case when not is_dropped then 'product added' end
                        when has_moved and is_dropped then 'product dropped'
                        when is_weaker then 'withdrawn'
                        when has_moved or is_stronger then 'product changed'
                        when has_correction then 'corrected'
                        when has_less then 'withdrawn' end
                    when 'body' then case
                        when is_new and is_dropped then null
                        when has_more and has_moved then 'body moved'
                        when has_more then 'body reported'
                        when has_correction then 'corrected'
                        when has_less then 'withdrawn'
                        when has_moved then 'body moved' end
                    when 'event' then case
                        when status <> 'upcoming' and coalesce(status_before, 'upcoming') = 'upcoming' then 'event held'
                        when is_new then 'event announced'
                        when has_correction then 'corrected' end
                    when 'fund' then case
                        when has_more then 'money reported'
                        when has_correction then 'corrected'
                        when has_less then 'withdrawn'
                        when has_moved then 'money reported' end
                    when 'action' then case
                        when has_less then 'withdrawn'
                        when has_moved and status in ('done', 'dropped') then 'action ' || status
                        when has_moved and status = 'overdue' then 'action past due'
                        when has_more then 'action under way'
                        when is_new then 'action promised'
                        when has_correction then 'corrected' end
                    when 'target' then case when has_moved then 'status moved' when has_correction then 'corrected' end
                    when 'decision' then case when is_new then 'decision taken' when has_correction then 'corrected' end
                end
            end as kind
        from compared
    ),
    told as (
        select
            * exclude ("on", known_on),
            case
                when kind in ('corrected', 'withdrawn') then case when subject in ('figure', 'event') then coalesce("on", on_before) end
                when kind = 'action past due' then (due_to + interval 1 day)::date::varchar
                when is_new and subject in ('product', 'fund') or kind = 'action promised' then first_on
                when kind = 'body moved' then coalesce(first_on, "on")
                when kind = 'status moved' then day::date::varchar
                when kind = 'money reported' and has_moved and not has_more then moved_on
                else "on"
            end as "on",
            case
                when kind = 'corrected' then corrected_on
                when kind = 'withdrawn' then null
                when is_new and subject in ('product', 'fund') or kind in ('action past due', 'action promised') then first_known_on
                else known_on
            end as known_on,
            case when is_new and subject in ('product', 'fund') or kind in ('action past due', 'action promised') then first_basis
                 else known_on_basis end as basis
        from judged
        where kind is not null
          and case subject
                when 'event' then event_counts(region, codes, chosen_regions, chosen_countries)
                    or event_counts(region_before, codes, chosen_regions, chosen_countries)
                when 'fund' then len(chosen_regions::varchar[]) + len(chosen_countries::varchar[]) = 0
                    or list_has_any(codes, codes_of(chosen_regions, chosen_countries))
                else belongs(chosen_regions, chosen_countries, region, iso3) or belongs(chosen_regions, chosen_countries, region_before, iso3_before)
              end
    )
    select
        list_position(['figure', 'country', 'product', 'body', 'event', 'fund', 'target', 'action'], subject) as kind_place,
        subject, key, kind,
        case kind
            when 'withdrawn' then case
                when is_gone then case subject when 'figure' then 'withdrawal of a figure' when 'product' then 'withdrawal of a product' else 'withdrawal' end
                when subject = 'figure' then 'withdrawal of a newer figure'
                when rank < rank_before then 'withdrawal of a stage'
                when subject = 'product' then 'withdrawal of a statement on a product'
                else 'withdrawal of a statement' end
            when 'corrected' then case
                when subject = 'figure' and has_other_value then 'correction of a figure'
                when subject = 'product' then 'correction of a product'
                when subject = 'fund' and amount_usd <> amount_before_usd then 'correction of money'
                when subject = 'action' and due_on <> due_before then 'correction of a due day'
                when subject = 'event' and "on" <> on_before then 'correction of a day'
                when subject not in ('figure', 'event') and status <> status_before then 'correction of a status'
                else 'correction' end
            when 'figure reported' then if(unit = 'USD million', 'figure money', 'figure') || if(is_new, '', ' changed')
            when 'country joined' then if(other_on <> "on", 'joined disputed', 'joined')
            when 'country named' then if(coalesce(rank_before, 0) >= stage_rank('named'), 'stage', 'country')
            when 'country traced' then 'traced'
            when 'product added' then if(strength = 'stated', 'product', 'product inferred')
            when 'product dropped' then 'product moved'
            when 'product changed' then if(has_moved, 'product moved', 'product stated')
            when 'body moved' then if(is_new, 'body', 'body moved')
            when 'body reported' then 'body again'
            when 'event announced' then if(place is null, 'event ahead without a place', 'event ahead')
            when 'event held' then case
                when is_unconfirmed then if(place is null, 'event announced without a place', 'event announced')
                when place is null then 'event without a place'
                else 'event' end
            when 'money reported' then case when is_new then 'money' when has_moved then 'money moved' else 'money again' end
                || if(amount_usd is null, ' unpublished', '')
            when 'action done' then case when late_by is not null then 'done late' when is_late then 'done and reported late' else 'done' end
            when 'action under way' then 'begun'
            when 'action promised' then if(due_on is null, 'promised', 'promised for a day')
            when 'action past due' then if(due_to < since, 'overdue on record', 'overdue')
            when 'action dropped' then 'action dropped'
            when 'status moved' then if(is_new, 'target new', 'target')
            when 'decision taken' then 'decision'
        end as sentence,
        case when kind = 'event announced' then 'to come' else when_known(kind, "on", since) end as how_known,
        what, level, country, region, iso3,
        before_qualifier, before, qualifier as after_qualifier, value as after, unit,
        case when subject not in ('event', 'figure') then status_before end as status_before,
        case when subject not in ('event', 'figure') then status end as status,
        amount_usd, amount_before_usd, donor, place, due_on, due_to, due_before,
        "on", coalesce(other_on, on_before) as other_on, known_on, basis as known_on_basis,
        is_late, late_unit, late_by, evidence,
        case when kind in ('action past due', 'action promised') or source_id is null then coalesce(first_source_id, source_before) else source_id end
            as source_id
    from told;

create macro note_changes(day, since, chosen_regions, chosen_countries) as table
    select
        'decision' as subject, note_id as key, 'note made' as kind, 'note' as sentence, when_known('note made', review_notes."on", since) as how_known,
        concat_ws(': ', nullif(concat_ws(', ', indicators.name, places.name), ''), review_notes.note) as what,
        places.region, places.iso3, review_notes."on", review_notes."on" as known_on
    from review_notes
    left join indicators using (indicator)
    left join places using (place_id)
    where since < day and review_notes.on_from > since and review_notes.on_from <= day
      and belongs(chosen_regions, chosen_countries, places.region, places.iso3);

create macro changes(day, since, chosen_regions, chosen_countries) as table
    from recorded_changes(day, since, chosen_regions, chosen_countries, [])
    union all by name
    from note_changes(day, since, chosen_regions, chosen_countries);

create macro statements_between(day, since, of_level) as table
    select
        0 as kind_place, 'statement' as kind, 'statement' as sentence,
        reviews.title as what, statements.statement as detail, statements.known_on as "on", statements.known_on_from as on_from, statements.known_on,
        statements.corrected_on, statements.source_id
    from known('review_statements', day) as statements
    join referred('reviews', day) as reviews using (review_id)
    where statements.level = of_level and statements.first_known_from > since;

-- The days on which a register reads otherwise than on the day before, and the days of notes: `changes` between such a day and the day before
-- tells what became known on it. A day may be told on which nothing changed that has a sentence; none is left out.
create table initiative.turns as
    with spans as (
        select
            moment, until, region, iso3, codes, reads,
            lag(until) over one as until_before, lag(reads) over one as read_before,
            lead(moment) over one as moment_after, lead(reads) over one as read_after
        from initiative.states
        window one as (partition by subject, key order by moment)
    ),
    turns as (
        select
            region, iso3, codes,
            unnest([
                case when until_before is distinct from moment or read_before <> reads then moment end,
                case when moment_after is distinct from until or read_after <> reads then until end]) as moment
        from spans
        union all by name
        select places.region, places.iso3, on_from as moment
        from review_notes
        left join places using (place_id)
    )
    select moment, region, iso3, codes, count(*) as turns from turns where moment is not null group by all order by all;

create macro days_of_changes(day, chosen_regions, chosen_countries) as table
    select moment, sum(turns)::bigint as turns
    from initiative.turns
    where moment <= day and (
        belongs(chosen_regions, chosen_countries, region, iso3)
        or event_counts(region, codes, chosen_regions, chosen_countries)
        or list_has_any(codes, codes_of(chosen_regions, chosen_countries)))
    group by moment
    order by moment;
