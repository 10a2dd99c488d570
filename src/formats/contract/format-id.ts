/** The formats that the Atlas reads. */
export type FormatId =
  | 'shapefile'
  | 'dbase'
  | 'kml'
  | 'geojson'
  | 'topojson'
  | 'esri-json'
  | 'flatgeobuf'
  | 'csv'
  | 'gpx'
  | 'tcx'
  | 'geopackage'
  | 'gml'
