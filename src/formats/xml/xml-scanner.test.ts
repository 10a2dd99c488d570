import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../model/problem.ts'
import { WarningList } from '../contract/read-context.ts'
import { attributeOf, XmlScanner } from './xml-scanner.ts'

/** What a handler is told of a text that comes in pieces of a length. */
function scan(text: string, pieceLength = text.length) {
  const told: string[] = []
  const warnings = new WarningList()
  const scanner = new XmlScanner(
    {
      open: (name, attributes) => told.push(`<${name}${attributes}>`),
      close: (name) => told.push(`</${name}>`),
      wantsText: () => true,
      text: (piece) => {
        const before = told.at(-1)
        if (before !== undefined && !before.startsWith('<')) told[told.length - 1] += piece
        else told.push(piece)
      },
    },
    warnings,
    { ownNamespace: /kml/, ownPrefixes: ['kml'], fileName: 'a.kml' },
  )
  for (let at = 0; at < text.length; at += pieceLength)
    scanner.push(text.slice(at, at + pieceLength))
  scanner.end()
  return { told: told.join(''), codes: warnings.list().map(({ code }) => code) }
}

function problemOf(text: string): string {
  try {
    scan(text)
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
  return 'read'
}

describe('XML', () => {
  const whole =
    '<?xml version="1.0"?><!-- <not> --><kml:a x="1>2"><b/>text &amp; &#233;&#xE9;<![CDATA[<raw> & ]]></kml:a>'

  it('is told in the order of the file', () => {
    expect(scan(whole).told).toBe('<a x="1>2"><b></b>text & éé<raw> & </a>')
  })

  it('is the same in pieces of any length', () => {
    for (const length of [1, 2, 3, 5, 7, 11, 40]) {
      expect(scan(whole, length), `pieces of ${length}`).toEqual(scan(whole))
    }
  })

  it.each([
    ['entities of its own', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    [
      'a billion laughs',
      `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]><a>&l9;</a>`,
    ],
    ['a file of the machine', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['an address', '<!DOCTYPE a [<!ENTITY e SYSTEM "http://example.com/">]><a>&e;</a>'],
    [
      'entities of parameters',
      '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.com/x.dtd"> %p;]><a/>',
    ],
    ['entities in small letters', '<!doctype a [<!entity e "x">]><a>&e;</a>'],
  ])('is refused with %s', (_, text) => {
    expect(problemOf(text)).toBe('xml-entities')
  })

  it('tells no one of what nobody hears, and of all that follows', () => {
    const parts = [
      '<a><deaf><b>1</b><b>2</b><c x="1">3</c><d/><e><f>4</f></e><!-- <g>5</g> -->&amp;</deaf><h>6</h></a>',
      '<a><deaf><b>1</b><c></deaf><h>6</h></a>',
    ]
    for (const text of parts) {
      for (const length of [1, 2, 3, 7, 100]) {
        const told: string[] = []
        let depth = 0
        const scanner = new XmlScanner(
          {
            open: (name) => {
              if (depth > 0 || name === 'deaf') depth++
              told.push(depth > 1 ? '' : `<${name}>`)
            },
            close: (name) => {
              told.push(depth > 1 ? '' : `</${name}>`)
              if (depth > 0) depth--
            },
            wantsText: () => depth === 0,
            isDeaf: () => depth > 0,
            text: (piece) => told.push(piece),
          },
          new WarningList(),
          { ownNamespace: /kml/, ownPrefixes: [], fileName: 'a.kml' },
        )
        for (let at = 0; at < text.length; at += length) scanner.push(text.slice(at, at + length))
        scanner.end()
        expect(told.join(''), `pieces of ${length}`).toBe('<a><deaf></deaf><h>6</h></a>')
      }
    }
  })

  it('with a document type elsewhere is read without it', () => {
    const { told } = scan('<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a>&e;</a>')
    expect(told).toBe('<a>&e;</a>')
  })

  it('expands nothing that comment and brackets in a document type hide', () => {
    const text = '<!DOCTYPE a [<!-- ] --> <!ENTITY e "x">]><a>&e;</a>'
    const { told } = scan(text)
    expect(told).toContain('&e;')
    expect(told).not.toContain('<a>x</a>')
  })

  it.each<[string, string, string]>([
    ['xml-junk', 'after the root', '<a>1</a> and <b/>'],
    ['xml-malformed', 'tags that do not match', '<a><b>1</a>'],
    ['xml-cut-off', 'no end', '<a><b>1'],
    ['xml-entity-unknown', 'names of characters that XML does not know', '<a>&eacute; & b</a>'],
  ])('warns with %s of %s', (code, _, text) => {
    expect(scan(text).codes).toEqual([code])
  })

  it.each([
    ['nothing in it', '   '],
    ['a tag without end', `<a ${'x'.repeat(2_000_000)}`],
    ['endless depth', '<a>'.repeat(5000)],
  ])('is refused with %s', (_, text) => {
    expect(problemOf(text)).toBe('xml-invalid')
  })

  it('keeps numbers of characters that are none as they stand', () => {
    expect(scan('<a>&#xD800;&#x110000;&#0;</a>').told).toContain('&#xD800;&#x110000;')
  })

  it('has attributes in either quotation marks, with entities', () => {
    expect(attributeOf(` id='a&amp;b' x:name = "c"`, 'id')).toBe('a&b')
    expect(attributeOf(` id='a' x:name = "c"`, 'name')).toBe('c')
    expect(attributeOf(` myid='a'`, 'id')).toBeNull()
  })
})
