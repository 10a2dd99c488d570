/**
 * Runs the snippets of the layers' pages in the programs they are for (R with sf, Python with geopandas
 * and QGIS, ogr2ogr, which must be installed) against the layers' own files over HTTP, and keeps what each
 * program opened as `tests/fixtures/snippets.json`, which `scripts/pages/snippets.test.ts` compares the
 * snippets and the catalogue with. To be run after a snippet has changed:
 *
 *     npx tsx scripts/judge-snippets.ts
 *
 * `PYTHON` names a Python that has geopandas and QGIS, where `python3` is another.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { LAYERS_FOLDER } from '../src/catalog/metadata/site.ts'
import { type Snippet, toSnippets } from '../src/catalog/metadata/snippets.ts'
import { startStaticServer } from './static-server.ts'

/** What a program opened. */
export interface JudgedSnippet {
  readonly tool: Snippet['tool']
  readonly layer: string
  /** The program and the library it reads with. */
  readonly program: string
  /** As it was run, but for the site's address. */
  readonly code: string
  readonly featureCount: number
  /** The authority's code of the coordinate reference system. */
  readonly crs: string
  readonly extent: readonly number[]
  /** Names of the fields, in order. */
  readonly fields: readonly string[]
}

/** Stands for the site's address in what is kept. */
export const JUDGED_SITE = 'https://atlas.example/'

/** Points, lines and polygons. */
export const JUDGED_LAYERS = ['ports', 'international-boundaries', 'glaciers'] as const

/** What a program prints of the layer it opened: five lines, the fields last. */
interface Judge {
  /** The command that runs the snippet and tells of the layer that it opened. */
  command(snippet: Snippet, variable: string, layer: string): readonly [string, readonly string[]]
}

const python = process.env.PYTHON ?? 'python3'

const JUDGES: Readonly<Record<Snippet['tool'], Judge>> = {
  sf: {
    command: ({ code }, variable) => [
      'Rscript',
      [
        '-e',
        `${code}
answer <- c(
  paste0("sf ", packageVersion("sf"), ", GDAL ", sf_extSoftVersion()["GDAL"]),
  nrow(${variable}),
  paste0("EPSG:", st_crs(${variable})$epsg),
  paste(format(as.numeric(st_bbox(${variable})), digits = 15, trim = TRUE), collapse = " "),
  paste(setdiff(names(${variable}), attr(${variable}, "sf_column")), collapse = " "))
cat("ANSWER", answer, sep = "\\n")`,
      ],
    ],
  },
  geopandas: {
    command: ({ code }, variable) => [
      python,
      [
        '-c',
        `import matplotlib
matplotlib.use("agg")
${code}
import fiona
print("ANSWER")
print("geopandas", geopandas.__version__ + ", GDAL", fiona.__gdal_version__)
print(len(${variable}))
print(${variable}.crs)
print(*${variable}.total_bounds)
print(*${variable}.columns.drop("geometry"))`,
      ],
    ],
  },
  // What the console of QGIS calls \`iface\`, without a window.
  qgis: {
    command: ({ code }) => [
      python,
      [
        '-c',
        `from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer
from osgeo import gdal
application = QgsApplication([], False)
application.initQgis()
class iface:
  def addVectorLayer(path, name, provider):
    layer = QgsVectorLayer(path, name, provider)
    assert layer.isValid()
    return QgsProject.instance().addMapLayer(layer)
${code}
(layer,) = QgsProject.instance().mapLayers().values()
box = layer.extent()
print("ANSWER")
print("QGIS", Qgis.QGIS_VERSION.split("-")[0] + ", GDAL", gdal.VersionInfo("RELEASE_NAME"))
print(sum(1 for _ in layer.getFeatures()))
print(layer.crs().authid())
print(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
print(*[field.name() for field in layer.fields()])
application.exitQgis()`,
      ],
    ],
  },
  ogr2ogr: {
    command: ({ code }, _variable, layer) => [
      'sh',
      [
        '-e',
        '-c',
        `${code}
echo ANSWER
ogr2ogr --version | sed 's/,.*//'
summary=$(ogrinfo -so -al ${layer}.gpkg)
echo "$summary" | sed -n 's/^Feature Count: //p'
echo "$summary" | sed -n 's/^ *ID\\["\\(EPSG\\)",\\([0-9]*\\)\\]\\]$/\\1:\\2/p' | tail -1
echo "$summary" | sed -n 's/^Extent: (\\(.*\\), \\(.*\\)) - (\\(.*\\), \\(.*\\))$/\\1 \\2 \\3 \\4/p'
echo "$summary" | sed -n 's/^\\([a-z][a-z0-9_:]*\\): .*([0-9.]*).*$/\\1/p' | tr '\\n' ' '`,
      ],
    ],
  },
}

const run = promisify(execFile)

async function judge(snippet: Snippet, layer: string, site: string): Promise<JudgedSnippet> {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'))
  try {
    const variable = layer.replaceAll('-', '_')
    const [command, options] = JUDGES[snippet.tool].command(snippet, variable, layer)
    const { stdout } = await run(command, options, {
      cwd: folder,
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
    })
    const lines = stdout.split('ANSWER\n')[1]!.trim().split('\n')
    const [program, count, crs, extent, fields] = lines as [string, string, string, string, string]
    return {
      tool: snippet.tool,
      layer,
      program,
      code: snippet.code.replaceAll(site, JUDGED_SITE),
      featureCount: Number(count),
      crs,
      extent: extent.split(' ').map((value) => Number(Number(value).toFixed(6))),
      fields: fields.trim().split(' '),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '..')
  const server = await startStaticServer({ folder: join(root, 'public') })
  const judged: JudgedSnippet[] = []
  try {
    for (const layer of JUDGED_LAYERS) {
      for (const snippet of toSnippets(`${server.url}${LAYERS_FOLDER}${layer}.fgb`, layer)) {
        const answer = await judge(snippet, layer, server.url)
        console.log(`${answer.program}: ${answer.featureCount} features of ${layer}`)
        judged.push(answer)
      }
    }
  } finally {
    await server.close()
  }
  const lines = judged.map((answer) => JSON.stringify(answer))
  writeFileSync(join(root, 'tests/fixtures/snippets.json'), `[\n${lines.join(',\n')}\n]\n`)
}
