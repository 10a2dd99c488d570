/**
 * Has GDAL (`ogrinfo`, which must be installed) and togeojson read every file of the corpus, and keeps what
 * they found (counts, types, bounds, names of fields; no content) as `tests/fixtures/import/judge.json`,
 * which `src/formats/corpus.test.ts` compares the readers with.
 *
 *     npx tsx scripts/judge-corpus.ts
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'

const ROOT = resolve(import.meta.dirname, '..')
const CORPUS = resolve(ROOT, '../shared/corpus')
const run = promisify(execFile)

/** What GDAL says of a layer. */
export interface JudgedLayer {
  readonly name: string
  readonly count: number
  readonly type: string
  /** Only of layers in degrees. */
  readonly bbox: readonly number[] | null
  readonly fields: readonly string[]
}

const SKIPPED = /\.(shx|prj|cpg|md)$/i

export function corpusFiles(): string[] {
  return readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !SKIPPED.test(entry.name))
    .map(({ parentPath, name }) => relative(CORPUS, join(parentPath, name)))
    .filter((path) => !/\.dbf$/i.test(path) || !hasShapes(path))
    .toSorted()
}

function hasShapes(path: string): boolean {
  const folder = readdirSync(join(CORPUS, path, '..'))
  const shp = `${path.slice(path.lastIndexOf('/') + 1, -4)}.shp`.toLowerCase()
  return folder.some((name) => name.toLowerCase() === shp)
}

function prefixed(path: string): string {
  const extension = extname(path).toLowerCase()
  const full = join(CORPUS, path)
  return extension === '.zip' ? `/vsizip/${full}` : extension === '.gz' ? `/vsigzip/${full}` : full
}

function parseLayers(text: string): JudgedLayer[] {
  return text
    .split(/^Layer name: /m)
    .slice(1)
    .map((part) => {
      const [name = ''] = part.split('\n', 1)
      const extent = /^Extent: \((.+), (.+)\) - \((.+), (.+)\)$/m.exec(part)?.slice(1).map(Number)
      const isDegrees = /^(GEOGCRS|GEODCRS)/m.test(part) || !/PROJCRS|ENGCRS|BOUNDCRS/.test(part)
      return {
        name,
        count: Number(/^Feature Count: (\d+)$/m.exec(part)?.[1] ?? -1),
        type: /^Geometry: (.+)$/m.exec(part)?.[1] ?? '',
        bbox: extent && isDegrees ? [extent[0]!, extent[1]!, extent[2]!, extent[3]!] : null,
        fields: [
          ...part.matchAll(
            /^(.+?): (?:Integer|Integer64|Real|String|Date|DateTime|Time|Binary|StringList|IntegerList|RealList|Integer64List)\b.*$/gm,
          ),
        ].map((match) => match[1]!),
      }
    })
}

async function judge(path: string): Promise<JudgedLayer[] | null> {
  try {
    const { stdout } = await run('ogrinfo', ['-ro', '-so', '-al', prefixed(path)], {
      timeout: 60_000,
      maxBuffer: 64 << 20,
    })
    return parseLayers(stdout)
  } catch {
    return null
  }
}

function countWithTogeojson(path: string): number | null {
  try {
    const document = new DOMParser({ onError: () => {} }).parseFromString(
      readFileSync(join(CORPUS, path), 'utf8'),
      'text/xml',
    )
    return kml(document).features.length
  } catch {
    return null
  }
}

if (import.meta.filename === process.argv[1]) {
  const judged: string[] = []
  for (const path of corpusFiles()) {
    const togeojson = /\.kml$/i.test(path) ? { togeojson: countWithTogeojson(path) } : {}
    judged.push(
      `${JSON.stringify(path)}: ${JSON.stringify({ ogr: await judge(path), ...togeojson })}`,
    )
  }
  writeFileSync(join(ROOT, 'tests/fixtures/import/judge.json'), `{\n${judged.join(',\n')}\n}\n`)
  console.log(`${judged.length} files`)
}
