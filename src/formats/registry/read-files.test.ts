import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type ByteSource, bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from './read-files.ts'

const text = (value: string) => new TextEncoder().encode(value)

/** A source of a size that tells how much of it was read. */
function counted(bytes: Uint8Array, name: string): ByteSource & { bytesRead: number } {
  return {
    name,
    size: bytes.length,
    bytesRead: 0,
    read(start, end) {
      this.bytesRead += Math.min(end, bytes.length) - start
      return Promise.resolve(bytes.subarray(start, end))
    },
  }
}

const HEAD = '{"type":"FeatureCollection","features":['
const FEATURE =
  '{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[-99,19]}}'

function collection(count: number): Uint8Array {
  return text(`${HEAD}${Array(count).fill(FEATURE).join(',')}]}`)
}

describe('reading files', () => {
  it('is refused before anything is read where a file is larger than the memory that may be used', async () => {
    const source = counted(collection(20_000), 'wells.geojson')
    const result = await readFiles([source], { maxBytes: 1_000_000 })
    expect(result).toMatchObject({
      ok: false,
      problem: {
        code: 'file-too-large',
        values: { name: 'wells.geojson', bytes: source.size, limitBytes: 1_000_000 },
      },
    })
    expect(source.bytesRead).toBeLessThan(10_000)
  })

  it('is broken off where the features would take more than may be used', async () => {
    const line = `{"type":"LineString","coordinates":[${Array(20_000).fill('[1,2]').join(',')}]}`
    const result = await readFiles([bytesSource(text(line), 'a.geojson')], { maxBytes: 150_000 })
    expect(result).toMatchObject({ ok: false, problem: { code: 'memory-limit' } })
  })

  it.each([
    ['geojson', collection(150_000)],
    ['csv', text(`lon,lat,name\n${'-99,19,"a"\n'.repeat(800_000)}`)],
    [
      'kml',
      text(
        `<kml>${'<Placemark><Point><coordinates>-99,19</coordinates></Point></Placemark>'.repeat(120_000)}</kml>`,
      ),
    ],
  ])(
    'stops with the reason, and reads no further, once it is cancelled: %s',
    async (extension, bytes) => {
      const source = counted(bytes, `places.${extension}`)
      const controller = new AbortController()
      const reason = new Error('not wanted any more')
      const reading = readFiles([source], {
        signal: controller.signal,
        onProgress: () => controller.abort(reason),
      })
      await expect(reading).rejects.toBe(reason)
      const before = source.bytesRead
      // It has gone through a text of this size twice at most when it reads it whole.
      expect(before).toBeLessThan(bytes.length * 1.9)
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(source.bytesRead).toBe(before)
    },
  )

  it('tells its progress in bytes and features, to the end', async () => {
    const bytes = collection(60_000)
    const told: { bytesRead: number; bytesTotal: number; features: number }[] = []
    await readFiles([bytesSource(bytes, 'a.geojson')], {
      onProgress: (progress) => told.push(progress),
    })
    expect(told.at(-1)).toEqual({
      bytesRead: bytes.length,
      bytesTotal: bytes.length,
      features: 60_000,
    })
    for (const [index, { bytesRead }] of told.entries()) {
      expect(bytesRead).toBeGreaterThanOrEqual(told[index - 1]?.bytesRead ?? 0)
    }
  })

  it('reads what it can of several files and names what it cannot', async () => {
    const result = await readFiles([
      bytesSource(text(FEATURE), 'good.geojson'),
      bytesSource(text('{"type":"Feature"'), 'bad.geojson'),
      bytesSource(new Uint8Array(0), 'empty.kml'),
    ])
    expect(result.ok && result.layers.map(({ name }) => name)).toEqual(['good'])
    expect(result.ok && result.warnings.map(({ values }) => values)).toMatchObject([
      { name: 'bad.geojson', code: 'json-invalid' },
      { name: 'empty.kml', code: 'file-empty' },
    ])
  })

  it('names the files of an archive that were passed over, and not the icons that are used', async () => {
    const style = (name: string) =>
      `<Placemark><Style><IconStyle><Icon><href>files/${name}</href></Icon></IconStyle></Style><Point><coordinates>-99,19</coordinates></Point></Placemark>`
    const kml = `<kml><Document>${style('mine.png')}${style('./MILL.png')}</Document></kml>`
    const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
    const archive = zipSync({
      'files/mine.png': image,
      'files/mill.png': image,
      'doc.kml': text(kml),
      'files/photo.jpg': image,
      'readme.pdf': image,
    })
    const result = await readFiles([bytesSource(archive, 'plants.kmz')])
    expect(result.ok && result.warnings).toMatchObject([
      { code: 'files-skipped', count: 2, values: { names: 'photo.jpg, readme.pdf' } },
    ])
  })

  it('says of an archive all whose names lead out of it that they do, not that it is empty', async () => {
    const archive = zipSync({ '../../wells.geojson': text(FEATURE) })
    const result = await readFiles([bytesSource(archive, 'slip.zip')])
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'zip-path-unsafe', values: { name: 'slip.zip' } },
    })
  })

  it.each([
    [
      'roads.mif',
      'Version 300\nCharset "WindowsLatin1"\nDelimiter ","\nColumns 1\n',
      'MapInfo MIF/MID',
    ],
    ['plants.mid', '1,"Plant A"\n2,"Plant B"\n', 'MapInfo MIF/MID'],
    ['track.txt', '$GPGGA,123519,4807.038,N,01131.000,E,1\n$GPRMC,123519,A\n', 'NMEA 0183'],
    ['map.osm.pbf', '\0\0\0\r\n\tOSMHeader\u0018', 'OpenStreetMap PBF'],
    ['14.mvt', '\u001a\u0010', 'Mapbox Vector Tile'],
  ])('names the format of %s, which is not read', async (name, content, format) => {
    const alone = await readFiles([bytesSource(text(content), name)])
    expect(alone).toMatchObject({
      ok: false,
      problem: { code: 'format-not-read', values: { format, names: name } },
    })
    const beside = await readFiles([
      bytesSource(text(content), name),
      bytesSource(text(FEATURE), 'a.geojson'),
    ])
    expect(beside.ok && beside.warnings).toMatchObject([
      { code: 'format-not-read', values: { format, names: name } },
    ])
  })

  it('names a geodatabase by its folder, once', async () => {
    const archive = zipSync({
      'data/roads.gdb/a00000001.gdbtable': text('\u0003\0\0\0'),
      'data/roads.gdb/a00000001.gdbtablx': text('\u0003\0\0\0'),
      'data/roads.gdb/gdb': text('\u0005\0\0\0'),
    })
    const result = await readFiles([bytesSource(archive, 'roads.zip')])
    expect(result).toMatchObject({
      ok: false,
      problem: {
        code: 'format-not-read',
        values: { format: 'Esri File Geodatabase', names: 'roads.gdb' },
      },
    })
  })

  it('names a tar archive in gzip, and does not call it dishonest however well it is packed', async () => {
    const tar = new Uint8Array(40_000_000)
    tar.set(text('layer.shp'))
    tar.set(text('ustar'), 257)
    const result = await readFiles([bytesSource(gzipSync(tar), 'layer.tar.gz')])
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'format-not-read', values: { format: 'tar', names: 'layer.tar' } },
    })
  })

  it('knows a format by its content, whatever the file is called', async () => {
    const result = await readFiles([bytesSource(text(FEATURE), 'wells.shp.txt')])
    expect(result.ok && result.layers[0]!.format).toBe('geojson')
  })
})
