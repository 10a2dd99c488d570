/** How to open a file of a layer in another program. */
export interface Snippet {
  readonly tool: 'sf' | 'geopandas' | 'qgis' | 'ogr2ogr'
  readonly name: string
  /** The language by which a highlighter knows the code. */
  readonly language: 'r' | 'python' | 'sh'
  readonly code: string
}

/**
 * Lines that open the very file behind an address, over HTTP ranges (GDAL's `/vsicurl/`), so that a
 * program reads only what it needs. Each program reads FlatGeobuf through GDAL 3.1 or later.
 *
 * @param url absolute address of the file
 * @param name a word for it: letters, digits and hyphens, as a layer's id is
 */
export function toSnippets(url: string, name: string): Snippet[] {
  const variable = name.replaceAll('-', '_')
  const path = `/vsicurl/${url}`
  return [
    {
      tool: 'sf',
      name: 'R (sf)',
      language: 'r',
      code: `library(sf)\n${variable} <- st_read("${path}")\nplot(st_geometry(${variable}))`,
    },
    {
      tool: 'geopandas',
      name: 'Python (geopandas)',
      language: 'python',
      code: `import geopandas\n${variable} = geopandas.read_file("${path}")\n${variable}.plot()`,
    },
    {
      tool: 'qgis',
      name: 'QGIS (Python)',
      language: 'python',
      code: `iface.addVectorLayer("${path}", "${name}", "ogr")`,
    },
    {
      tool: 'ogr2ogr',
      name: 'ogr2ogr (GDAL)',
      language: 'sh',
      code: `ogr2ogr -f GPKG ${name}.gpkg "${path}"`,
    },
  ]
}
