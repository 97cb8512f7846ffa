/** Finds the entry of endpoints.json a request is for. */
import { endpoints, type Endpoint } from './schemas.ts';

interface Pattern {
  endpoint: Endpoint;
  regex: RegExp;
  parameters: number;
}

const patterns: Pattern[] = endpoints
  .filter((endpoint) => endpoint.host === 'site')
  .map((endpoint) => {
    const source = endpoint.path.replace(/\{[^}]+\}/g, '(\\d+)');
    return { endpoint, regex: new RegExp(`^${source}$`), parameters: source.split('(').length };
  })
  // `users/current` before `users/{id}`.
  .sort((a, b) => a.parameters - b.parameters);

/** The endpoint of a request to the site with the number of its path (0 where there is none), or null. */
export function route(
  method: string,
  path: string,
  query: URLSearchParams,
): { endpoint: Endpoint; id: number } | null {
  const wanted = query.get('status') === 'DRAFT' ? 'draft.list' : 'wardrobe.list';
  for (const { endpoint, regex } of patterns) {
    const match = endpoint.method === method ? regex.exec(path) : null;
    if (!match) continue;
    if (/^(draft|wardrobe)\.list$/.test(endpoint.id) && endpoint.id !== wanted) continue;
    return { endpoint, id: Number(match[1] ?? 0) };
  }
  return null;
}
