"""The intake desk: from a country office's spreadsheet to a version of the record. Nothing here is reachable from the public monitor.

`template` makes the workbook that an office fills in; `layout` is what its maker and its reader share. `reading` reads what comes back by a
process of its own (`child`, `packed`, `scanned`, `grid`, `judging`; `limits`), `marked` hands it back with its problems (`marking`), `found` is
one of them. `onrecord` is what stands already, `candidate` the record with rows added (`apart`: built once), `effect` what that changes, `robust`
which figures stand out. `ladder` is who did what to a submission (`reach`: rows of whose place; `keys`: under a key of their own; `periods`: and of
no locked one), `reviewing` the review desk.
"""
