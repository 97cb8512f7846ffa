/** What the store must know of a statement before SQLite sees it. */
export interface SqlShape {
  /** First word, upper case. */
  keyword: string;
  /** How many `?` (or the highest `?3`) it holds. */
  positional: number;
  /** Its named parameters as written, `:id`, `@id` or `$id`, each once. */
  named: string[];
}

const QUOTED = String.raw`'(?:[^']|'')*'|"(?:[^"]|"")*"|\x60[^\x60]*\x60|\[[^\]]*\]`;
const COMMENT = String.raw`--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`;
const TOKENS = new RegExp(
  `${QUOTED}|${COMMENT}|\\?(?<number>\\d*)|(?<name>[:@$][A-Za-z_]\\w*)|(?<word>[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)|(?<end>;)`,
  'g',
);
const COMMENTS = new RegExp(COMMENT, 'g');

/**
 * Reads the shape of one statement. sql.js would silently drop what follows the first `;`, ignore a misspelt named
 * parameter and leave a forgotten one NULL: all three are bugs that must not pass.
 */
export function sqlShape(sql: string): SqlShape {
  let keyword = '';
  let positional = 0;
  const named = new Set<string>();
  for (const match of sql.matchAll(TOKENS)) {
    const { number, name, word, end } = match.groups ?? {};
    if (number !== undefined)
      positional = number === '' ? positional + 1 : Math.max(positional, Number(number));
    else if (name !== undefined) named.add(name);
    else if (word !== undefined) keyword ||= word.toUpperCase();
    else if (end !== undefined) {
      const rest = sql.slice(match.index + 1).replace(COMMENTS, '');
      if (/[^\s;]/.test(rest)) throw new SyntaxError(`one statement at a time: ${sql}`);
      break;
    }
  }
  if (positional > 0 && named.size > 0) throw new SyntaxError(`? and named parameters do not mix: ${sql}`);
  return { keyword, positional, named: [...named] };
}
