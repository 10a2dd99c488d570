import { describe, expect, it } from 'vitest'
import { toReportHtml } from './report.ts'

describe('the report of a review', () => {
  it('says in its language how many of the faults that were planted the rules found, and which kinds they did not', () => {
    const verdict = { version: 1, file: 'a.csv', theme: null, rowCount: 3, findings: [] } as const
    const html = toReportHtml(
      { ...verdict, findings: [] },
      {
        language: 'es',
        sensitivity: [
          { fault: 'at-zero', planted: 3, found: 3, falseAlarms: 0 },
          { fault: 'mojibake', planted: 3, found: 1, falseAlarms: 0 },
        ],
      },
    )
    expect(html).toContain('se introdujeron a propósito 6 errores de 2 tipos')
    expect(html).toContain('Las reglas encontraron 4.')
    expect(html).toContain('<li>Acentos leídos con la codificación equivocada: 1 de 3</li>')
    expect(html).toContain('Con tan pocas filas')
    expect(html).not.toContain('longitud 0')
  })

  it('tells of what several fields lack at once, and calls the other row of a pair a row', () => {
    const extra = (field: string) => ({
      code: 'field-extra',
      severity: 'note' as const,
      field,
      count: 1,
      rows: [],
    })
    const html = toReportHtml(
      {
        version: 1,
        file: 'a.csv',
        theme: null,
        rowCount: 8,
        findings: [
          extra('name'),
          extra('year'),
          {
            code: 'feature-repeated',
            severity: 'warning',
            count: 1,
            rows: [{ row: 8, key: 'A2', detail: 3 }],
          },
        ],
      },
      { language: 'fr' },
    )
    expect(html.match(/<h3/g)).toHaveLength(2)
    expect(html).toMatch(
      /<h3[^>]*>Champs qui ne font pas partie du thème et ne seront pas publiés\s: 2</,
    )
    expect(html).toContain('<li>year</li>')
    expect(html.match(/Il n’y a rien à faire/g)).toHaveLength(1)
    expect(html).toContain('<td>Ligne 3</td>')
  })

  it('says of what concerns all rows just that, with numbers as Mexico writes them', () => {
    const rows = Array.from({ length: 1204 }, (_, row) => ({ row: row + 2, key: `R${row}` }))
    const finding = { code: 'geometry-missing', severity: 'error' as const, count: 1204, rows }
    const toHtml = (rowCount: number) =>
      toReportHtml(
        { version: 1, file: 'a.csv', theme: null, rowCount, findings: [finding] },
        { language: 'es' },
      )
    expect(toHtml(1204)).toContain('Todas las filas del archivo están en cuestión: 1,204.')
    expect(toHtml(1204)).not.toContain('<table')
    expect(toHtml(1205).match(/<th scope="row">/g)).toHaveLength(200)
  })

  it('tells by value where many rows have the same few, so that nobody has two hundred like lines read to them', () => {
    const rows = Array.from({ length: 300 }, (_, nth) => ({
      row: nth + 2,
      key: `#${nth + 2}`,
      detail: nth === 7 ? '<N/A>' : 'NA',
    }))
    const toHtml = (some: typeof rows) =>
      toReportHtml(
        {
          version: 1,
          file: 'a.csv',
          theme: null,
          rowCount: 900,
          findings: [
            {
              code: 'placeholder',
              severity: 'warning',
              field: 'a',
              count: some.length,
              rows: some,
            },
          ],
        },
        { language: 'en' },
      )
    const html = toHtml(rows)
    expect(html.match(/<th scope="row">/g)).toHaveLength(2)
    expect(html).toContain('<th scope="row">NA</th><td>299</td><td>2 to 8, 10 to 301</td>')
    expect(html).toContain('<th scope="row">&lt;N/A&gt;</th><td>1</td><td>9</td>')
    const apart = toHtml(rows.filter(({ row }) => row % 2 === 0))
    expect(apart).toContain('78, 80, and 110 more, which are in the CSV file of this report</td>')
    // Where rows have no names, their numbers are not said twice.
    expect(toHtml(rows.slice(0, 9))).toContain(
      '<tr><th scope="row">9</th><td>&lt;N/A&gt;</td></tr>',
    )
  })
})
