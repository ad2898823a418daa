/** Text of `casewall prepare --help`. */
export const PREPARE_HELP = `casewall prepare --out DIR [--map FILE] [--events FILE]... [--items FILE]... [--activity FILE]... [--messages FILE]...

Makes a case folder out of CSV files (plain, .gz or, for messages, .zst; header in the first line) and Parquet files.
Several files, or a pattern in quotes such as 'data/*.csv', count as one table. The mapping says which column is what;
raw messages whose columns have usual names (t, device, lat, lon or h3, kind) need none.

  --out DIR        folder of the case; must be empty or new
  --map FILE       the mapping (JSON); relative paths in it count from its own folder
  --events FILE    files of the events, in place of "files" in the mapping; may be repeated
  --items FILE     files of the items (things seized, found, counted), where they are a table of their own
  --activity FILE  files of the activity (counts per hour or day and place)
  --messages FILE  files of raw messages, one row each: any number of rows, read a day at a time
  --replace        replace the case that is in DIR

  for messages:
  --raw            keep every message in the case too, by day and by device: when, where, which device
  --zone Z         zone of times that do not say theirs, e.g. UTC or Europe/Amsterdam
  --resolution N   H3 resolution of the cells that points are put in (default 4: 45 km across; 7: 3 km)
  --memory SIZE    at most this much memory, e.g. 2GB (default 4GB, or half of what there is)
  --threads N      days that are worked on at once (default: one a core); the result is the same
Messages are read twice and never kept in memory. After an interruption the same call goes on: days that are finished
are kept in a hidden folder beside DIR until the case is whole. Events, items and activity are held in memory: some
million rows are fine.

  for messages in ClickHouse, which reduces them itself (--messages database.table, or "source" in the mapping):
  --engine clickhouse --url http(s)://HOST:PORT
  --timeout N      seconds that one query may take (default 1800; a query reduces a day)
  In the environment: CASEWALL_CLICKHOUSE_USER, CASEWALL_CLICKHOUSE_PASSWORD, CASEWALL_CLICKHOUSE_DATABASE; over TLS
  CASEWALL_CLICKHOUSE_CA, CASEWALL_CLICKHOUSE_CERT and CASEWALL_CLICKHOUSE_KEY (PEM files).

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
  messages   "time" (a column, or { "from", "format", "zone" }), "device" (a column), "kind" (a column; "kinds": names
             of kinds written as whole numbers; "split": true splits the activity by them), "place": { "lat", "lon",
             "resolution" }, { "h3": column } or { "by": column, "lookup": NAME } for masts in a look-up table with
             columns "lat" and "lon", or "h3" (and "name", "country", "region"); "raw": true; "collected": "seen" (a day
             without any message was not collected) or "span"; "leaveOut": share of records that may be unusable (0.01).
             Other columns, such as the words of a message, are never read. "source", for ClickHouse: { "table": "db.name" }
             or { "s3", "url" or "file": address, "format": "Parquet", "columns": structure if it must be told }
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
