import {
  COMPARISON_OPERATORS,
  type Condition,
  type ConditionValue,
  type FieldTest,
} from '../../src/model/condition.ts'
import type { FieldValue, FieldValues } from '../../src/model/feature.ts'
import type { Field } from '../../src/model/schema.ts'
import { pick } from './random.ts'

/** Fields of every type, some with names that are hard on programs. */
export const RANDOM_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'capacité_mw', type: 'double' },
  { name: 'year built', type: 'integer' },
  { name: 'id', type: 'long' },
  { name: 'active', type: 'boolean' },
  { name: 'opened', type: 'date' },
  { name: 'seen', type: 'datetime' },
  { name: 'notes', type: 'json' },
  { name: 'icon', type: 'binary' },
  { name: 'select', type: 'string' },
  { name: 'l\'avis "5"', type: 'integer' },
  { name: 'constructor', type: 'string' },
  { name: '__proto__', type: 'string' },
] as const satisfies readonly Field[]

const TEXTS = [
  ...[
    '',
    'a',
    'A',
    'ab',
    'aXb',
    'a_b',
    'a%b',
    "L'Anse",
    'Río Bravo',
    'rio bravo',
    'Montréal',
    'É',
    'é',
  ],
  ...[
    '50 %',
    'back\\slash',
    '\\%',
    '12',
    '-1.5',
    'true',
    'null',
    'say "yes"',
    '😀 x',
    'x 😀',
    '[*?]',
  ],
  ...['__proto__', 'e\u0301', 'AND', '(a/b)*!', 'a;b,c:d~e$f', ' ', 'two\nlines'],
]
const SMALL = [-2, -1, 0, 1, 2, 12, 1998]
const VALUES: Readonly<Record<Field['type'], readonly Exclude<FieldValue, null>[]>> = {
  string: TEXTS,
  json: ['{}', '{"a":1}', '[1,"é"]', '12', 'null'],
  boolean: [true, false],
  integer: SMALL,
  double: [...SMALL, 0.5, -0.5, 1.5, 12.25, 1e-7, 1e15, -1e15],
  long: [
    ...SMALL,
    Number.MAX_SAFE_INTEGER,
    2n ** 53n,
    2n ** 53n + 1n,
    -(2n ** 53n) - 1n,
    2n ** 62n,
  ],
  date: ['1998-05-01', '2000-02-29', '2011-01-01', '2011-12-31'],
  datetime: ['1998-05-01T00:00:00Z', '2011-01-01T12:30:00.5Z', '2011-01-01T12:30:00-06:00', '2011'],
  binary: [new Uint8Array(), new Uint8Array([0, 255])],
}
/** What a field of numbers may hold and no condition asks for. */
const ODD_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

/** Properties of a feature: a third of them empty or missing. */
export function randomProperties(random: () => number): FieldValues {
  const entries: [string, FieldValue][] = []
  for (const { name, type } of RANDOM_FIELDS) {
    const chance = random()
    if (chance < 0.15) continue
    if (chance < 0.3) entries.push([name, null])
    else if (chance < 0.4 && type === 'double') entries.push([name, pick(random, ODD_NUMBERS)])
    else entries.push([name, pick(random, VALUES[type])])
  }
  // Each an own property, `__proto__` too.
  return Object.fromEntries(entries)
}

/** A condition on these fields, of up to so many levels. */
export function randomCondition(random: () => number, depth = 3): Condition {
  const chance = random()
  if (depth === 0 || chance < 0.3) return randomTest(random)
  if (chance < 0.5) return { kind: 'not', of: randomCondition(random, depth - 1) }
  const part = () => randomCondition(random, depth - 1)
  const others = Array.from({ length: 1 + Math.floor(random() * 2) }, part)
  return { kind: chance < 0.75 ? 'all' : 'any', of: [part(), ...others] }
}

function randomTest(random: () => number): FieldTest {
  const { name: field, type } = pick(random, RANDOM_FIELDS)
  const kind = type === 'binary' ? 'empty' : pick(random, KINDS)
  const value = () => pick(random, VALUES[type]) as ConditionValue
  switch (kind) {
    case 'compare':
      return { kind, field, operator: pick(random, COMPARISON_OPERATORS), value: value() }
    case 'between':
      return { kind, field, from: value(), to: value() }
    case 'one-of':
    case 'none-of':
      return { kind, field, values: [value(), ...(random() < 0.5 ? [value(), value()] : [])] }
    case 'empty':
    case 'not-empty':
      return { kind, field }
    default:
      return randomTextTest(random, kind)
  }
}

function randomTextTest(
  random: () => number,
  kind: 'contains' | 'starts-with' | 'like' | 'ilike',
): FieldTest {
  const { name: field, type } = pick(random, TEXT_FIELDS)
  const whole = [...(pick(random, VALUES[type]) as string)]
  const from = random() < 0.5 ? 0 : Math.floor(random() * whole.length)
  const text = whole.slice(from, from + 1 + Math.floor(random() * 3))
  if (kind === 'contains' || kind === 'starts-with') return { kind, field, text: text.join('') }
  const signs = text.map((letter) => {
    const chance = random()
    if (chance < 0.15) return '_'
    if (chance < 0.25) return '%'
    const cased = kind === 'ilike' && chance < 0.6 ? letter.toUpperCase() : letter
    return cased.replace(/[%_\\]/, '\\$&')
  })
  const [before, after] = [random() < 0.5 ? '%' : '', random() < 0.5 ? '%' : '']
  return { kind, field, pattern: `${before}${signs.join('')}${after}` }
}

const KINDS = [
  ...(['compare', 'compare', 'between', 'one-of', 'none-of', 'contains', 'starts-with'] as const),
  ...(['like', 'ilike', 'empty', 'not-empty'] as const),
]
const TEXT_FIELDS = RANDOM_FIELDS.filter(({ type }) =>
  VALUES[type].every((one) => typeof one === 'string'),
)
