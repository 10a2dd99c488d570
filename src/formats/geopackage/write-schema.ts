import type { Crs } from '../../geo/crs.ts'
import type { FieldType, GeometryType } from '../../model/schema.ts'

/** Column types of GeoPackage (OGC 12-128r17 table 1). */
export const COLUMN_TYPES: Readonly<Record<FieldType, string>> = {
  boolean: 'BOOLEAN',
  integer: 'MEDIUMINT',
  long: 'INTEGER',
  double: 'DOUBLE',
  string: 'TEXT',
  date: 'DATE',
  datetime: 'DATETIME',
  json: 'TEXT',
  binary: 'BLOB',
}

export const GEOMETRY_TYPE_NAMES: Readonly<Record<GeometryType, string>> = {
  Unknown: 'GEOMETRY',
  Point: 'POINT',
  LineString: 'LINESTRING',
  Polygon: 'POLYGON',
  MultiPoint: 'MULTIPOINT',
  MultiLineString: 'MULTILINESTRING',
  MultiPolygon: 'MULTIPOLYGON',
  GeometryCollection: 'GEOMETRYCOLLECTION',
}

/** `GPKG` in ASCII, and version 1.3.0 (section 1.1.1.1.1). */
export const APPLICATION_ID = 0x47504b47
export const USER_VERSION = 10300

/** Tables of OGC 12-128r17 annex C, and the extensions that are used (annexes F.3, F.8, F.9). */
export const CORE_TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);
`

export const EXTENSION_ROWS = `
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
  ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec121/#extension_metadata', 'read-write'),
  ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec121/#extension_metadata', 'read-write');
`

/** As QGIS makes it for a layer whose style is saved into the file. */
export const STYLE_TABLE = `
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256),
  f_table_schema TEXT(256),
  f_table_name TEXT(256),
  f_geometry_column TEXT(256),
  styleName TEXT(30),
  styleQML TEXT,
  styleSLD TEXT,
  useAsDefault BOOLEAN,
  description TEXT,
  owner TEXT(30),
  ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);
`
export const STYLE_CONTENTS =
  "INSERT INTO gpkg_contents(table_name, data_type, identifier, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', ?)"
/** Letters of a style's name. */
export const MOST_STYLE_NAME = 30
export const INSERT_STYLE =
  "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, ?, ?, ?, ?, 1, '', '', ?)"

const WGS84_WKT =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],' +
  'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],' +
  'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'

/** An id for systems that no authority has given a code, clear of EPSG's. */
const OWN_SRS_ID = 100_000

export type SrsRow = readonly [
  name: string,
  srsId: number,
  organization: string,
  code: number,
  definition: string,
  description: string,
]

/** The rows that every file must have (section 1.1.2.1.2). */
export const REQUIRED_SRS_ROWS: readonly SrsRow[] = [
  [
    'Undefined Cartesian SRS',
    -1,
    'NONE',
    -1,
    'undefined',
    'undefined Cartesian coordinate reference system',
  ],
  [
    'Undefined geographic SRS',
    0,
    'NONE',
    0,
    'undefined',
    'undefined geographic coordinate reference system',
  ],
  [
    'WGS 84 geodetic',
    4326,
    'EPSG',
    4326,
    WGS84_WKT,
    'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid',
  ],
]

/** The row of the layer's own system; `null` for WGS 84, whose row is there anyway. */
export function toSrsRow({ name, epsg, ogcWkt, esriWkt }: Crs): SrsRow | null {
  if (epsg === 4326) return null
  const definition = ogcWkt ?? esriWkt ?? 'undefined'
  return epsg === null
    ? [name, OWN_SRS_ID, 'NONE', OWN_SRS_ID, definition, name]
    : [name, epsg, 'EPSG', epsg, definition, name]
}

/** What keeps the R-tree true to the table (annex F.3, "Spatial Index Triggers", version 1.3). */
export function rtreeTriggers(table: string, column: string, id: string): readonly string[] {
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const [t, c, i] = [quote(table), quote(column), quote(id)]
  const rtree = quote(`rtree_${table}_${column}`)
  const name = (suffix: string): string => quote(`rtree_${table}_${column}_${suffix}`)
  const values = `NEW.${i}, ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}), ST_MinY(NEW.${c}), ST_MaxY(NEW.${c})`
  const filled = `(NEW.${c} NOT NULL AND NOT ST_IsEmpty(NEW.${c}))`
  const empty = `(NEW.${c} ISNULL OR ST_IsEmpty(NEW.${c}))`
  return [
    `CREATE TRIGGER ${name('insert')} AFTER INSERT ON ${t} WHEN ${filled} BEGIN INSERT OR REPLACE INTO ${rtree} VALUES (${values}); END`,
    `CREATE TRIGGER ${name('update1')} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.${i} = NEW.${i} AND ${filled} BEGIN INSERT OR REPLACE INTO ${rtree} VALUES (${values}); END`,
    `CREATE TRIGGER ${name('update2')} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.${i} = NEW.${i} AND ${empty} BEGIN DELETE FROM ${rtree} WHERE id = OLD.${i}; END`,
    `CREATE TRIGGER ${name('update3')} AFTER UPDATE ON ${t} WHEN OLD.${i} != NEW.${i} AND ${filled} BEGIN DELETE FROM ${rtree} WHERE id = OLD.${i}; INSERT OR REPLACE INTO ${rtree} VALUES (${values}); END`,
    `CREATE TRIGGER ${name('update4')} AFTER UPDATE ON ${t} WHEN OLD.${i} != NEW.${i} AND ${empty} BEGIN DELETE FROM ${rtree} WHERE id IN (OLD.${i}, NEW.${i}); END`,
    `CREATE TRIGGER ${name('delete')} AFTER DELETE ON ${t} WHEN OLD.${c} NOT NULL BEGIN DELETE FROM ${rtree} WHERE id = OLD.${i}; END`,
  ]
}
