-- title: Tables and their rows
-- unit: rows
-- grain: one row per table
-- finding: The record holds {first.all_rows} rows in {rows} tables
-- note: Rows are counted in the version that this page draws from.
-- hidden: all_rows
-- ignores: regions, countries, categories, because it counts whole tables
-- ignores: as_of, compare_with, because it counts whole tables
select table_name as name, estimated_size::bigint as rows, sum(estimated_size) over ()::bigint as all_rows
from duckdb_tables()
where schema_name = 'main' and not internal
order by table_name
