-- Readiness: for which steps of the way through the initiative a country has public evidence. Nothing found is "no public
-- evidence", never "no": absence from public sources is not failure.
--
-- | name | one row |
-- |---|---|
-- | steps | step, in the order in which a country usually takes them |
-- | step_evidence_as_of | country, step and row of the record that speaks of it |
-- | readiness_as_of | country of the record of places and step: the evidence that counts, or none |
--
-- WHAT COUNTS. `state` is 'evidence' where a source says that the step was taken, 'spoken of' where it only says that it is planned, in
-- preparation, inferred or unclear. Of several rows evidence counts before words, then the earliest dated one, then the better grade.
--
-- | step | evidence | only spoken of |
-- |---|---|---|
-- | product | a source states the product | it is inferred |
-- | joined | a source states that the country joined | – |
-- | task force | a National Task Force established or in place | planned, being established, unclear |
-- | launch | a national launch was held, or a claim says that it was | announced, not reported as held |
-- | workplan, analysis | a national event or a report of completion says that it was presented, agreed, validated or finished | a promise or a remark |
-- | funding | a fund that names the country | planned or in formulation |
-- | results | a figure reported of the country | – |
--
-- A national event is one of the countries that it was held for; of its host only where it names none.

create macro steps() as table
    select *
    from (values
        (1, 'product', 'Named product'),
        (2, 'joined', 'Joined, as stated'),
        (3, 'task force', 'National Task Force'),
        (4, 'launch', 'National launch'),
        (5, 'workplan', 'Workplan or road map'),
        (6, 'analysis', 'Value-chain analysis'),
        (7, 'funding', 'Funding'),
        (8, 'results', 'Reported results')
    ) as steps (place, step, step_name);

-- which of the steps that have no table of their own a text speaks of, and whether it says that the work is finished
create macro steps_told(words) as list_filter(['workplan', 'analysis'], lambda step: coalesce(regexp_matches(lower(words),
    if(step = 'workplan', 'work ?plan|action plan|road ?map|(development|investment) plan', 'value[ -]chain (analysis|study|assessment|survey)')), false));
create macro tells_an_end(words) as coalesce(
    regexp_matches(lower(words), '\b(presented|agreed|validated|completed|finished|published|issued|adopted|endorsed|approved|finali[sz]ed)\b')
    and not regexp_matches(lower(words), '\b(to be|not yet|will be)\b'), false);
-- a launch of its own in a claim: not one of its region that it attended, and not one that is still to come
create macro tells_a_launch(words) as coalesce(
    regexp_matches(lower(words), '\blaunch(ed|es)?\b') and not regexp_matches(lower(words), '\b(regional launch|to (be )?launch|will|plan(s|ned)?|training|webinar)\b'), false);
-- the day that a row speaks of, else that of its source; a day of compilation is no day of the world
create macro dated_words(happened, known, basis) as coalesce(happened, if(basis = 'compiled', null, known));

create macro first_day_of(words) as (words || '-01-01'[len(words) - 3:])::date;

create macro step_evidence_as_of(day) as table
    with told_events as (
        select *, unnest(coalesce(countries, [host_iso3])) as iso3
        from events_as_of(day)
        where level = 'national'
    ),
    told as (
        select iso3, 'product' as step, if(evidence_strength = 'inferred', 'spoken of', 'evidence') as state,
               dated_words(seen_on, first_known_on, first_known_basis) as "on", dated_words(seen_on_from, first_known_from, first_known_basis) as on_from,
               product_name as words, corrected_on, source_id
        from product_claims_as_of(day)
        where iso3 is not null
        union all
        select iso3, 'joined', 'evidence', joined_on, if(joined_on_from <= day, joined_on_from, null), evidence, corrected_on, source_id
        from claims_as_of(day)
        where joined_on_from <= day or stage in ('joined', 'launched')
        union all
        select iso3, 'task force', if(status in ('established', 'in place'), 'evidence', 'spoken of'),
               coalesce(established_on, if(is_undated, null, reported_on)), coalesce(established_from, if(is_undated, null, first_day_of(reported_on))),
               body || ': ' || status, corrected_on, source_id
        from bodies_as_of(day)
        where level = 'national task force'
        union all
        select iso3, 'launch', if(state = 'upcoming' or is_unconfirmed, 'spoken of', 'evidence'), starts_on, starts_on_from, title, corrected_on, source_id
        from told_events
        where type = 'launch'
        union all
        select iso3, 'launch', 'evidence', dated_words(shown_on, first_known_on, first_known_basis), dated_words(shown_on_from, first_known_from, first_known_basis),
               evidence, corrected_on, source_id
        from claims_as_of(day)
        where stage = 'launched' or (stage = 'named' and tells_a_launch(evidence))
        union all
        select iso3, unnest(steps_told(concat_ws(' ', title, evidence))),
               if(state <> 'upcoming' and not is_unconfirmed and type <> 'training' and tells_an_end(evidence), 'evidence', 'spoken of'),
               starts_on, starts_on_from, concat_ws(': ', title, evidence), corrected_on, source_id
        from told_events
        where type <> 'training'
        union all
        select iso3, unnest(steps_told(evidence)), 'spoken of', dated_words(shown_on, first_known_on, first_known_basis),
               dated_words(shown_on_from, first_known_from, first_known_basis), evidence, corrected_on, source_id
        from claims_as_of(day)
        union all
        select iso3, unnest(steps_told(statement)), if(status = 'done', 'evidence', 'spoken of'),
               if(status = 'done', last_on, dated_words(null, first_known_on, first_known_basis)),
               if(status = 'done', first_day_of(last_on), dated_words(null, first_known_from, first_known_basis)),
               statement, corrected_on, if(status = 'done', last_source_id, source_id)
        from actions_as_of(day)
        where iso3 is not null and status <> 'dropped'
        union all
        select unnest(reports.countries), 'funding', if(is_plan(funds.stage), 'spoken of', 'evidence'),
               dated_words(reports.starts_on, reports.first_known_on, reports.first_known_basis),
               dated_words(reports.starts_on_from, reports.first_known_from, reports.first_known_basis),
               project || ': ' || funds.stage, reports.corrected_on, reports.source_id
        from known('fund_reports', day) as reports
        join funds_as_of(day) as funds using (fund_id)
        union all
        select places.iso3, 'results', 'evidence', "on", on_from, coalesce(wording, indicators.name), corrected_on, source_id
        from figures_as_of(day) as figures
        join places on places.place_id = figures.place_id and places.kind = 'country'
        join indicators using (indicator)
    )
    select told.*, sources.grade
    from told
    left join sources using (source_id);

create macro readiness_as_of(day) as table
    with ranked as (
        select
            *,
            row_number() over (
                partition by iso3, step
                order by state = 'evidence' desc, on_from is null, on_from, "on", grade, source_id, words) as newest,
            count(distinct source_id) over (partition by iso3, step) as sources
        from step_evidence_as_of(day)
    )
    select
        places.iso3,
        places.name as country,
        places.region,
        steps.place,
        steps.step,
        steps.step_name,
        ranked.state,
        ranked."on",
        ranked.on_from,
        ranked.words,
        coalesce(ranked.sources, 0) as sources,
        ranked.corrected_on,
        ranked.source_id
    from (from places where kind = 'country') as places
    cross join steps() as steps
    left join ranked on ranked.iso3 = places.iso3 and ranked.step = steps.step and ranked.newest = 1;
