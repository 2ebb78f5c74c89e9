// The shapes of values, with an example of what to write: the errors of groups, maps and lists name only their types.
import { runCheck, type Check } from './check';
import { wrongType } from './messages';
import { isList, isObject } from './objects';

/** Accepts an object with properties. */
export function objectLike(example: string): Check {
  return shape(isObject, 'an object with properties', example);
}

/** Accepts a map. */
export function mapLike(values: string, example: string): Check {
  return shape(isObject, `a map from names to ${values}`, example);
}

/** Accepts a list, and single items: the list's own check puts them in brackets. */
export function listLike(item: Check, items: string, example: string): Check {
  return shape((value) => isList(value) || runCheck(item, value, '').length === 0, `a list of ${items}`, example);
}

function shape(isOfShape: (value: unknown) => boolean, allowed: string, example: string): Check {
  return (value, property) =>
    value === undefined || isOfShape(value) ? [] : [wrongType(property, value, allowed, `Write ${example}`)];
}
