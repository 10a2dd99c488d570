import { type Condition, type ConditionValue, type FieldTest, partsOf } from './condition.ts'
import { kindOfType, kindOfValue } from './field-value.ts'
import type { Problem } from './problem.ts'
import type { Field } from './schema.ts'

/**
 * What is wrong with a condition on the given fields: a field that is not among them
 * (`condition-field-unknown`), or a value that a field cannot hold (`condition-type`). `null` where all is
 * well.
 */
export function checkCondition(condition: Condition, fields: readonly Field[]): Problem | null {
  if ('of' in condition) {
    for (const part of partsOf(condition)) {
      const problem = checkCondition(part, fields)
      if (problem) return problem
    }
    return null
  }
  const field = fields.find(({ name }) => name === condition.field)
  if (!field) {
    return {
      code: 'condition-field-unknown',
      message: `The condition asks for a field “${condition.field}”; the layer has ${fields.map(({ name }) => name).join(', ')}`,
      values: { field: condition.field },
    }
  }
  const wrong = valuesOf(condition).find((value) => !canHold(field, value))
  if (wrong === undefined) return null
  const { name, type } = field
  return {
    code: 'condition-type',
    message: `The field “${name}” holds ${type} values and is compared with “${wrong}”`,
    values: { field: name, type, value: String(wrong) },
  }
}

/** The values that a test compares a field's with. */
function valuesOf(test: FieldTest): readonly ConditionValue[] {
  switch (test.kind) {
    case 'compare':
      return [test.value]
    case 'between':
      return [test.from, test.to]
    case 'one-of':
    case 'none-of':
      return test.values
    case 'contains':
    case 'starts-with':
      return [test.text]
    case 'like':
    case 'ilike':
      return [test.pattern]
    case 'empty':
    case 'not-empty':
      return []
  }
}

/** Whether a field's values can be compared with a value. */
export function canHold({ type }: Pick<Field, 'type'>, value: ConditionValue): boolean {
  if (typeof value === 'number' && !Number.isFinite(value)) return false
  return kindOfType(type) === kindOfValue(value)
}
