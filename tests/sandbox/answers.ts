/** The forms an answer takes: JSON, the HTML 404 labelled as JSON, error envelopes (contract §3, errors.json). */
import type { Answer } from './exchange.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** A JSON answer. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(value) };
}

/** The 404 page of the API: HTML under a JSON label (the contract's third thing that breaks a client). */
export function htmlNotFound(): Answer {
  const body =
    '<!DOCTYPE html><html lang="fr"><head><title>Page introuvable</title></head>' +
    "<body>La page n'existe pas.</body></html>";
  return { status: 404, headers: { 'content-type': JSON_TYPE }, body };
}

/** An error envelope. */
export function apiError(status: number, code: number, message: string, messageCode?: string): Answer {
  return json({ code, message, ...(messageCode ? { message_code: messageCode } : {}) }, status);
}

/** 403 code 106: wrong CSRF token, not the owner, a body where none belongs (§3). */
export const denied = (): Answer => apiError(403, 106, 'Accès refusé', 'access_denied');

/** 401 with an empty object (the body is not documented, P1). */
export const unauthorized = (): Answer => json({}, 401);

export interface FieldError {
  field: string;
  value: string;
}

/** 400 code 99 with one line per field (§3). */
export function validationError(errors: FieldError[]): Answer {
  const message = 'Certains champs sont incorrects';
  return json({ code: 99, message_code: 'validation_error', message, errors }, 400);
}
