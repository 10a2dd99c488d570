import type { Rule } from './rule.ts'
import { countries } from './rules/countries.ts'
import { duplicates } from './rules/duplicates.ts'
import { metadata } from './rules/metadata.ts'
import { positions } from './rules/positions.ts'
import { published } from './rules/published.ts'
import { reading } from './rules/reading.ts'
import { schema } from './rules/schema.ts'
import { shapes } from './rules/shapes.ts'
import { text } from './rules/text.ts'
import { topology } from './rules/topology.ts'
import { values } from './rules/values.ts'

/** The rules of the Framework, in the order in which what they find is told within a severity. */
export const RULES: readonly Rule[] = [
  reading,
  positions,
  schema,
  duplicates,
  shapes,
  topology,
  text,
  values,
  countries,
  published,
  metadata,
]
