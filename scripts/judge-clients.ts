/**
 * Has the programs that people open exports with (GDAL, geopandas, sf of R, QGIS; those that are installed)
 * read published layers in every format, and writes which of them read each one whole as `docs/clients.md`.
 *
 *     npx tsx scripts/judge-clients.ts
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { EXPORT_FORMATS, type ExportFormat } from '../src/formats/contract/writer.ts'
import { WRITERS } from '../src/formats/registry/writers.ts'
import { run as convert } from './convert.ts'

const ROOT = resolve(import.meta.dirname, '..')
const execute = promisify(execFile)

/** Points, many points with regions in KML, lines, areas, areas of several parts, and areas across the antimeridian. */
const LAYERS = ['airports', 'power-plants', 'rivers', 'lakes', 'states-provinces', 'seas'] as const

/** Formats that may be in another system than WGS 84. */
const PROJECTED: readonly ExportFormat[] = ['shapefile', 'flatgeobuf', 'csv', 'geopackage']

interface Export {
  readonly layer: string
  readonly format: ExportFormat
  readonly crs: 'wgs84' | 'naaf'
  readonly featureCount: number
  /** As GDAL and all that stand on it open it. */
  readonly address: string
}

/** Reads the first layer of each address, as people do who name none; gives its count, or −1 where it is not read. */
interface Client {
  readonly name: string
  readonly version: readonly string[]
  read(addresses: readonly string[]): Promise<readonly number[]>
}

const script =
  (command: string, option: string, source: string) =>
  async (addresses: readonly string[]): Promise<readonly number[]> => {
    const { stdout } = await execute(command, [option, source, ...addresses], {
      maxBuffer: 1 << 28,
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
    })
    const counts = /^counts (.*)$/m.exec(stdout)?.[1]
    if (!counts) throw new Error(stdout)
    return counts.split(' ').map(Number)
  }

/** Debian's own Python, for which its packages are. */
const PYTHON = '/usr/bin/python3'

