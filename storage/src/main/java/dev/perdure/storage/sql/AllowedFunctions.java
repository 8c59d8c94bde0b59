package dev.perdure.storage.sql;

import java.util.Set;

/** The SQL functions that the platform has. List: workerd's sqlite.c++. */
final class AllowedFunctions {
  private static final Set<String> NAMES =
      Set.of(
          """
          abs changes char coalesce concat concat_ws format glob hex ifnull iif instr
          last_insert_rowid length like likelihood likely load_extension lower ltrim nullif
          octet_length printf quote random randomblob replace round rtrim sign soundex substr
          substring total_changes trim typeof unhex unicode unlikely upper zeroblob
          date time datetime julianday unixepoch strftime timediff current_date current_time
          current_timestamp
          avg count group_concat max min string_agg sum total
          row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value
          nth_value
          acos acosh asin asinh atan atan2 atanh ceil cos cosh degrees exp floor ln log log2 mod pi
          pow radians sin sinh sqrt tan tanh trunc
          json jsonb json_array jsonb_array json_array_length json_extract jsonb_extract -> ->>
          json_insert jsonb_insert json_object jsonb_object json_patch jsonb_patch json_remove
          jsonb_remove json_replace jsonb_replace json_set jsonb_set json_type json_valid json_quote
          json_group_array jsonb_group_array json_group_object jsonb_group_object json_each
          json_tree
          match highlight bm25 snippet rtreecheck
          sqlite_rename_column sqlite_rename_table sqlite_rename_test sqlite_drop_column
          sqlite_rename_quotefix
          stat_init stat_push stat_get
          """
              .strip()
              .split("\\s+"));

  /** Those of SQLite that the platform knows and forbids. */
  private static final Set<String> KNOWN =
      Set.of(
          "sqlite_compileoption_get",
          "sqlite_compileoption_used",
          "sqlite_log",
          "sqlite_source_id",
          "sqlite_version",
          "json_pretty",
          "if",
          "json_array_insert",
          "jsonb_array_insert",
          "json_error_position",
          "subtype",
          "unistr",
          "unistr_quote",
          "ceiling",
          "log10",
          "power",
          "fts5",
          "fts5_source_id",
          "fts5_locale",
          "fts5_get_locale",
          "fts5_insttoken",
          "rtreenode",
          "rtreedepth");

  private AllowedFunctions() {}

  static boolean contains(String name) {
    return NAMES.contains(Names.folded(name));
  }

  /** Whether the platform has it but does not let it be used. */
  static boolean isForbidden(String name) {
    return KNOWN.contains(Names.folded(name));
  }
}
