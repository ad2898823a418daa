/** Text of `casewall prepare --help`. */
export const PREPARE_HELP = `casewall prepare --out DIR --map FILE [--events FILE]... [--items FILE]... [--activity FILE]... [--replace]

Makes a case folder out of CSV files (plain or .gz, header in the first line) and Parquet files. Several files, or a
pattern in quotes such as 'data/*.csv', count as one table. The mapping says which column is what.

  --out DIR        folder of the case; must be empty or new
  --map FILE       the mapping (JSON); relative paths in it count from its own folder
  --events FILE    files of the events, in place of "files" in the mapping; may be repeated
  --items FILE     files of the items (things seized, found, counted), where they are a table of their own
  --activity FILE  files of the activity (counts per hour or day and place)
  --replace        replace the case that is in DIR

What cannot be used is never dropped in silence: reasons and counts go to standard error and to prepare.json in the
case, each row and value to rejected.csv, with file and row. Exit code 0: written; 2: not written.

The mapping
  {
    "case": { "id": "harbour", "title": "Harbour", "zone": "Europe/Amsterdam",
              "sources": [{ "id": "s1", "title": "Register", "publisher": null, "date": null, "url": null }] },
    "lookups": { "offices": { "file": "offices.csv", "key": "office" } },
    "events": {
      "columns": {
        "kind": { "column": "Type", "values": { "Search": "raid", "Find": "seizure" }, "otherwise": "incident" },
        "title": { "template": "{Type}, {Office}" },
        "start": { "from": "Day", "format": "DD/MM/YYYY" },
        "lat": { "lookup": "offices", "by": "Office", "take": "lat" },
        "lon": { "lookup": "offices", "by": "Office", "take": "lon" },
        "sources": [{ "constant": "s1" }]
      },
      "items": [{ "commodity": "Goods", "quantity": "Amount", "unit": "Unit" }]
    }
  }

  case       id, title, zone (of the dates; default UTC), summary, synthetic, period, analysis { from, to }, sources
  lookups    tables from a name to more of it: "file" (CSV) with a "key" column, or "rows" { name: { column: value } };
             names that are not in it are listed, unless "unmatched" is "ignore"
  events     "columns": kind, title, start, end, time_precision, date_basis, lat, lon, place, place_radius_m, country,
             region, summary, operation, agency, sources (list), source_grade, info_grade, handling;
             "id" (without it, made from the whole row); "repeatedIds": "refuse", "number" (-2, -3, ...) or "merge"
             (one event, the items of all rows); "locate": true fills country and region from the point;
             "items": list of commodity, quantity, unit, note ("keepZero" keeps quantities of 0)
  items      a table of its own: "event" (the id) and "items" as above
  activity   "step": "hour", "day" or "irregular"; "unit"; "scale" (value = stored whole number x scale);
             "time" and "messages" (a value, or { "count": "rows" }), or "wide": { "columns": "YYYY-MM-DD" } for a
             column per day; "devices": { "distinct": value }; "traffic";
             "place": "code" (of a region: position and name come from the outlines, or "lat", "lon", "name"),
             or "h3", or "lat", "lon" and "resolution";
             "collected": "span" (all from the first to the last; default for hours), "seen" (only times that occur;
             default for days) or { "atLeast": rows }: what was not collected is no data, never zero
  outlines   "regions" or "countries" (built in), or { "file": GeoJSON, "code": property, "name": property }

  Every table may have: "files", "rows" (in the mapping itself), "skipRows" (rows under the header that are no data),
  "delimiter", "encoding", "where" [{ "value": V, "is": [...] }] or "isNot", "let" { name: V } (names for values),
  "key" { "columns": [...], "repeated": "refuse" or "first" }: rows that count once, across all files.

  A value V is the name of a column, or one of
    { "column": NAME }   { "constant": TEXT }   { "template": "{NAME}, {NAME}" }   { "first": [V, V] }
    { "lookup": NAME, "by": V, "take": COLUMN }   { "hash": [V, V], "prefix": TEXT }
    { "add": [V or number, ...] }   { "multiply": [V or number, ...] }
  with, if wanted: "values" { text: text or null }, "otherwise" (for texts not in values) or "keep": true,
  "missing" [texts that mean nothing], "decimal": "," and "letters": "lower", "upper" or "title".

  A date is { "from": V, "format": F, "zone": Z, "until": V, "fiscalStart": month }. F (or a list of them): "ISO",
  "epoch s", "epoch ms", "ordinal", or a pattern of YYYY MM M MMM (Jan) MMMM (January) DD D HH H mm ss. How exactly the
  date is known follows from the pattern; time_precision (minute, hour, day, month, year) can make it coarser. "until":
  the last possible date; the event then has the smallest precision that holds both. "fiscalStart": 10 for years that
  begin in October of the year before. An end that is a date is the beginning of that day.
`;
