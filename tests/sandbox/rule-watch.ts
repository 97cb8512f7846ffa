/** Rules no single body shows: the account check before each write (R7) and the create that is sent once (R8). */
import type { Exchange, SandboxRequest } from './exchange.ts';
import { endpoints } from './schemas.ts';

const operations = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.operation]));

/** Called when a request came in, before anything is done with it. */
export function watchRequest(exchange: Exchange, { endpoint }: SandboxRequest): void {
  const { session, settings, violate } = exchange;
  const operation = operations.get(endpoint ?? '');
  if (endpoint === 'session.refresh') violate('session.refresh: this client never calls it');
  if (!session) return;
  if (operation === 'photo') {
    if (settings.watchAccountCheck && !session.checkedSinceWrite)
      violate('R7: photo sent without users/current before it');
    session.checkedSincePhoto = false;
  }
  if (operation === 'create' || operation === 'change') {
    if (settings.watchAccountCheck && !session.checkedSincePhoto) {
      violate(`R7: ${endpoint} sent without users/current just before it`);
    }
    session.checkedSinceWrite = session.checkedSincePhoto = false;
  }
  const upload = endpoint === 'item.create' ? uploadSession(exchange.body) : null;
  if (!upload) return;
  if (session.sentCreates.has(upload))
    violate('R8: the same create sent again although its first answer was no refusal');
  session.sentCreates.add(upload);
}

/** Called when the answer is known: a refusal frees the create, a good users/current is an account check. */
export function watchAnswer(
  { session, body }: Exchange,
  { endpoint }: SandboxRequest,
  answer: { status: number; body: string | Buffer | null },
): void {
  if (!session) return;
  if (endpoint === 'session.current_user' && answer.status === 200) {
    session.checkedSinceWrite = session.checkedSincePhoto = true;
  }
  const refused = answer.status === 401 || /^\{.*"code":(?!0\b|105\b)\d+/.test(String(answer.body ?? ''));
  const upload = endpoint === 'item.create' && refused && answer.status < 500 ? uploadSession(body) : null;
  if (upload) session.sentCreates.delete(upload);
}

function uploadSession(body: Buffer): string | null {
  try {
    const parsed = JSON.parse(body.toString('utf8')) as { upload_session_id?: unknown };
    return typeof parsed.upload_session_id === 'string' ? parsed.upload_session_id : null;
  } catch {
    return null;
  }
}
