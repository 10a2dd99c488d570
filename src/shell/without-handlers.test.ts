import { describe, expect, it } from 'vitest'
import { withoutHandlers } from './without-handlers.ts'

describe('HTML without handlers', () => {
  it.each([
    ['<img src="x" onerror="a()">', '<img src="x" >'],
    ["<a onclick='a>b' href=x>on</a>", '<a  href=x>on</a>'],
    ['<p/onfocus=a()>', '<p/>'],
    ['<p ONLOAD\n=\n"a">', '<p >'],
    ['<p title="<b onclick=x>">', '<p title="<b onclick=x>">'],
    ['<svg><style><img onload=a></style></svg>', '<svg><style><img ></style></svg>'],
    ['<base href="x">after', 'after'],
    ['<script>if (a<b) c="</script><p onclick=x>', '<script>if (a<b) c="</script><p >'],
    ['<p onclick="a', '<p '],
    ['</p onclick=a>', '</p >'],
  ])('of %s is %s', (html, expected) => {
    expect(withoutHandlers(html)).toBe(expected)
  })

  it.each([
    'a < b onclick=5 and 3<4 on=1',
    '<!-- <p onclick=x> --> <!--> <p>on</p>',
    '<?xml onclick=1?><!DOCTYPE html on=1>',
    '<textarea><b onclick="x"></textarea>',
    'on < onload',
    '<',
    '</',
    '',
  ])('is the same where %s has none', (html) => {
    expect(withoutHandlers(html)).toBe(html)
  })

  it('of long texts comes at once, whatever they are', () => {
    for (const piece of ['<', '<a', '<a on', '<!--', '<script>', '<a b="', '</script']) {
      withoutHandlers(piece.repeat(20_000))
    }
  })
})
