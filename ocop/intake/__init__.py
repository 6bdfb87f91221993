"""The intake desk: from a country office's spreadsheet to a version of the record.

`template` makes the workbook that an office fills in, `layout` is what its maker and its reader share. Nothing here is reachable from the
public monitor.
"""