const CLIENTS: readonly Client[] = [
  {
    name: 'GDAL',
    version: ['ogrinfo', '--version'],
    async read(addresses) {
      const counts: number[] = []
      for (const address of addresses) {
        const { stdout, stderr } = await execute('ogrinfo', ['-ro', '-al', address], {
          maxBuffer: 1 << 30,
        }).catch(() => ({ stdout: '', stderr: 'ERROR' }))
        const [, first = ''] = stdout.split(/^Layer name: /m)
        const count = first.match(/^OGRFeature\(/gm)?.length ?? 0
        counts.push(/^ERROR/m.test(stderr) ? -1 : count)
      }
      return counts
    },
  },
  {
    name: 'geopandas',
    version: [PYTHON, '-c', 'import geopandas; print("geopandas", geopandas.__version__)'],
    read: script(
      PYTHON,
      '-c',
      `
import sys, warnings, geopandas, fiona
warnings.simplefilter('ignore')
fiona.drvsupport.supported_drivers.update({'LIBKML': 'r', 'KML': 'r', 'CSV': 'r', 'GeoJSONSeq': 'r'})
def count(address):
    try: return len(geopandas.read_file(address))
    except Exception: return -1
print('counts', *[count(address) for address in sys.argv[1:]])
`,
    ),
  },
  {
    name: 'R sf',
    version: ['Rscript', '-e', 'cat("sf", as.character(packageVersion("sf")))'],
    read: script(
      'Rscript',
      '-e',
      `suppressWarnings(suppressMessages(library(sf)));
       count <- function(address) tryCatch(nrow(suppressWarnings(st_read(address, quiet = TRUE))), error = function(e) -1);
       cat("counts", sapply(commandArgs(TRUE), count), "\\n")`,
    ),
  },
  {
    name: 'QGIS',
    version: [PYTHON, '-c', 'from qgis.core import Qgis; print("QGIS", Qgis.QGIS_VERSION)'],
    read: script(
      PYTHON,
      '-c',
      `
import sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
def count(address):
    layer = QgsVectorLayer(address, 'layer', 'ogr')
    return sum(1 for _ in layer.getFeatures()) if layer.isValid() else -1
print('counts', *[count(address) for address in sys.argv[1:]])
sys.stdout.flush()
`,
    ),
  },
]

async function write(folder: string): Promise<readonly Export[]> {
  const exports: Export[] = []
  for (const layer of LAYERS) {
    for (const format of EXPORT_FORMATS) {
      const { extension } = await WRITERS[format]()
      for (const crs of PROJECTED.includes(format)
        ? (['wgs84', 'naaf'] as const)
        : (['wgs84'] as const)) {
        const path = join(folder, crs, `${layer}.${extension}`)
        const printed: string[] = []
        const status = await convert(
          [join(ROOT, `public/layers/${layer}.fgb`), path, '--crs', crs, '--csv', 'wkt'],
          { print: (text) => printed.push(text), report: () => {} },
        )
        if (status !== 0) throw new Error(`${layer} is not written as ${format}`)
        const featureCount = Number(/: (\d+) features/.exec(printed.join('\n'))?.[1])
        const address = format === 'shapefile' ? `/vsizip/${path}` : path
        exports.push({ layer, format, crs, featureCount, address })
      }
    }
  }
  return exports
}

const toVersion = async ([command, ...args]: readonly string[]): Promise<string | null> =>
  execute(command!, [...args]).then(
    ({ stdout }) => stdout.trim().replace(/, released.*$/, ''),
    () => null,
  )

/** Which of the exports of one format and system a client read whole, in words. */
function toCell(exports: readonly Export[], counts: ReadonlyMap<Export, number>): string {
  const short = exports.filter((one) => counts.get(one) !== one.featureCount)
  if (short.length === 0) return 'all'
  return short
    .map((one) => {
      const count = counts.get(one)!
      return `${one.layer}: ${count < 0 ? 'not opened' : `${count} of ${one.featureCount}`}`
    })
    .join('; ')
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'judge-clients-'))
  for (const crs of ['wgs84', 'naaf']) await mkdir(join(folder, crs))
  const exports = await write(folder)
  const columns: { readonly version: string; readonly counts: ReadonlyMap<Export, number> }[] = []
  for (const client of CLIENTS) {
    const version = await toVersion(client.version)
    if (version === null) {
      console.log(`${client.name} is not installed: left out of the table`)
      continue
    }
    const counts = await client.read(exports.map(({ address }) => address))
    columns.push({ version, counts: new Map(exports.map((one, index) => [one, counts[index]!])) })
  }
  await rm(folder, { recursive: true })
  const rows = EXPORT_FORMATS.flatMap((format) =>
    (['wgs84', 'naaf'] as const).flatMap((crs) => {
      const own = exports.filter((one) => one.format === format && one.crs === crs)
      if (own.length === 0) return []
      const system = crs === 'wgs84' ? 'WGS 84' : 'the Framework’s'
      return [[format, system, ...columns.map(({ counts }) => toCell(own, counts))]]
    }),
  )
  const table = [
    ['format', 'projection', ...columns.map(({ version }) => version)],
    ['---', '---', ...columns.map(() => '---')],
    ...rows,
  ]
  await writeFile(
    join(ROOT, 'docs/clients.md'),
    `# What other programs read of exports

Each program is given a file of the Atlas and reads the first layer that it finds in it, as who names none does:
\`ogrinfo -al\`, \`geopandas.read_file\`, \`sf::st_read\`, QGIS's \`QgsVectorLayer\`. \`all\`: every feature of
each of the layers ${LAYERS.join(', ')}. geopandas is told that it may use GDAL's drivers of KML, CSV and GeoJSON
text sequences, which its reader (fiona) leaves out by itself. Made by
\`npx tsx scripts/judge-clients.ts\` where the programs are installed (Debian: \`gdal-bin\`,
\`python3-geopandas\`, \`r-cran-sf\`, \`python3-qgis\`); \`scripts/judge-exports.ts\` has GDAL read every format
of the whole corpus.

${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`,
  )
}

if (import.meta.filename === process.argv[1]) await main()
